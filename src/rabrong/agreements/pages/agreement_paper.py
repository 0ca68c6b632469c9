"""An agreement as PDF: the draft, the paper that is signed, a copy of a text."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from rabrong.agreements.models import Agreement, Party, Revision
from rabrong.agreements.on_paper import DRAFT, Around, Parties, paper_of
from rabrong.agreements.queries.agreements import aspect_order, content_of_text, makers_of, superiors_of
from rabrong.paper.agreement_text import content as text
from rabrong.paper.agreement_text.setting import MAKER_FIELD, SUPERIOR_FIELD, set_agreement
from rabrong.paper.documents.typesetting import Typeset, Unprintable
from rabrong.paper.signing.preparing import prepared
from rabrong.paper.signing.refusing import Refused

DOTS = "." * 40
LABELS = {MAKER_FIELD: "ผู้ทำคำรับรอง", SUPERIOR_FIELD: "ผู้รับคำรับรอง"}
IN_ORDER = (MAKER_FIELD, SUPERIOR_FIELD)


def set_paper(revision: Revision, *, made_at: datetime) -> bytes | Refused:
    """The paper of a revision for the parties it names, with a field for each signature in the order of signing."""
    made = _set(revision, _parties(revision.parties), made_at=made_at)
    if isinstance(made, Unprintable):
        return Refused("text.unprintable", {"letters": made.letters})
    places = sorted(made.places, key=lambda place: IN_ORDER.index(place.field))
    return prepared(made.pdf, places, labels=LABELS)


def set_copy(revision: Revision, *, mark: str, made_at: datetime) -> bytes | Refused:
    """A revision as it reads, marked as what it is; the parties as far as they are known."""
    parties = _parties(revision.parties) if revision.parties else _likely_parties(revision.agreement, made_at)
    made = _set(revision, parties, mark=mark, made_at=made_at)
    return Refused("text.unprintable", {"letters": made.letters}) if isinstance(made, Unprintable) else made.pdf


def set_draft(agreement: Agreement, content: str, digest: str, *, made_at: datetime) -> bytes | Refused:
    """What stands now, marked as a draft."""
    revision = Revision(agreement=agreement, content=content, digest=digest)
    return set_copy(revision, mark=DRAFT, made_at=made_at)


def _set(revision: Revision, parties: Parties, *, made_at: datetime, mark: str = "") -> Typeset | Unprintable:
    agreement = revision.agreement
    around = Around(
        unit=_whole_name(agreement),
        points=[str(point) for point in agreement.year.points],
        aspects=aspect_order(agreement.year_id),
        amendment=_amendment_number(revision),
    )
    paper = paper_of(content_of_text(revision), parties, around, digest=revision.digest, mark=mark)
    return set_agreement(paper, made_at=made_at)


def _amendment_number(revision: Revision) -> int:
    """How many amendments came before and with it: texts that were vetted again and never signed are none."""
    if not hasattr(revision, "amendment"):
        return 0
    known = Revision.objects.filter(agreement=revision.agreement, number__lte=revision.number, amendment__isnull=False)
    return known.count()


def _whole_name(agreement: Agreement) -> str:
    own = f"{agreement.person} {agreement.unit.name}" if agreement.person else agreement.unit.name
    above = agreement.superior.name if agreement.superior else agreement.superior_name
    return f"{own} {above}".strip()


def _parties(stored: Mapping[str, object]) -> Parties:
    return Parties(
        _party(stored.get(Party.MAKER.value)),
        _party(stored.get(Party.SUPERIOR.value)),
        str(stored.get("place", "")),
        str(stored.get("day", "")),
    )


def _party(stored: object) -> text.Party:
    known = stored if isinstance(stored, Mapping) else {}
    words = {name: str(known.get(name, "")) for name in ("name", "position", "unit", "acting")}
    return text.Party(**{**words, "name": words["name"] or DOTS})


def _likely_parties(agreement: Agreement, made_at: datetime) -> Parties:
    """Whoever would sign today; dots where nobody is known."""
    day = localdate(made_at)
    makers, superiors = makers_of(agreement, day), superiors_of(agreement, day)
    maker = text.Party(str(makers[0].person) if makers else DOTS, "")
    superior = text.Party(str(superiors[0].person) if superiors else DOTS, "" if superiors else agreement.superior_name)
    return Parties(maker, superior)
