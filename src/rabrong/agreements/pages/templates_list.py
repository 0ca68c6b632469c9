"""Lists of KPI Templates: those of a year, the versions of one, what was done to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Template, TemplateState
from rabrong.agreements.pages.templates import round_words
from rabrong.agreements.queries.templates_list import Listed
from rabrong.agreements.wording.templates import Word, field_words, verb_words
from rabrong.audit.models import Event
from rabrong.charts import State
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language

STATES: Mapping[str, Word] = {
    "none": _("ยังไม่เริ่ม"),
    **{str(value): label for value, label in TemplateState.choices},
}
GLYPHS: Mapping[str, State] = {
    "none": "not_due",
    "draft": "draft",
    "submitted": "submitted",
    "returned": "returned",
    "published": "certified",
}
ORDER = tuple(STATES)
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, as it stands in the address."""

    q: str = ""
    state: str = ""
    unit: str = ""
    sort: str = "code"


@dataclass(frozen=True, slots=True)
class ListRow:
    """An indicator in the list."""

    listed: Listed
    name: str
    unit: str
    state: str
    word: str
    glyph: State
    number: int | None
    round: str


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """The search of an address; what is not known looks for everything."""
    state, sort = given.get("state", ""), given.get("sort", "code")
    return Wanted(
        q=given.get("q", "").strip()[:LONGEST_QUERY],
        state=state if state in STATES else "",
        unit=given.get("unit", ""),
        sort=sort if sort in SORTS else "code",
    )


def list_rows(rows: Iterable[Listed], wanted: Wanted) -> list[ListRow]:
    """The rows that are looked for, in the order asked for."""
    found = [_row(each) for each in rows]
    shown = [row for row in found if _is_wanted(row, wanted)]
    return sorted(shown, key=SORTS[wanted.sort])


def _row(each: Listed) -> ListRow:
    newest, version = each.newest, each.version
    return ListRow(
        listed=each,
        name=in_language(version, "name"),
        unit="" if version.responsible is None else str(version.responsible),
        state=each.state,
        word=str(STATES[each.state]),
        glyph=GLYPHS[each.state],
        number=None if newest is None else newest.number,
        round="" if newest is None else round_words(newest.from_round),
    )


def _is_wanted(row: ListRow, wanted: Wanted) -> bool:
    unit = row.listed.version.responsible
    text = f"{row.listed.version.code} {row.name} {row.listed.version.name} {row.unit}".casefold()
    return (
        all(word in text for word in wanted.q.casefold().split())
        and wanted.state in ("", row.state)
        and wanted.unit in ("", "" if unit is None else unit.code)
    )


SORTS: Mapping[str, Callable[[ListRow], tuple[object, ...]]] = {
    "code": lambda row: (row.listed.version.position,),
    "state": lambda row: (ORDER.index(row.state), row.listed.version.position),
    "unit": lambda row: (row.unit, row.listed.version.position),
    "unread": lambda row: (-row.listed.unread, row.listed.version.position),
}


def columns() -> list[Column]:
    """The columns of the list as a file."""
    return [
        Column(gettext("รหัส"), width=8),
        Column(gettext("ชื่อตัวชี้วัด"), width=60),
        Column(gettext("หน่วยงานที่เขียน"), width=14),
        Column(gettext("สถานะ"), width=16),
        Column(gettext("ฉบับที่"), width=8),
        Column(gettext("มีผลตั้งแต่รอบ"), width=14),
        Column(gettext("ส่งแล้ว (หน่วย)"), width=14),
        Column(gettext("ยังไม่เปิดอ่าน (หน่วย)"), width=18),
        Column(gettext("แก้ล่าสุด"), width=14),
    ]


def cells(rows: Sequence[ListRow]) -> list[list[Cell]]:
    """The list as a file."""
    return [
        [
            row.listed.version.code,
            row.name,
            row.unit,
            row.word,
            row.number,
            row.round,
            row.listed.sent,
            row.listed.unread,
            None if row.listed.at is None else localdate(row.listed.at),
        ]
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of versions."""

    template: Template
    word: str
    glyph: State
    round: str
    sent: int
    unread: int

    @property
    def read(self) -> int:
        """How many units have opened it."""
        return self.sent - self.unread


def version_rows(templates: Iterable[Template]) -> list[VersionRow]:
    """The versions, newest first, with their receipts."""
    return [
        VersionRow(
            template=each,
            word=str(STATES[each.state]),
            glyph=GLYPHS[each.state],
            round=round_words(each.from_round),
            sent=getattr(each, "sent", 0),
            unread=getattr(each, "unread", 0),
        )
        for each in templates
    ]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Something that was done: who, when, what, in which fields."""

    at: datetime
    who: str
    what: str
    number: str
    fields: str


def history_rows(events: Iterable[Event], names: Mapping[str, str]) -> list[HistoryRow]:
    """The record of some versions in words, newest first."""
    return [
        HistoryRow(
            at=event.at,
            who=names.get(event.actor, event.actor),
            what=verb_words(event.verb),
            number=event.subject.rpartition("/")[2],
            fields=_fields(event),
        )
        for event in events
    ]


def _fields(event: Event) -> str:
    if event.verb == "template.save":
        return ", ".join(field_words(name) for name in dict.fromkeys([*event.before, *event.after]))
    said = event.after.get("note") or event.after.get("text") or event.after.get("file") or event.before.get("file")
    if said:
        return str(said)
    return gettext("จำนวน %(count)s หน่วย") % {"count": event.after["units"]} if "units" in event.after else ""
