"""Whole agreements made at random, written as YAML and scored, against a second way to compute the same."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rabrong.scoring.agreement import ROUNDS, Round
from tests.agreement_file.oracle import Given, Tree, Year, expected, nodes_of
from tests.agreement_file.sample import scored

NUMBERS = st.decimals(min_value=-50, max_value=150, places=2).map(str)
SMALL = st.decimals(min_value=0, max_value=5, places=1).map(str)
WEIGHT = st.decimals(min_value="0.1", max_value=60, places=1).map(str)


def ladder(count: int, *, plateaus: bool = True) -> st.SearchStrategy[list[str]]:
    """Values for levels: rising or falling, not all equal."""
    values = st.lists(st.integers(-20, 120), min_size=count, max_size=count, unique=not plateaus).map(sorted)
    straight = values.filter(lambda levels: count == 1 or levels[0] != levels[-1])
    return st.tuples(straight, st.booleans()).map(
        lambda both: [str(v) for v in (both[0][::-1] if both[1] else both[0])]
    )


def maybe(result: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A result, N/A, or none at all."""
    return st.one_of(result, result, result, st.just("N/A"), st.none())


def of_kind(kind: str, points: list[str], depth: int) -> st.SearchStrategy[Tree]:
    """Criteria of a kind without the kind itself, and a result for them."""
    count = len(points)
    parts = st.lists(st.tuples(WEIGHT, maybe(NUMBERS)), min_size=1, max_size=3)
    if kind == "levels":
        return st.tuples(ladder(count), maybe(NUMBERS)).map(lambda two: measured({"at": two[0]}, two[1]))
    if kind == "bands":
        edges, x = ladder(count - 1, plateaus=False), maybe(st.integers(-20, 120).map(str))
        return st.tuples(edges, x).map(lambda two: measured({"from": two[0], "points": points}, two[1]))
    if kind == "steps":
        done = maybe(st.integers(0, count).map(str))
        steps = {"steps": [f"ขั้นที่ {n}: #{n}" for n in range(count)]}
        return st.tuples(in_english(count), done).map(lambda two: measured({**steps, **two[0]}, two[1]))
    if kind == "average":
        averaged = [
            parts.map(lambda rows: [with_result({"weight": weight}, each) for weight, each in rows]),
            ladder(count),
        ]
        return st.tuples(*averaged).map(lambda two: measured({"parts": two[0], "at": two[1]}, None))
    if kind == "pass_fail":
        verdict = maybe(st.sampled_from(["pass", "fail"]))
        return verdict.map(lambda result: measured({"pass": points[-1], "fail": points[0]}, result))
    if kind == "score":
        return maybe(st.sampled_from(points)).map(lambda result: measured({}, result))
    return {"weighted_steps": weighted_steps(), "mixed": mixed(count), "composite": composite(points, depth)}[kind]


def in_english(count: int) -> st.SearchStrategy[Tree]:
    """English words of steps: of none, of some, of all."""
    words = st.lists(st.sampled_from(["", "step: #1", "yes"]), min_size=count, max_size=count)
    return st.fixed_dictionaries({}, optional={"steps_en": words})


def measured(criteria: Tree, result: Given) -> Tree:
    """Criteria and their result as the mapping that holds both."""
    return with_result({"criteria": criteria}, result)


@st.composite
def weighted_steps(draw: st.DrawFn) -> Tree:
    """Each step none, all, N/A or nothing of its points."""
    most = draw(st.lists(SMALL, min_size=1, max_size=4))
    earned = st.tuples(*(st.sampled_from(["0", part, "N/A", ""]) for part in most)).map(list)
    return measured({"points": most}, draw(maybe(earned)))


@st.composite
def mixed(draw: st.DrawFn, count: int) -> Tree:
    """One step at least, one level at least."""
    steps = draw(st.integers(1, count - 1))
    value = st.one_of(NUMBERS, st.just("N/A"))
    result = st.fixed_dictionaries({"steps": st.integers(0, steps).map(str)}, optional={"value": value})
    criteria = {"steps": ["ขั้น"] * steps, **draw(in_english(steps)), "at": draw(ladder(count - steps))}
    return measured(criteria, draw(maybe(result)))


