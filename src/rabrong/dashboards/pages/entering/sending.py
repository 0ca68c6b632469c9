"""What became of each field that a device sent: kept, in conflict with what somebody else wrote, or refused and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from rabrong.agreements.models import Item
from rabrong.dashboards.forms import TypedField, cell_name
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.entering.entry import number_of_entry, refusal_words
from rabrong.dashboards.pages.entering.kept import Forms, Kept
from rabrong.dashboards.pages.names import author_of
from rabrong.dashboards.pages.reports import aside_in
from rabrong.org.rules import Refusal
from rabrong.results.cells import cell_words
from rabrong.results.models import Draft, Entry, NoteDraft
from rabrong.results.queries import claim_of
from rabrong.results.queries.sendings import drafted_by, notes_drafted_by
from rabrong.results.typed import claim_typed, fault_words
from rabrong.ui.dates import clock_time, day
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a field. In a clash `text` is what stands, `by` and `at` whose it is, `version` its entry's."""

    state: str
    words: str = ""
    text: str = ""
    by: str = ""
    at: str = ""
    version: int = 0

    @property
    def told(self) -> dict[str, object]:
        """As the device is told."""
        return {
            "state": self.state,
            "words": self.words,
            "text": self.text,
            "by": self.by,
            "at": self.at,
            "version": self.version,
        }


KEPT = Verdict("kept")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts that stand, with who typed them."""

    cells: Mapping[tuple[int, int, str], Draft]
    notes: Mapping[tuple[int, int], NoteDraft]


def verdicts_on(kept: Kept, fields: Sequence[TypedField]) -> dict[str, Verdict]:
    """Field name -> what becomes of it. Two queries."""
    ids = [item.indicator_id for item in kept.desk.items]
    drafted = Drafted(drafted_by(kept.unit, ids), notes_drafted_by(kept.unit, ids))
    return {field.name: _verdict(kept, field, drafted) for field in fields}


def _verdict(kept: Kept, field: TypedField, drafted: Drafted) -> Verdict:
    item = kept.desk.item(field.code)
    if item is None or not (field.is_note or field.part in kept.kinds[item.indicator_id]):
        terms = {"code": field.code, "unit": str(kept.unit)}
        return _refused(kept, Refusal("sending.not_here", terms)) if field.text else KEPT
    stands = _stands(kept, item, field)
    refusal = kept.desk.refusal(item.indicator, field.month)
    if refusal is not None:
        return KEPT if field.text in ("", stands) else _refused(kept, refusal)
    aside = aside_in(item.indicator, field.month)
    if aside:
        return KEPT if field.text in ("", stands) else Verdict("refused", aside)
    return _beside_note(kept, item, field, drafted) if field.is_note else _beside_cell(kept, item, field, drafted)


def _refused(kept: Kept, refusal: Refusal) -> Verdict:
    return Verdict("refused", refusal_words(refusal, kept.unit))


def _entry(kept: Kept, item: Item, field: TypedField) -> Entry | None:
    return kept.entries.get(item.indicator_id, {}).get(field.part, {}).get(field.month)


def _stands(kept: Kept, item: Item, field: TypedField) -> str:
    """What a fresh page shows in the field."""
    if field.is_note:
        return kept.note(item, field.month)[field.part]
    draft = kept.drafts.get((item.indicator_id, field.month), {}).get(field.part, "")
    return draft or number_of_entry(_entry(kept, item, field))


def _beside_cell(kept: Kept, item: Item, field: TypedField, drafted: Drafted) -> Verdict:
    entry = _entry(kept, item, field)
    version = 0 if entry is None else entry.version
    if entry is not None and field.version != version and not _says(kept, item, field, entry):
        return Verdict("clash", "", number_of_entry(entry), author_of(entry), _when(entry.at), version)
    draft = drafted.cells.get((item.indicator_id, field.month, field.part))
    if draft is not None and _is_other(field, draft.text):
        by = gettext("ร่างของ %(by)s") % {"by": in_language(draft.by, "position")}
        return Verdict("clash", "", draft.text, by, _when(draft.at), version)
    return KEPT


def _says(kept: Kept, item: Item, field: TypedField, entry: Entry) -> bool:
    """Whether what is typed is the number that stands, however it is written."""
    return claim_typed(field.text, kept.kinds[item.indicator_id][field.part]) == claim_of(entry.value, entry.word)


def _beside_note(kept: Kept, item: Item, field: TypedField, drafted: Drafted) -> Verdict:
    text = kept.note(item, field.month)[field.part]
    if not _is_other(field, text):
        return KEPT
    draft, versions = (
        drafted.notes.get((item.indicator_id, field.month)),
        kept.notes.get((item.indicator_id, field.month)),
    )
    newest = draft or (versions[-1] if versions else None)
    if newest is None:
        return KEPT
    return Verdict("clash", "", text, in_language(newest.by, "position"), _when(newest.at))


def _is_other(field: TypedField, stands: str) -> bool:
    """Whether something else stands than what was there when it was typed, and than what is typed."""
    return field.bases is not None and stands not in ("", field.text) and stands not in field.bases


def _when(at: datetime) -> str:
    return f"{day(at, language())} {clock_time(at, language())}"


def faults_told(kept: Kept, forms: Forms) -> dict[str, dict[str, object]]:
    """Field name -> what cannot be read in it: a draft that waits for a correction."""
    told = {}
    for item in kept.desk.items:
        for (indicator, month), form in forms.items():
            if indicator == item.indicator_id and form.faults:
                words = cell_words(item.indicator, criterion_in(item, kept.book.rules.scale, month))
                for cell, fault in form.faults.items():
                    name = cell_name(item.indicator.code, month, cell)
                    told[name] = Verdict("fault", fault_words(fault, words.get(cell, cell))).told
    return told


def sent_words(sent: Sequence[str], asked: Sequence[str], cells: Iterable[Mapping[str, object]]) -> str:
    """What went through and what did not, in sentences."""
    states = [str(cell["state"]) for cell in cells]
    faults, refused = states.count("fault"), states.count("refused")
    words = []
    if sent:
        said = ngettext("ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", "ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", len(sent))
        words.append(said % {"count": len(sent), "codes": ", ".join(sent)})
    if asked:
        words.append(gettext("รอคำอธิบายหรือปัญหา: %(codes)s") % {"codes": ", ".join(asked)})
    if faults:
        said = ngettext("อ่านไม่ได้ %(count)s ช่อง แก้แล้วส่งอีกครั้ง", "อ่านไม่ได้ %(count)s ช่อง แก้แล้วส่งอีกครั้ง", faults)
        words.append(said % {"count": faults})
    if refused:
        said = ngettext("ไม่รับ %(count)s ช่อง ตัวเลขยังอยู่ในเครื่องนี้", "ไม่รับ %(count)s ช่อง ตัวเลขยังอยู่ในเครื่องนี้", refused)
        words.append(said % {"count": refused})
    return " · ".join(words) or gettext("ไม่มีตัวเลขใหม่ที่กรอกครบ ที่กรอกไว้เก็บเป็นร่าง")
