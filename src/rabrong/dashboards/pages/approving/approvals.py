"""The rows of the approver's page: result, change, trend, what differs from what was approved before, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import Band, Svg
from rabrong.dashboards.pages.approving.groups import Group
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in, is_measured, result_words
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.notes import NoteLines, lines_of
from rabrong.dashboards.pages.scorecards.rows import year_line
from rabrong.dashboards.queries.approvals import Scored, Scores
from rabrong.dashboards.queries.year import YearBook
from rabrong.evidence.pages.beside import Beside
from rabrong.org.models import Unit
from rabrong.results.models import Entry, ReportNote
from rabrong.results.months import round_of
from rabrong.results.queries.waiting import Place
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import at_most, change
from rabrong.ui.words import in_language, language

PLACES, CHANGE_PLACES = 4, 2
MOST_SAID = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the reports of a page: scores by place, who should report, remarks, what was approved before,
    every version of the numbers of single reports and their evidence, the newest notes."""

    book: YearBook
    units: Mapping[int, Unit]
    scored: Mapping[tuple[int, int], Scored]
    expected: Mapping[tuple[int, int, int], int]
    remarks: Mapping[int, str]
    before: Mapping[int, int]
    entries: Mapping[Place, Sequence[Entry]] = field(default_factory=dict)
    notes: Mapping[Place, ReportNote] = field(default_factory=dict)
    files: Mapping[Place, Beside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One line to decide on."""

    pick: str
    place: str
    detail: str
    period: str
    count: str
    is_whole: bool
    numbers: str
    result: str
    change: str
    fell: bool
    score: Decimal | None
    band: Band
    trend: Svg | None
    said: tuple[str, ...]
    notes: NoteLines
    beside: Beside
    href: str
    history: str
    is_one: bool


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator with its lines."""

    version: IndicatorVersion
    name: str
    rows: tuple[Row, ...]


def parts_of(groups: Iterable[Group], versions: Mapping[int, IndicatorVersion], told: Told) -> list[Part]:
    """The lines under their indicators, in the order given."""
    found: dict[int, list[Row]] = {}
    for group in groups:
        found.setdefault(group.indicator, []).append(row_of(group, versions[group.indicator], told))
    return [
        Part(versions[indicator], in_language(versions[indicator], "name"), tuple(rows))
        for indicator, rows in found.items()
    ]


def row_of(group: Group, version: IndicatorVersion, told: Told) -> Row:
    """One line."""
    book, unit = told.book, told.units.get(group.place)
    scored = told.scored.get((group.place, group.indicator))
    scores: Scores = {} if scored is None else scored.scores
    now, last = scores.get(group.month), scores.get(group.month - 1)
    result, changed, fell = "", "", False
    if scored is not None:
        criterion = criterion_in(scored.item, book.rules.scale, group.month)
        result = "" if now is None else result_words(criterion, now, book.rules.scale)
        if now is not None and last is not None and now.result is not None and last.result is not None:
            moved = now.result - last.result
            fell = moved < 0
            changed = change(moved, CHANGE_PLACES if is_measured(criterion) else PLACES)
    shown = None if now is None else now.shown
    count, is_whole = _count(group, told)
    return Row(
        pick=group.pick,
        place=gettext("ทั้งกรม") if unit is None else in_language(unit, "name"),
        detail="",
        period=period_words(group),
        count=count,
        is_whole=is_whole,
        numbers=_numbers(group, told),
        result=result,
        change=changed,
        fell=fell,
        score=shown,
        band=band_at(book, shown),
        trend=None if scored is None else year_line(book, version, scores),
        said=tuple(_said(group, told)),
        notes=lines_of(told.notes[row.place] for row in group.rows if row.place in told.notes),
        beside=told.files.get(group.rows[0].place, Beside()) if group.is_one else Beside(),
        href=_address(group, version, scored, unit, book),
        history=_history(group, version, unit, book),
        is_one=group.is_one,
    )


def period_words(group: Group) -> str:
    """The month, or the round with its months."""
    if not group.is_round:
        return month_name(group.period[0], language())
    months = sorted({row.month for row in group.rows})
    said = month_name(months[0], language())
    until = "" if len(months) == 1 else f"–{month_name(months[-1], language())}"
    return gettext("รอบ %(round)s เดือน (%(months)s)") % {"round": group.period[1], "months": f"{said}{until}"}


def _count(group: Group, told: Told) -> tuple[str, bool]:
    """How many of how many reports are here: the others were not sent yet, wait below, or have passed."""
    if group.is_one:
        return "", True
    months = len({row.month for row in group.rows})
    expected = told.expected.get((group.indicator, round_of(group.month), group.place), 0) * months
    here = {"here": f"{len(group.rows):,}", "all": f"{max(expected, len(group.rows)):,}"}
    return gettext("%(here)s จาก %(all)s รายงาน") % here, len(group.rows) >= expected


def _numbers(group: Group, told: Told) -> str:
    if not group.is_one:
        return ""
    newest = {entry.cell: entry for entry in told.entries.get(group.rows[0].place, ())}
    return " · ".join(f"{cell} {number_words(entry)}" for cell, entry in newest.items())


def number_words(entry: Entry | None) -> str:
    """A number as people read it."""
    if entry is None:
        return "-"
    return entry.word if entry.value is None else at_most(entry.value, PLACES)


def _said(group: Group, told: Told) -> Iterable[str]:
    """What an approver should know: numbers that changed since they were approved, and remarks."""
    changed = [row for row in group.rows if row.report in told.before]
    if group.is_one:
        for row in changed:
            yield from _differences(told.entries.get(row.place, ()), told.before[row.report])
    elif changed:
        names = ", ".join(called(told.units[row.unit]) for row in changed[:MOST_SAID] if row.unit in told.units)
        words = gettext("แก้ตัวเลขหลังอนุมัติครั้งก่อน %(count)s รายงาน")
        yield words % {"count": len(changed)} + (f": {names}" if names else "")
    remarks = [(row, told.remarks[row.report]) for row in group.rows if row.report in told.remarks]
    for row, remark in remarks[:MOST_SAID]:
        unit = told.units.get(row.unit)
        yield remark if group.is_one or unit is None else f"{called(unit)}: {remark}"
    if len(remarks) > MOST_SAID:
        yield gettext("และอีก %(count)s ข้อ") % {"count": len(remarks) - MOST_SAID}


def _differences(entries: Sequence[Entry], approved: int) -> Iterable[str]:
    """What stood when a step last approved, and what stands now. Versions add up in the order they came."""
    then, now, reached = standing(entries, approved), standing(entries), set()
    for cell, entry in now.items():
        earlier = then.get(cell)
        if (earlier is None or earlier.version != entry.version) and cell not in reached:
            reached.add(cell)
            yield gettext("%(cell)s: อนุมัติครั้งก่อน %(before)s ขณะนี้ %(after)s") % {
                "cell": cell,
                "before": number_words(earlier),
                "after": number_words(entry),
            }


def standing(entries: Sequence[Entry], version: int | None = None) -> dict[str, Entry]:
    """Cell -> the entry that stood at a version of the report, by default now: the sum of its cells' versions."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.at, each.pk)):
        if version is not None and sum(each.version for each in found.values()) >= version:
            break
        found[entry.cell] = entry
    return found


def _address(group: Group, version: IndicatorVersion, scored: Scored | None, unit: Unit | None, book: YearBook) -> str:
    if scored is None:
        return ""
    own = unit is not None and scored.item.agreement.unit_id == unit.pk
    code = unit.code if own and unit is not None else scored.item.agreement.unit.code
    return f"{reverse('indicator', args=(book.year, version.code, code))}?month={min(group.month, book.month)}"


def _history(group: Group, version: IndicatorVersion, unit: Unit | None, book: YearBook) -> str:
    if not group.is_one or unit is None:
        return ""
    return reverse("report_history", args=(book.year, version.code, unit.code, group.month))