@st.composite
def composite(draw: st.DrawFn, points: list[str], depth: int) -> Tree:
    """Parts of any kind, composites among them while there is depth left."""
    rows = draw(st.lists(st.tuples(WEIGHT, any_kind(points, depth - 1)), min_size=1, max_size=3))
    names = draw(st.sampled_from([{}, {"name_en": "part: #1"}]))
    parts = [{"code": f"p{n}", "name": "n", **names, "weight": w, **part} for n, (w, part) in enumerate(rows)]
    return measured({"parts": parts}, None)


@st.composite
def any_kind(draw: st.DrawFn, points: list[str], depth: int = 2) -> Tree:
    """Criteria of some kind, and a result for them."""
    kind = draw(st.sampled_from(KINDS if depth else KINDS[1:]))
    tree = draw(of_kind(kind, points, depth))
    return {**tree, "criteria": {"kind": kind, **tree["criteria"]}}


def with_result(mapping: Tree, result: Given) -> Tree:
    """The mapping with a result, where there is one."""
    return mapping if result is None else {**mapping, "result": result}


@st.composite
def frameworks(draw: st.DrawFn) -> list[Tree]:
    """A tree of one to three levels."""
    codes = iter(f"a{number}" for number in range(100))

    def nodes(depth: int) -> list[Tree]:
        made: list[Tree] = []
        for _ in range(draw(st.integers(1, 3))):
            node: Tree = {"code": next(codes), "name": "มิติ", "weight": draw(WEIGHT)}
            if depth and draw(st.booleans()):
                node["parts"] = nodes(depth - 1)
            made.append(node)
        return made

    return nodes(2)


KINDS = ("composite", "levels", "bands", "steps", "weighted_steps", "mixed", "average", "pass_fail", "score")
SCALES = [["1", "2", "3", "4", "5"], ["50", "75", "100"], ["0", "1"], ["1", "2.5", "3", "10"]]
ADJUSTMENTS = st.lists(
    st.one_of(
        st.decimals(-3, 3, places=1).map(lambda amount: {"points": str(amount), "reason": "ก"}),
        st.decimals(-50, 50, places=1).map(lambda amount: {"percent": str(amount)}),
    ),
    max_size=2,
)


@st.composite
def files(draw: st.DrawFn) -> Tree:
    """A whole agreement file as plain data."""
    points = draw(st.sampled_from(SCALES))
    framework = draw(frameworks())
    codes = [node["code"] for node in nodes_of(framework)]
    indicators = []
    for number in range(draw(st.integers(1, 5))):
        indicator: Tree = {"code": f"{number}.10", "name": "ตัวชี้วัด", "aspect": draw(st.sampled_from(codes))}
        indicator["weight"] = draw(st.one_of(WEIGHT, st.fixed_dictionaries({"6": WEIGHT, "9": WEIGHT, "12": WEIGHT})))
        indicator |= draw(any_kind(points))
        indicator |= draw(st.fixed_dictionaries({}, optional={"starts": st.sampled_from("69"), "cancelled": st.sampled_from(["9", "12"]), "adjust": ADJUSTMENTS}))  # fmt: skip # noqa: E501
        indicators.append(indicator)
    scale = {
        "points": points,
        "floor": draw(st.sampled_from(["first", "zero", "extrapolate"])),
        "places": draw(st.sampled_from("0246")),
        "total": draw(st.sampled_from(["unrounded", "displayed"])),
        "missing": draw(st.sampled_from(["leave_out", "lowest", "block"])),
    }
    return {
        "format": "rabrong/1",
        "year": "2555",
        "unit": {"code": "d"},
        "scale": scale,
        "framework": framework,
        "indicators": indicators,
    }


def year_of(file: Tree) -> Year:
    """The rules of the file for the second way."""
    scale = file["scale"]
    points = [Fraction(point) for point in scale["points"]]
    return Year(points, scale["floor"], int(scale["places"]), scale["total"], scale["missing"])


class WrittenOut(yaml.SafeDumper):
    """Writes what occurs twice twice."""

    def ignore_aliases(self, data: object) -> bool:
        """No anchors."""
        return True


