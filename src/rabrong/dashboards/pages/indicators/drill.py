"""Going down from a unit's result: the units it adds up, the chosen one's own result, down to what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from rabrong.audit.models import Event
from rabrong.charts import Part, Svg, share_strip
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.indicators.why import Asking, Link, Step, Typed, result_step
from rabrong.dashboards.pages.months import reported_words
from rabrong.dashboards.pages.names import author_of
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.models import Entry, Score
from rabrong.scoring.absence import Absent
from rabrong.scoring.exact import round_half_up
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import at_most
from rabrong.ui.words import in_language, language

Values = Mapping[str, Fraction | Absent]
PLACES = 4
DRAWN_PLACES = 4
DIGITS_OF_A_HASH = 10


@dataclass(frozen=True, slots=True)
class Below:
    """The units a result adds up: their values by unit id, and where each leads; `chosen` is looked into next."""

    units: Sequence[Unit]
    values: Mapping[int, Values]
    top: str
    chosen: Unit | None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on the way down, with its score."""

    unit: Unit
    values: Values
    score: Score | None


def with_units(step: Step, asking: Asking, below: Below, address: str) -> Step:
    """The step with its units as a strip and as links."""
    codes = asking.formula.items if asking.formula is not None else ()
    ordered = sorted(below.units, key=lambda unit: -_amount(below.values.get(unit.pk, {}), codes[-1:]))
    links = tuple(
        Link(
            in_language(unit, "name"),
            f"{address}?via={unit.code}",
            _pair(below.values.get(unit.pk, {}), codes),
            below.chosen is not None and unit.pk == below.chosen.pk,
        )
        for unit in ordered
    )
    said = _silent_words(ordered, below, codes)
    title = ngettext("ดูทีละหน่วย (%(count)s)", "ดูทีละหน่วย (%(count)s)", len(links)) % {"count": len(links)}
    sentences = step.sentences if not said else (*step.sentences, said)
    return replace(step, strip=_strip(ordered, below, codes), links=links, links_title=title, sentences=sentences)


def _amount(values: Values, codes: Sequence[str]) -> Decimal:
    value = values.get(codes[0]) if codes else None
    return round_half_up(value, DRAWN_PLACES) if isinstance(value, Fraction) else Decimal(0)


def _pair(values: Values, codes: Sequence[str]) -> str:
    found = [values.get(code) for code in codes]
    return "/".join(at_most(value, 2) if isinstance(value, Fraction) else "-" for value in found)


def _is_silent(values: Values, codes: Sequence[str]) -> bool:
    return not any(isinstance(values.get(code), Fraction) for code in codes)


def _silent_words(units: Sequence[Unit], below: Below, codes: Sequence[str]) -> str:
    names = [in_language(unit, "name") for unit in units if _is_silent(below.values.get(unit.pk, {}), codes)]
    if not names:
        return ""
    return gettext("ยังไม่รายงาน: %(names)s") % {"names": ", ".join(names)}


def _strip(units: Sequence[Unit], below: Below, codes: Sequence[str]) -> Svg | None:
    """Only where the formula is one number over another: shares of a whole."""
    if len(codes) != len(("part", "whole")):
        return None
    known = [unit for unit in units if not _is_silent(below.values.get(unit.pk, {}), codes)]
    whole = [_amount(below.values[unit.pk], codes[1:]) for unit in known]
    typical = sorted(whole)[len(whole) // 2] if whole else Decimal(1)
    parts = [_part(unit, below, codes, typical) for unit in units]
    chosen = next((part.label for part in parts if part.chosen), "")
    silent = sum(part.done is None for part in parts)
    silent_words = gettext("%(count)s หน่วยยังไม่รายงาน") % {"count": silent} if silent else ""
    summary = gettext("แต่ละหน่วยกว้างตามส่วนของตนในทั้งหมด เติมตามที่ทำได้: %(parts)s") % {
        "parts": ", ".join(part.label for part in parts)
    }
    return share_strip(parts, summary, chosen_words=chosen, silent_words=silent_words)


def _part(unit: Unit, below: Below, codes: Sequence[str], typical: Decimal) -> Part:
    values, name = below.values.get(unit.pk, {}), in_language(unit, "name")
    chosen = below.chosen is not None and unit.pk == below.chosen.pk
    if _is_silent(values, codes):
        return Part(name, typical, None, chosen)
    return Part(f"{name} {_pair(values, codes)}", _amount(values, codes[1:]), _amount(values, codes[:1]), chosen)


def unit_step(place: Place, asking: Asking, book: YearBook, title: str) -> Step:
    """A unit on the way down: its own result and score."""
    value = None if asking.formula is None else asking.formula.value({**_missing(asking), **place.values})
    step = result_step(title, replace(asking, below="", unreported=""), place.values, value, "")
    shown = None if place.score is None else place.score.shown
    return replace(step, aside="", score=shown, band=band_at(book, shown))


def _missing(asking: Asking) -> dict[str, Fraction | Absent]:
    absent = Absent("missing", "absent.not_reported")
    return {} if asking.formula is None else dict.fromkeys(asking.formula.items, absent)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a unit reported, with the audit record that holds the last month's numbers. `frozen` is the version of each
    cell that a closing counted, empty where the newest counts."""

    entries: Sequence[Entry]
    events: Sequence[Event]
    words: Mapping[str, str]
    frozen: Mapping[str, int]

    @property
    def month(self) -> int:
        """The last month that was reported; 0 for none."""
        return max((entry.month for entry in self.entries), default=0)


def typed_step(entered: Entered) -> Step:
    """Every version of the last month's numbers, newest first, and the audit record that holds them."""
    entries, words, latest = entered.entries, entered.words, entered.month
    title = (
        gettext("ตัวเลขที่รายงาน")
        if not latest
        else gettext("รายงานเดือน %(month)s") % {"month": month_name(latest, language())}
    )
    shown = [entry for entry in entries if entry.month == latest]
    counts = {entry.cell: entry.version for entry in shown} | dict(entered.frozen)
    order = [*words, *(entry.cell for entry in shown)]
    shown.sort(key=lambda entry: (order.index(entry.cell), -entry.version))
    typed = [_typed(entry, words, counts[entry.cell]) for entry in shown]
    sealed = [Typed(gettext("บันทึกตรวจสอบ"), _actor(event), event.at, _seal(event)) for event in entered.events]
    sentences = () if typed else (gettext("ยังไม่มีตัวเลขที่รายงาน"),)
    return Step(title, sentences=sentences, typed=(*typed, *sealed))


def _typed(entry: Entry, words: Mapping[str, str], counts: int) -> Typed:
    number = reported_words(entry)
    detail = gettext("ฉบับที่ %(version)s") % {"version": entry.version}
    name = words.get(entry.cell, entry.cell)
    return Typed(f"{name} = {number}", author_of(entry), entry.at, detail, entry.version == counts)


def _actor(event: Event) -> str:
    if not event.acting_for:
        return event.actor
    return gettext("%(by)s ทำการแทน %(seat)s") % {"by": event.actor, "seat": event.acting_for}


def _seal(event: Event) -> str:
    return f"#{event.number} {event.digest[:DIGITS_OF_A_HASH]}…"


def why_address(book: YearBook, code: str, unit: Unit) -> str:
    """The address of a unit's explanation."""
    return reverse("why", args=(book.year, code, unit.code))
