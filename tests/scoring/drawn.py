"""Strategies that draw scales, criteria with claims, and whole agreements with what was reported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import ROUNDS, Agreement, Aspect, Indicator, Round
from rabrong.scoring.assess import Reported
from rabrong.scoring.claims import VERDICTS, Claim, StepsAndValue
from rabrong.scoring.criteria import (
    Average,
    AveragePart,
    Bands,
    Composite,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    Part,
    PassFail,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.rollup import OVER_MONTHS, OVER_UNITS, UNREPORTED, DataItem, Reading
from rabrong.scoring.scale import FLOORS, MISSING_RULES, TOTALS, Scale
from tests.scoring.sample import FIVE, THREE, formula_of

ABSENT = st.sampled_from([MISSING, NOT_APPLICABLE])
QUANTITIES = st.decimals(-20, 120, places=1)
WEIGHTS = st.integers(1, 20).map(Decimal)


def results() -> st.SearchStrategy[Decimal | Fraction]:
    """A typed number or a computed ratio."""
    return st.one_of(QUANTITIES, st.fractions(-20, 120, max_denominator=30))


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """A scale of five or three points under any rules."""
    return replace(
        draw(st.sampled_from([FIVE, THREE])),
        floor=draw(st.sampled_from(FLOORS)),
        places=draw(st.sampled_from([2, 4])),
        total=draw(st.sampled_from(TOTALS)),
        missing=draw(st.sampled_from(MISSING_RULES)),
        result_places=draw(st.sampled_from([None, None, 0, 1])),
    )


@st.composite
def tables(draw: st.DrawFn, rungs: int) -> tuple[Decimal, ...]:
    """Values that only rise or only fall, equal neighbours included, never all equal."""
    values = sorted(draw(st.lists(QUANTITIES, min_size=rungs, max_size=rungs)))
    if rungs > 1 and values[0] == values[-1]:
        values[-1] += 1
    return tuple(values if draw(st.booleans()) else reversed(values))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A criterion and a claim for it, without fault."""

    criterion: Criterion
    claim: Claim


def or_absent(claims: st.SearchStrategy[Claim]) -> st.SearchStrategy[Claim]:
    """A claim, or nothing."""
    return st.one_of(claims, claims, ABSENT)


@st.composite
def measured(draw: st.DrawFn, scale: Scale) -> Claimed:
    """Levels or bands."""
    if draw(st.booleans()):
        return Claimed(Levels(draw(tables(len(scale.points)))), draw(or_absent(results())))
    edges = draw(tables(draw(st.integers(1, 4))))
    points = draw(st.lists(st.sampled_from(scale.points), min_size=len(edges) + 1, max_size=len(edges) + 1))
    return Claimed(Bands(edges, tuple(points)), draw(or_absent(results())))


@st.composite
def stepped(draw: st.DrawFn, scale: Scale) -> Claimed:
    """Steps, weighted steps or a mixed table."""
    kind = draw(st.sampled_from(["steps", "weighted", "mixed"]))
    if kind == "steps":
        claim = st.integers(0, len(scale.points)).map(Decimal)
        return Claimed(Steps(tuple("กขคงจ"[: len(scale.points)]), scale.points), draw(or_absent(claim)))
    if kind == "weighted":
        most = draw(st.lists(st.integers(0, 3).map(Decimal), min_size=1, max_size=4))
        claims = [draw(or_absent(st.decimals(0, point, places=2))) for point in most]
        return Claimed(WeightedSteps(tuple(most), scale.points[-1]), draw(or_absent(st.just(tuple(claims)))))
    steps = draw(st.integers(1, len(scale.points) - 1))
    table = Mixed(tuple("กขคง"[:steps]), draw(tables(len(scale.points) - steps)))
    value = draw(st.one_of(results(), ABSENT))
    return Claimed(table, draw(or_absent(st.integers(0, steps).map(lambda done: StepsAndValue(done, value)))))


@st.composite
def judged(draw: st.DrawFn, scale: Scale) -> Claimed:
    """A verdict or a score."""
    if draw(st.booleans()):
        return Claimed(PassFail(scale.points[-1], scale.points[0]), draw(or_absent(st.sampled_from(VERDICTS))))
    return Claimed(DirectScore(), draw(or_absent(st.decimals(0, scale.points[-1], places=4))))


@st.composite
def averaged(draw: st.DrawFn, scale: Scale) -> Claimed:
    """A weighted average of results."""
    count = draw(st.integers(1, 3))
    parts = tuple(AveragePart(draw(WEIGHTS)) for _ in range(count))
    claims = tuple(draw(or_absent(results())) for _ in range(count))
    return Claimed(Average(parts, draw(tables(len(scale.points)))), draw(or_absent(st.just(claims))))