def text_of(value: object) -> str | None:
    """A displayed number as text."""
    return None if value is None else str(value)


@given(files(), st.sampled_from(ROUNDS), st.sampled_from([None, True, False]))
@settings(max_examples=120)
def test_a_random_agreement_is_scored_as_computed_the_other_way(file: Tree, round_: Round, flow: bool | None) -> None:
    text = yaml.dump(file, Dumper=WrittenOut, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    card = scored(text, round_=round_).scorecard
    wanted = expected(file, year_of(file), round_)
    assert {line.code: line.state for line in card.lines} == wanted.states
    assert {line.code: text_of(line.score) for line in card.lines} == wanted.scores
    assert {line.code: text_of(line.weighted) for line in card.lines} == wanted.weighted
    assert {line.code: text_of(line.share) for line in card.aspects} == wanted.share
    assert {line.code: text_of(line.within) for line in card.aspects} == wanted.within
    assert text_of(card.total) == wanted.total


UNITS = st.sampled_from(["11", "12", "13"])
MONTHS = ["2554-10", "2554-11", "2554-12", *(f"2555-{month:02}" for month in range(1, 10))]
ENTRIES = st.dictionaries(
    st.tuples(UNITS, st.sampled_from(MONTHS), st.sampled_from("ab")),
    st.sampled_from(["", "0", "N/A", "1", "7.5", "40"]),
)
DATA = """\
format: rabrong/1
year: 2555
unit: {{code: d}}
scale: {{points: [1, 2, 3, 4, 5], places: 6}}
framework: [{{code: a}}]
indicators:
  - code: "1"
    name: n
    aspect: a
    weight: 1
    data: {{a: {{over_months: {months}, over_units: {units}}}, b: {{over_months: last, over_units: sum}}}}
    formula: a / b
    criteria: {{kind: levels, at: [0, 1, 2, 3, 4]}}
"""
Fold = Callable[[list[Fraction]], Fraction]
OVER_MONTHS: dict[str, Fold] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "mean": lambda values: sum(values, Fraction(0)) / len(values),
    "last": lambda values: values[-1],
    "running": lambda values: values[-1],
}
OVER_UNITS: dict[str, Fold] = {"sum": OVER_MONTHS["sum"], "mean": OVER_MONTHS["mean"], "min": min, "max": max}


def of_unit(entries: dict[tuple[str, str, str], str], unit: str, item: str, how: str, round_: int) -> Fraction | None:
    """A unit's value of an item at a round; None where it has no number."""
    told = [(month, entries.get((unit, month, item), "")) for month in MONTHS[:round_]]
    reported = [text for _, text in told if text]
    if how in ("last", "running"):
        return None if not reported or reported[-1] == "N/A" else Fraction(reported[-1])
    numbers = [Fraction(text) for text in reported if text != "N/A"]
    return OVER_MONTHS[how](numbers) if numbers else None


@given(
    ENTRIES,
    st.sampled_from(sorted(OVER_MONTHS)),
    st.sampled_from(sorted(OVER_UNITS)),
    st.sampled_from(ROUNDS),
    st.booleans(),
)
def test_random_rows_add_up_as_computed_the_other_way(
    entries: dict[tuple[str, str, str], str], months: str, units: str, round_: Round, christian: bool
) -> None:
    era = [(month, f"{int(month[:4]) - 543}{month[4:]}" if christian else month) for month in MONTHS]
    csv = "indicator,unit,month,item,value\n" + "".join(
        f"1,{unit},{dict(era)[month]},{item},{value}\n" for (unit, month, item), value in entries.items()
    )
    claim = scored(DATA.format(months=months, units=units), csv, round_).results["1"].claim
    tops = [value for unit in ("11", "12", "13") if (value := of_unit(entries, unit, "a", months, round_)) is not None]
    bottoms = [
        value for unit in ("11", "12", "13") if (value := of_unit(entries, unit, "b", "last", round_)) is not None
    ]
    if tops and bottoms and sum(bottoms):
        assert claim == OVER_UNITS[units](tops) / sum(bottoms)
    else:
        assert not isinstance(claim, Fraction)
