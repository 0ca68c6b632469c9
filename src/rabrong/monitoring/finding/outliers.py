"""A submitted number stands out by the rules of plausibility; it is over once it was corrected, or certified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules, core_indicator, year_rules
from rabrong.monitoring.finding.places import Facts, Look, Looked, OpenAlert, Place, is_at_level
from rabrong.monitoring.models import AlertRule
from rabrong.org.models import Unit, UnitKind
from rabrong.results.actions.judging import Month, asked_by
from rabrong.results.models import Entry, Report, ReportState, Score
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.rules.plausibility import Finding
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim

SAID = ("report.not_applicable",)
"""What asks for a word and is no outlier: N/A is what somebody decided."""
UNITS_AT_ONCE = 150
STANDING = (ReportState.SUBMITTED, ReportState.APPROVED)

Numbers = dict[tuple[int, int], dict[str, dict[int, Claim]]]
"""(unit id, indicator id) -> cell -> month -> what was reported."""
Peers = dict[tuple[int | None, str, int, int], list[tuple[int, Fraction]]]
"""(unit above, kind, indicator id, month) -> the results there with their units."""


def look_at_outliers(rule: AlertRule, look: Look) -> Looked:
    """The reports of the newest month, and of the one before where units changed. Six queries for each UNITS_AT_ONCE
    units."""
    months = look.months if look.units is not None else (look.month,)
    reports = Report.objects.filter(indicator__year_id=look.year, month__in=months)
    if look.units is not None:
        reports = reports.filter(unit__in=look.units)
    rows = list(reports.values_list("unit_id", "indicator_id", "month", "state", "version"))
    standing = {(unit, kpi, month): version for unit, kpi, month, state, version in rows if state in STANDING}
    certified = {(unit, kpi, month) for unit, kpi, month, state, _ in rows if state == ReportState.CERTIFIED}
    found = _judged(rule, look, standing)

    def over(alert: OpenAlert) -> bool:
        return alert.place in certified or (alert.place in standing and alert.place not in found)

    return Looked(found, over)


def _judged(rule: AlertRule, look: Look, standing: Mapping[Place, int]) -> dict[Place, Facts]:
    units = Unit.objects.in_bulk({unit for unit, _, _ in standing})
    wanted = [pk for pk, unit in sorted(units.items()) if is_at_level(rule, unit.kind)]
    rules, found, shared = year_rules(look.year), dict[Place, Facts](), dict[str, Indicator]()
    leads = _items(look.year, Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("pk", flat=True))
    peers = _peers(look.year, {month for _, _, month in standing})
    for some in [wanted[start : start + UNITS_AT_ONCE] for start in range(0, len(wanted), UNITS_AT_ONCE)]:
        desk = _Desk(
            rules, _items(look.year, some), {kpi: item for (_, kpi), item in leads.items()}, _numbers(some), shared
        )
        for place in (place for place in standing if place[0] in set(some)):
            said = desk.findings(place, units[place[0]], peers)
            if said:
                found[place] = {"version": standing[place], "findings": [_kept(each) for each in said]}
    return found


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known of some units: their items (of an owner's numbers the department's) and their numbers."""

    rules: YearRules
    items: Mapping[tuple[int, int], Item]
    leads: Mapping[int, Item]
    numbers: Numbers
    shared: dict[str, Indicator]

    def findings(self, place: Place, unit: Unit, peers: Peers) -> list[Finding]:
        unit_id, kpi, month = place
        item = self.items.get((unit_id, kpi)) or self.leads.get(kpi)
        cells = self.numbers.get((unit_id, kpi), {})
        claims = {cell: months[month] for cell, months in cells.items() if month in months}
        if item is None or not claims:
            return []
        reported = {cell: sorted(months.items()) for cell, months in cells.items()}
        beside = [each for at, each in peers.get((unit.parent_id, unit.kind, kpi, month), ()) if at != unit_id]
        at = Month(item, month, unit.code, unit_id, self.rules, reported, beside)
        asked = asked_by(self._indicator(item, month), at, claims)
        return [each for each in asked.remarks if each.code not in SAID]

    def _indicator(self, item: Item, month: int) -> Indicator:
        """Items that say the same share one: there are thousands."""
        round_ = round_of(month)
        key = f"{item.indicator_id} {round_}{item.weights}{item.criteria}{item.amended}"
        if key not in self.shared:
            data_items = item.indicator.data_items.all()
            self.shared[key] = core_indicator(item.indicator, self.rules.scale, item, round_, data_items)
        return self.shared[key]


def _items(year: int, units: Iterable[int]) -> dict[tuple[int, int], Item]:
    rows = Item.objects.filter(agreement__year_id=year, agreement__person=None, agreement__unit__in=list(units))
    related = rows.select_related("agreement", "indicator__aspect").prefetch_related("indicator__data_items")
    return {(row.agreement.unit_id, row.indicator_id): row for row in related}


def _numbers(units: Iterable[int]) -> Numbers:
    found: Numbers = {}
    rows = Entry.objects.filter(unit__in=list(units)).order_by("version")
    for unit, kpi, cell, month, value, word in rows.values_list(
        "unit_id", "indicator_id", "cell", "month", "value", "word"
    ):
        found.setdefault((unit, kpi), {}).setdefault(cell, {})[month] = claim_of(value, word)
    return found


def _peers(year: int, months: Iterable[int]) -> Peers:
    rows = Score.objects.filter(
        item__agreement__year_id=year, item__agreement__person=None, month__in=list(months), state="counted"
    ).exclude(result=None)
    found: Peers = {}
    of = "item__agreement__unit"
    for unit, above, kind, kpi, month, result in rows.values_list(
        f"{of}_id", f"{of}__parent_id", f"{of}__kind", "item__indicator_id", "month", "result"
    ):
        found.setdefault((above, kind, kpi, month), []).append((unit, Fraction(result or 0)))
    return found


def _kept(finding: Finding) -> dict[str, object]:
    """As an alert keeps it."""
    return {"code": finding.code, "terms": {name: str(value) for name, value in finding.terms.items()}}
