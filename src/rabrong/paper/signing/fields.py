"""The signature fields of a PDF, in the order in which they are to be signed."""

from dataclasses import dataclass

from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields

from rabrong.paper.signing.refusing import Refused


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A field, whether it is signed, and its size in points."""

    name: str
    is_signed: bool
    width: float
    height: float


def fields_of(pdf: PdfHandler) -> tuple[SignatureField, ...]:
    """All of them. Raises what reading a damaged file raises."""
    found = []
    for name, value, reference in enumerate_sig_fields(pdf):
        left, bottom, right, top = (float(number) for number in reference.get_object()["/Rect"])
        found.append(SignatureField(name, value is not None, abs(right - left), abs(top - bottom)))
    return tuple(found)


def next_to_sign(fields: tuple[SignatureField, ...], name: str) -> SignatureField | Refused:
    """The field if its turn has come; who has to sign before, or that it is signed, else."""
    found = next((field for field in fields if field.name == name), None)
    if found is None:
        return Refused("field.unknown", {"field": name})
    if found.is_signed:
        return Refused("field.signed", {"field": name})
    before = next(field for field in fields if not field.is_signed)
    return found if before == found else Refused("field.order", {"field": name, "before": before.name})
