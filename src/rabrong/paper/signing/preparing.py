"""A PDF made ready for signing: one empty signature field per place, in the order in which they are to be signed."""

import io
from collections.abc import Mapping, Sequence
from math import ceil, floor

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from rabrong.paper.documents.typesetting import Place


def prepared(pdf: bytes, places: Sequence[Place], *, labels: Mapping[str, str]) -> bytes:
    """The PDF with a field at each place; `labels` says whose it is, for readers who cannot see the page.

    The bytes before stay as they are, what is added comes after them.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for place in places:
        append_signature_field(
            writer, _field(place, height=_page_height(writer, place.page - 1), label=labels[place.field])
        )
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def _field(place: Place, *, height: float, label: str) -> SigFieldSpec:
    bottom = floor(height - place.top - place.height)
    box = (floor(place.left), bottom, ceil(place.left + place.width), ceil(height - place.top))
    return SigFieldSpec(place.field, on_page=place.page - 1, box=box, readable_field_name=label)


def _page_height(writer: IncrementalPdfFileWriter, page: int) -> float:
    found, _ = writer.find_page_for_modification(page)  # type: ignore[no-untyped-call]
    return float(found.get_object()["/MediaBox"][3])
