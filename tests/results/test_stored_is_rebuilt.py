"""Whatever happens in whatever order, the stored digits are those of a full rebuild, and of a naive recomputation.

Random trees, months, corrections, approvals, returns, rules, overrides, closings, reopenings, N/A, late units, moves.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rabrong.agreements.models import Agreement, Item, Year
from rabrong.assignments.models import Ownership
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, join_regions, take_in_people
from rabrong.org.actions.recording import Change
from rabrong.org.actions.units import move_unit
from rabrong.org.models import PersonStatus, Role, Unit, UnitKind
from rabrong.org.queries import trees_of
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, rescore_tree, submit_entries
from rabrong.results.actions.approving import approve_reports, return_reports
from rabrong.results.actions.counting import choose_counting
from rabrong.results.actions.overrides import Proposal, approve_override, propose_override, withdraw_override
from rabrong.results.actions.rounds import close_round, reopen_round
from rabrong.results.actions.windows import Late, allow_late
from rabrong.results.models import Counts, Override, Report, Score
from rabrong.results.queries import newest_of_month
from rabrong.results.scores import rebuild
from rabrong.results.scores.checking import differences_now
from rabrong.scoring.absence import MISSING, NOT_APPLICABLE
from rabrong.scoring.claims import Claim
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY, MARCH = 8, 6
TODAY = NOW.date()
EXAMPLES = int(os.environ.get("RABRONG_SEQUENCES", "8"))
"""Each is a nation of its own with some thirty deeds; more by the environment when looking for trouble."""
STEPPING = ("กผ", "11", "12")
"""Who reports the steps of 8: the bureau, and two provinces that promised it too."""
REACHED = ("approved", "certified")


@dataclass
class World:
    """A nation, and beside it in plain lists what was entered and what became of it."""

    nation: Nation
    reporting: list[str]
    counts: Counts = Counts.ALL
    entered: dict[tuple[str, str, int], list[dict[str, str]]] = field(default_factory=dict)
    """(unit, indicator, month) -> every version of the report, as its cells stood then."""
    stands: dict[tuple[str, str, int], dict[int, str]] = field(default_factory=dict)
    """The same -> number of a version -> how far it came: approved, certified, or not at all."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))


