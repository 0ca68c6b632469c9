"""Reading the calendar of the year: days in the Buddhist era, written 2555-04-02."""

import re
from datetime import date

from rabrong.agreement_file.document import DatedEvent
from rabrong.agreement_file.numbers import shortened
from rabrong.agreement_file.section import Section
from rabrong.thai.fiscal import BE_OFFSET

DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
EVENT_KEYS = ("code", "name", "name_en", "on")


def read_calendar(top: Section) -> tuple[DatedEvent, ...]:
    """Every day the file names."""
    events: dict[str, DatedEvent] = {}
    for section in top.sections("deadlines", EVENT_KEYS):
        section.require("code", "name", "on")
        code, on = section.text("code") or "", _day(section)
        if code in events:
            section.note("code.twice", section.nodes["code"], "code", text=shortened(code))
        if code and on is not None:
            events[code] = DatedEvent(code, section.text("name") or "", section.text("name_en") or "", on)
    return tuple(events.values())


def _day(section: Section) -> date | None:
    text = section.text("on")
    day = None if text is None else _read(text)
    if text is not None and day is None:
        section.note("day.bad", section.nodes["on"], "on", text=shortened(text))
    return day


def _read(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(int(found[1]) - BE_OFFSET, int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def day_text(day: date) -> str:
    """A day as the file writes it.

    >>> day_text(date(2012, 4, 2))
    '2555-04-02'
    """
    return f"{day.year + BE_OFFSET:04}-{day.month:02}-{day.day:02}"
