"""Reading where every report of some months stands, and counting it up the tree, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, Q
from django.utils.timezone import localdate

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.queries import Tree
from rabrong.results.models import Draft, Entry, EntryException, Report, Window
from rabrong.results.months import round_of
from rabrong.results.reporters import reporting_units
from rabrong.results.standing import Days, Standing, timeliness_of, work_of

Key = tuple[int, int, int]
"""(unit id, indicator id, month)."""
NAMED_IN_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose reports of which months; `units` None is everybody's, `indicator` None is every one; `windows` saves a
    query where they were read already."""

    year: int
    months: tuple[int, ...]
    units: frozenset[int] | None = None
    indicator: int | None = None
    windows: Mapping[int, Days] | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """Where every report that has to be made stands, and the windows they are made in by month."""

    reports: Mapping[Key, Standing] = field(default_factory=dict)
    windows: Mapping[int, Days] = field(default_factory=dict)


def standings(asked: Asked, today: date) -> Standings:
    """Where each report stands that a unit has to make for these months. Eight queries, however many units.

    A report is due where the unit reports the indicator and the indicator counts in the month's round.
    """
    windows = _windows(asked) if asked.windows is None else asked.windows
    late = _let_in(asked)
    states = _states(asked)
    first = _first_entries(asked)
    drafts = _drafts(asked)
    found: dict[Key, Standing] = {}
    for key in _duties(asked):
        days = windows.get(key[2])
        until = late.get((key[0], key[2]))
        work = work_of(states.get(key, ""), is_entered=key in first, is_drafted=key in drafts)
        own = days if days is None or until is None else Days(days.opens, days.closes, until)
        found[key] = Standing(work, timeliness_of(own, work, first.get(key), today))
    return Standings(found, windows)


def _duties(asked: Asked) -> Iterator[Key]:
    reporters = reporting_units(asked.year)
    rows = IndicatorVersion.objects.filter(year_id=asked.year)
    if asked.indicator is not None:
        rows = rows.filter(pk=asked.indicator)
    for version in rows.only("starts", "cancelled"):
        for month in asked.months:
            those = reporters.get((version.pk, round_of(month)), frozenset()) if counts_in(version, month) else ()
            yield from ((unit, version.pk, month) for unit in those if asked.units is None or unit in asked.units)


def counts_in(version: IndicatorVersion, month: int) -> bool:
    """Whether an indicator counts in the round of a month: it has started and is not cancelled."""
    round_ = round_of(month)
    return version.starts <= round_ and (version.cancelled is None or round_ < version.cancelled)


def _windows(asked: Asked) -> dict[int, Days]:
    return {row.month: Days(row.opens, row.closes) for row in Window.objects.filter(year_id=asked.year)}


def _let_in(asked: Asked) -> dict[tuple[int, int], date]:
    """(unit id, month) -> the day to which it was let in last."""
    rows = EntryException.objects.filter(year_id=asked.year, month__in=asked.months).order_by("pk")
    return {(unit, month): until for unit, month, until in rows.values_list("unit_id", "month", "until")}


def _first_entries(asked: Asked) -> dict[Key, date]:
    rows = Entry.objects.filter(_narrowed(asked), version=1)
    grouped = rows.values_list("unit_id", "indicator_id", "month").annotate(first=Min("at")).order_by()
    return {(unit, indicator, month): localdate(first) for unit, indicator, month, first in grouped}


def _states(asked: Asked) -> dict[Key, str]:
    rows = Report.objects.filter(_narrowed(asked)).values_list("unit_id", "indicator_id", "month", "state")
    return {(unit, indicator, month): state for unit, indicator, month, state in rows}


def _drafts(asked: Asked) -> set[Key]:
    rows = Draft.objects.filter(_narrowed(asked)).exclude(text="").order_by()
    return set(rows.values_list("unit_id", "indicator_id", "month").distinct())


def _narrowed(asked: Asked) -> Q:
    found = Q(indicator__year_id=asked.year, month__in=asked.months)
    if asked.indicator is not None:
        found &= Q(indicator_id=asked.indicator)
    if asked.units is not None and len(asked.units) <= NAMED_IN_A_QUERY:
        found &= Q(unit_id__in=asked.units)
    return found


Counts = Counter[Standing]


def counted_up(reports: Mapping[Key, Standing], tree: Tree) -> dict[Key, Counts]:
    """The same counted at every level: (unit id, indicator id, month) -> how many reports at and below it stand where.

    No query; each report is counted once at each unit on its way up.
    """
    found: dict[Key, Counts] = {}
    paths: dict[int, tuple[int, ...]] = {}
    for (unit, indicator, month), standing in reports.items():
        if unit not in paths:
            paths[unit] = tree.path(unit)
        for above in paths[unit]:
            found.setdefault((above, indicator, month), Counter())[standing] += 1
    return found


def together(counts: Iterable[Counts]) -> Counts:
    """Some counts as one."""
    total: Counts = Counter()
    for each in counts:
        total.update(each)
    return total


def last_reported(year: int, units: Iterable[int]) -> dict[int, int]:
    """Unit id -> the last month of which it submitted anything. One query."""
    rows = Entry.objects.filter(indicator__year_id=year, unit_id__in=list(units)).order_by()
    found: dict[int, int] = {}
    for unit, month in rows.values_list("unit_id", "month").distinct():
        found[unit] = max(month, found.get(unit, 0))
    return found