def build(draw: st.DataObject) -> World:
    """The nation of the tests with up to two more provinces of up to three districts; a province without any reports
    itself. `boss` takes every step of approval, `head` decides on overrides."""
    ways = [("sum", "running"), ("sum", "sum"), ("mean", "last"), ("weighted_mean", "mean"), ("latest", "last")]
    nation = build_nation(*draw.draw(st.sampled_from([*ways, ("min", "last"), ("max", "last")]), label="adds up"))
    reporting = ["1101", "1102", "1201", "1202", "1301", "1302"]
    for province in ("21", "22")[: draw.draw(st.integers(0, 2), label="more provinces")]:
        districts = [f"{province}0{at}" for at in range(draw.draw(st.integers(0, 3), label="districts"))]
        reporting += _more(nation, province, districts)
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    for code in STEPPING[1:]:
        weights = dict.fromkeys(("6", "9", "12"), "10")
        Item.objects.create(agreement=nation.agreements[code], indicator=nation.indicators["8"], weights=weights)
    heads = {code[:2] for code in reporting if len(code) > 2}
    roles = [(Role.DIRECTOR, code) for code in sorted(heads)] + [(Role.SUPERVISOR, "กผ"), (Role.PSDG, "cdd")]
    new = [
        NewPerson("boss", "cdd", "ผู้อนุมัติ", roles=tuple(roles)),
        NewPerson("head", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    rebuild(YEAR, until_month=MAY, now=NOW)
    world = World(nation, reporting)
    choose(world, draw)
    return world


def _more(nation: Nation, province: str, districts: list[str]) -> list[str]:
    new = [NewUnit(province, UnitKind.PROVINCE, province, parent="cdd", order=province)]
    new += [NewUnit(code, UnitKind.DISTRICT, code, parent=province, order=code) for code in districts]
    nation.units.update(found_units(new, starts=STARTS, department="cdd", known=nation.units))
    join_regions([(nation.units["r2"], nation.units[province])], starts=STARTS, ends=ENDS)
    keeping = [NewPerson(f"k-{code}", code, code, roles=((Role.KEEPER, code),)) for code in (province, *districts)]
    people = take_in_people(keeping, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    nation.people.update({code.removeprefix("k-"): person for code, person in people.items()})
    for code in (province, *districts):
        agreement = Agreement.objects.create(year_id=YEAR, unit=nation.units[code])
        weights = dict.fromkeys(("6", "9", "12"), "5")
        Item.objects.create(agreement=agreement, indicator=nation.indicators["4.3"], weights=weights)
        nation.agreements[code] = agreement
    return districts or [province]


# What may happen.


def submit(world: World, draw: st.DataObject) -> None:
    """A number, a correction, N/A; before May only who was let in late."""
    places = [(unit, month) for unit in (*world.reporting, *STEPPING) for month in (MARCH, 7, MAY)]
    again = [(unit, month) for unit, _, month in world.entered]
    unit, month = draw.draw(st.sampled_from(again * 2 + places), label="unit and month")
    code = "8" if unit in STEPPING else "4.3"
    claims: dict[str, Claim] = {"result": Decimal(draw.draw(st.integers(0, 5), label="steps"))}
    if code == "4.3":
        everybody = draw.draw(st.integers(1, 30), label="everybody")
        met = draw.draw(st.one_of(st.integers(0, 4 * everybody), st.sampled_from(["N/A", "none"])), label="met")
        known: dict[object, Claim] = {"N/A": NOT_APPLICABLE, "none": MISSING}
        claims = {"ก": known[met] if met in known else Decimal(int(met)) / 4, "ข": Decimal(everybody)}
    if month != MAY:
        late = Late(world.nation.units[unit], month, TODAY, "หนังสือขอส่งช้า")
        allow_late(Year.objects.get(pk=YEAR), late, by=actor(world.nation.people["psdg"]), now=NOW)
    _submit(world, unit, code, month, claims)


def _submit(world: World, unit: str, code: str, month: int, claims: dict[str, Claim]) -> None:
    nation = world.nation
    newest = newest_of_month(nation.units[unit], nation.indicators[code], month)
    seen = {cell: entry.version for cell, entry in newest.items()}
    form = Submission(nation.units[unit], nation.indicators[code], month, claims, seen)
    answer = submit_entries(form, by=actor(nation.people[unit]), now=NOW)
    if isinstance(answer, Accepted) and answer.entries:
        versions = world.entered.setdefault((unit, code, month), [])
        new = {entry.cell: entry.word or str(entry.value) for entry in answer.entries}
        versions.append({**(versions[-1] if versions else {}), **new})


def _some(world: World, draw: st.DataObject) -> dict[int, Report]:
    reports = list(Report.objects.select_related("unit", "indicator").order_by("pk"))
    if not reports:
        return {}
    chosen = draw.draw(st.sets(st.integers(0, len(reports) - 1), min_size=1, max_size=8), label="reports")
    return {reports[at].pk: reports[at] for at in sorted(chosen)}


def approve(world: World, draw: st.DataObject) -> None:
    """One to three steps for each of some reports that wait."""
    for _ in range(draw.draw(st.integers(1, 3), label="steps")):
        _approve(world, draw)


def _approve(world: World, draw: st.DataObject) -> None:
    some = {pk: report for pk, report in _some(world, draw).items() if report.state in ("submitted", "approved")}
    done = approve_reports(
        {pk: row.version for pk, row in some.items()}, by=actor(world.nation.people["boss"]), now=NOW
    )
    if not done.refusals:
        for report in done.reports:
            _decided(world, report, report.state)


def send_back(world: World, draw: st.DataObject) -> None:
    """Some reports are returned, wherever they stand."""
    some = {pk: report for pk, report in _some(world, draw).items() if report.state != "returned"}
    seen = {pk: report.version for pk, report in some.items()}
    done = return_reports(seen, "แก้", by=actor(world.nation.people["boss"]), now=NOW)
    for report in () if isinstance(done, Refusal) else done:
        _decided(world, report, "")


def _decided(world: World, report: Report, state: str) -> None:
    place = report.unit.code, report.indicator.code, report.month
    world.stands.setdefault(place, {})[len(world.entered[place]) - 1] = state


def choose(world: World, draw: st.DataObject) -> None:
    """Another rule of what counts."""
    counts = draw.draw(st.sampled_from(list(Counts)), label="counts")
    edits = Year.objects.get(pk=YEAR).edits
    answer = choose_counting(YEAR, edits, (counts, "มติ"), by=actor(world.nation.people["psdg"]), now=NOW)
    if not isinstance(answer, Refusal):
        world.counts = counts


def override(world: World, draw: st.DataObject) -> None:
    """A result set by decision, or such a decision withdrawn."""
    there = Override.objects.filter(steps__kind="approved").exclude(steps__kind="withdrawn").order_by("pk").first()
    if there is not None and draw.draw(st.booleans(), label="withdraw"):
        withdraw_override(there, "ยกเลิก", by=actor(world.nation.people["psdg"]), now=NOW)
        return
    code = draw.draw(st.sampled_from([*world.reporting, "11", "cdd"]), label="override of")
    item = Item.objects.get(agreement=world.nation.agreements[code], indicator=world.nation.indicators["4.3"])
    value = Decimal(draw.draw(st.integers(50, 90), label="override"))
    proposal = Proposal(item, draw.draw(st.sampled_from([MARCH, MAY]), label="month"), value, "", "ตรวจแล้ว")
    row = propose_override(proposal, by=actor(world.nation.people["psdg"]), now=NOW)
    if isinstance(row, Override):
        approve_override(row, "", by=actor(world.nation.people["head"]), now=NOW)


def close_or_reopen(world: World, draw: st.DataObject) -> None:
    """The round of six months is closed, or opened again."""
    by, year = actor(world.nation.people["psdg"]), Year.objects.get(pk=YEAR)
    if isinstance(close_round(year, 6, by=by, now=NOW), Refusal):
        reopen_round(year, 6, "หนังสือ", by=by, now=NOW)


def move(world: World, draw: st.DataObject) -> None:
    """A district goes to another province, in the middle of the year."""
    district = draw.draw(st.sampled_from([code for code in world.reporting if len(code) > 2]), label="moved")
    under = draw.draw(st.sampled_from(["11", "12", "13"]), label="under")
    on = draw.draw(st.sampled_from([date(2012, 3, 20), date(2012, 4, 10), date(2012, 5, 2)]), label="on")
    change = Change(on=on, order_ref=f"{next(world.numbers)}/2555", by=actor(world.nation.people["psdg"]), now=NOW)
    unit = Unit.objects.get(code=district)
    with transaction.atomic():
        move_unit(unit, Unit.objects.get(code=under), change, rescore=rescore_tree)
    world.nation.units[district] = Unit.objects.get(code=district)


DEEDS: list[Callable[[World, st.DataObject], None]] = [
    *[submit] * 6,
    *[approve] * 4,
    send_back,
    choose,
    override,
    close_or_reopen,
    move,
]


# The naive recomputation: from the lists of the world alone, a month at a time, every sum by walking the whole tree.


def counted(world: World, code: str, month: int) -> dict[str, dict[int, dict[str, str]]]:
    """Unit -> month -> cells of the version that counts, to a month."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for (unit, of, at), versions in world.entered.items():
        stands = world.stands.get((unit, of, at), {})
        wanted = {"all": None, "approved": REACHED, "certified": REACHED[1:]}[world.counts]
        good = [number for number in range(len(versions)) if wanted is None or stands.get(number) in wanted]
        if of == code and at <= month and good:
            found.setdefault(unit, {})[at] = versions[good[-1]]
    return found


def own_value(months: dict[int, dict[str, str]], cell: str, how: str) -> Fraction | str | None:
    """A unit's value of a cell: a number, "N/A", or None."""
    said = [months[month][cell] for month in sorted(months) if cell in months[month]]
    if how in ("running", "last"):
        return None if not said else "N/A" if said[-1] == "N/A" else Fraction(said[-1])
    numbers = [Fraction(text) for text in said if text != "N/A"]
    if not numbers:
        return "N/A" if said else None
    return sum(numbers, Fraction(0)) / (len(numbers) if how == "mean" else 1)


def value_below(world: World, at: int, cell: str, month: int) -> Fraction | None:
    """What a cell is for a unit and all below it: from every reporting unit whose path goes through it."""
    rows = {row.code: row for row in world.nation.indicators["4.3"].data_items.all()}
    item, tree = rows[cell], trees_of(YEAR, [month])[month]
    values: list[tuple[tuple[int, str], Fraction, Fraction]] = []
    for unit, months in sorted(counted(world, "4.3", month).items()):
        value = own_value(months, cell, item.over_months)
        if at not in tree.path(world.nation.units[unit].pk) or not isinstance(value, Fraction):
            continue
        weight: Fraction | str | None = Fraction(1)
        if item.over_units == "weighted_mean":
            weight = own_value(months, item.weighted_by, rows[item.weighted_by].over_months)
        if isinstance(weight, Fraction):
            last = max(month for month, cells in months.items() if cell in cells)
            values.append(((last, unit), value, weight))
    return together(item.over_units, values)


def together(how: str, values: list[tuple[tuple[int, str], Fraction, Fraction]]) -> Fraction | None:
    """Some values as one, in one of the ways."""
    if not values:
        return None
    total, weight = sum(value * weight for _, value, weight in values), sum(weight for _, _, weight in values)
    if how in ("mean", "weighted_mean"):
        return Fraction(total) / weight if weight else None
    ways = {"sum": Fraction(total), "min": min(v for _, v, _ in values), "max": max(v for _, v, _ in values)}
    return max(values)[1] if how == "latest" else ways[how]


def naive_result(world: World, code: str, month: int) -> Fraction | None:
    """The ratio of 4.3 in a unit: the sums' quotient, unless somebody decided otherwise."""
    rows = Override.objects.filter(steps__kind="approved", unit__code=code, month=month)
    decided = rows.exclude(steps__kind="withdrawn").order_by("pk").last()
    if decided is not None:
        return None if decided.value is None else Fraction(decided.value)
    at = world.nation.units[code].pk
    met, everybody = (value_below(world, at, cell, month) for cell in ("ก", "ข"))
    return None if met is None or not everybody else met / everybody * 100


def naive_steps(world: World, code: str, month: int) -> Fraction | None:
    """The steps of 8 as a unit itself said last, else the only one below it that said anything."""
    said = counted(world, "8", month)
    below = said if code == "cdd" else {unit: months for unit, months in said.items() if unit == code}
    if not below or len(below) > 1:
        return None
    (months,) = below.values()
    return Fraction(months[max(months)]["result"])


def levels(result: Fraction) -> Fraction:
    """The criteria of 4.3 by the rule of three: 60, 65, 70, 75, 80 for one to five points."""
    return min(max(1 + (result - 60) / 5, Fraction(1)), Fraction(5))


def check(world: World) -> None:
    assert differences_now(YEAR, NOW) == []
    for month in (MARCH, 7, MAY):
        for code, agreement in world.nation.agreements.items():
            result = naive_result(world, code, month)
            row = Score.objects.get(item__agreement=agreement, item__indicator__code="4.3", month=month)
            assert (row.result, row.exact) == (result, None if result is None else levels(result)), (code, month)
        for row in Score.objects.filter(item__indicator__code="8", month=month).select_related("item__agreement__unit"):
            steps = naive_steps(world, row.item.agreement.unit.code, month)
            assert row.exact == (None if steps is None else max(steps, Fraction(1))), month


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.data())
def test_after_any_deeds_the_stored_digits_are_those_of_a_rebuild(draw: st.DataObject) -> None:
    with transaction.atomic():
        world = build(draw)
        for deed in draw.draw(st.lists(st.sampled_from(DEEDS), min_size=20, max_size=36), label="deeds"):
            deed(world, draw)
        check(world)
        transaction.set_rollback(True)