@st.composite
def composed(draw: st.DrawFn, scale: Scale, depth: int) -> Claimed:
    """Sub-indicators."""
    inner = [draw(claimed(scale, depth - 1)) for _ in range(draw(st.integers(1, 3)))]
    parts = tuple(Part(str(at), "", draw(WEIGHTS), part.criterion) for at, part in enumerate(inner, start=1))
    return Claimed(Composite(parts), draw(or_absent(st.just(tuple(part.claim for part in inner)))))


def claimed(scale: Scale, depth: int = 2) -> st.SearchStrategy[Claimed]:
    """Any criterion with a claim for it."""
    simple = [measured(scale), stepped(scale), judged(scale), averaged(scale)]
    return st.one_of(*simple, *([composed(scale, depth)] if depth else []))


def reports(count: int) -> st.SearchStrategy[list[Reading]]:
    """Some months of a unit."""
    value: st.SearchStrategy[Decimal | Absent] = st.one_of(st.integers(-3, 9).map(Decimal), ABSENT)
    return st.dictionaries(st.integers(0, 12), value, max_size=count).map(lambda series: sorted(series.items()))


UNITS = ("ตาก", "ยะลา", "ระนอง")


@st.composite
def with_data(draw: st.DrawFn, indicator: Indicator, scale: Scale) -> tuple[Indicator, Reported]:
    """An indicator computed from data items that units report."""
    items = {
        code: DataItem(
            code, f"ข้อมูล {code}", draw(st.sampled_from(OVER_UNITS)), draw(st.sampled_from(OVER_MONTHS)), weighted_by="c"
        )
        for code in ("a", "b")
    } | {"c": DataItem("c", "น้ำหนัก")}
    readings = {code: {unit: draw(reports(4)) for unit in draw(st.sets(st.sampled_from(UNITS)))} for code in items}
    text = draw(st.sampled_from(["a", "a / b * 100", "max(a, b) - c", "abs(a - b)"]))
    changed = replace(
        indicator,
        data=items,
        formula=formula_of(text, *items),
        unreported=draw(st.sampled_from(UNREPORTED)),
        criterion=Levels(draw(tables(len(scale.points)))) if draw(st.booleans()) else DirectScore(),
    )
    return changed, Reported(readings=readings)


@st.composite
def indicators(draw: st.DrawFn, code: str, scale: Scale) -> tuple[Indicator, Reported]:
    """Any indicator with what was reported for it."""
    found = draw(claimed(scale))
    rounds = draw(st.sampled_from([ROUNDS, ROUNDS, ROUNDS, (6, 9)]))
    indicator = Indicator(
        code=code,
        name=f"ตัวชี้วัด {code}",
        aspect=draw(st.sampled_from(["a", "a1", "b"])),
        weights={round_: Decimal(draw(st.integers(0, 30))) for round_ in rounds},
        criterion=found.criterion,
        starts=draw(st.sampled_from([6, 6, 6, 6, 9, 12])),
        cancelled=draw(st.sampled_from([None, None, None, None, 9, 12])),
        adjustments=tuple(draw(st.lists(adjustments(), max_size=2))),
    )
    if draw(st.integers(0, 3)) == 0:
        return draw(with_data(indicator, scale))
    return indicator, Reported(found.claim)


def adjustments() -> st.SearchStrategy[Adjustment]:
    """A line on top."""
    points = st.decimals(-2, 2, places=1).map(lambda amount: Adjustment("points", amount, "ส่งช้า"))
    return st.one_of(points, st.integers(-20, 20).map(lambda amount: Adjustment("percent", Decimal(amount), "โบนัส")))


@dataclass(frozen=True, slots=True)
class Year:
    """An agreement, what was reported, and a round."""

    agreement: Agreement
    reported: Mapping[str, Reported]
    round_: Round


@st.composite
def years(draw: st.DrawFn) -> Year:
    """A whole year with any indicators under any rules."""
    scale = draw(scales())
    drawn = [draw(indicators(str(at), scale)) for at in range(draw(st.integers(1, 4)))]
    agreement = Agreement(
        year=2555,
        unit="กรม",
        scale=scale,
        missing=dict.fromkeys(ROUNDS, scale.missing),
        framework=(Aspect("a", "ภายนอก", {}, (Aspect("a1", "ประสิทธิผล", {}),)), Aspect("b", "ภายใน", {})),
        indicators=tuple(indicator for indicator, _ in drawn),
        units=draw(st.sampled_from([{}, dict.fromkeys(UNITS, "province"), {"ตาก": "province", "กผ": "bureau"}])),
    )
    return Year(agreement, {i.code: reported for i, reported in drawn}, draw(st.sampled_from(ROUNDS)))
