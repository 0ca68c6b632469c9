"""A search's result as a file: CSV for spreadsheets, JSON lines for machines. Personal values are in neither.

An erasure would not reach such copies; `rabrong audit-export --with-personal` is for who has thought about that.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import StringIO

from django.utils.timezone import localtime
from django.utils.translation import gettext

from rabrong.audit.chain import is_personal
from rabrong.audit.lines import Header, Row, header_line, row_line
from rabrong.audit.models import Event
from rabrong.audit.queries import record_of
from rabrong.audit.wording import field_words, subject_words, verb_words

MOST_ROWS = 20_000
BOM = "\ufeff"
"""Without it Excel takes Thai for something else."""

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠|")


def csv_of(events: Iterable[Event]) -> str:
    """A table with a row for each changed field, the words in the language of the page."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(_heads())
    for event in events:
        writer.writerows([_safe(cell) for cell in row] for row in _table_rows(event))
    return BOM + text.getvalue()


def json_lines_of(events: Iterable[Event], *, now: datetime) -> str:
    """A selection as `rabrong verify --file` reads it."""
    head = Header("", 1, 0, is_whole=False, exported_at=now.astimezone(UTC).isoformat(), is_selection=True)
    rows = (row_line(Row(record_of(event), event.digest)) for event in events)
    return "".join(f"{line}\n" for line in (header_line(head), *rows))


def _heads() -> list[str]:
    return [
        gettext("โซ่"),
        gettext("เลขที่"),
        gettext("เวลา"),
        gettext("ผู้ทำ"),
        gettext("ทำแทน"),
        gettext("การกระทำ"),
        gettext("สิ่งที่ทำ"),
        gettext("ช่อง"),
        gettext("ก่อนแก้"),
        gettext("หลังแก้"),
        gettext("เลขคำขอ"),
        "SHA-256",
    ]


def _table_rows(event: Event) -> Iterator[list[str]]:
    begin = [
        event.chain,
        str(event.number),
        localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.actor,
        event.acting_for,
        verb_words(event.verb),
        subject_words(event.subject),
    ]
    fields = dict.fromkeys([*event.before, *event.after]) or {"": None}
    for field in fields:
        yield [
            *begin,
            field_words(field),
            _text(event.before, field),
            _text(event.after, field),
            event.request_id,
            event.digest,
        ]


def _text(fields: Mapping[str, object], field: str) -> str:
    value = fields.get(field, "")
    return gettext("(ข้อมูลส่วนบุคคล)") if is_personal(value) else str(value)


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would compute gets a quote before it, so that it stays a text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS_A_FORMULA) else cell
