"""Sentences: every code the core can say has a Thai and an English one, with the same places, and can be filled."""

import ast
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.adjustments import Adjustment, why_adjusted
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.assess import Readings, Reported, assess
from rabrong.scoring.claims import Claim, StepsAndValue
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
from rabrong.scoring.forecast import Kind
from rabrong.scoring.forecast.methods import Source
from rabrong.scoring.formula import parse_formula
from rabrong.scoring.reasons import why as why_of
from rabrong.scoring.reasons import why_indicator, why_total
from rabrong.scoring.rollup import OVER_MONTHS, OVER_UNITS, DataItem, Unreported
from rabrong.scoring.scale import MISSING_RULES, TOTALS, Band, Scale, bands_fault, points_fault
from rabrong.scoring.trace import Why, steps_of
from rabrong.scoring.wording import Language, explain, sentence, shown
from rabrong.scoring.wording.faults import FAULTS
from rabrong.scoring.wording.rules import MONTHS, RULES
from rabrong.scoring.wording.sentences import SENTENCES
from tests.scoring.sample import (
    BLOCKING,
    EXTRAPOLATED,
    FIVE,
    LOWEST,
    SIXTY_TO_HUNDRED,
    ZERO_FLOOR,
    agreement,
    decimals,
    formula_of,
    indicator,
)

D = Decimal
LANGUAGES: tuple[Language, ...] = ("th", "en")
SCORING = Path(__file__).parents[3] / "src" / "rabrong" / "scoring"
CODE = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
BUILT_CODES = {
    "state.": ("counted", "missing", "not_applicable", "cancelled", "not_started"),
    "total.": TOTALS,
    "levels.short_": ("first", "zero", "extrapolate"),
    "rollup.": OVER_UNITS,
    "unit.": OVER_MONTHS,
    "adjust.": ("points", "percent"),
    "pass_fail.": ("pass", "fail"),
    "forecast.": get_args(Kind),
    "source.": get_args(Source),
}
"""Codes put together in an f-string: the beginning -> every end it can have."""


def codes_in(source: str) -> Iterator[str]:
    """Every code a module can say."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            yield from (start + end for end in BUILT_CODES.get(start, ()))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def places_of(template: str) -> set[str]:
    """The names a sentence wants filled."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_code_the_core_can_say_has_a_sentence_and_no_sentence_is_never_said() -> None:
    modules = [path for path in SCORING.rglob("*.py") if path.parent.name != "wording"]
    said = set(chain.from_iterable(codes_in(path.read_text(encoding="utf-8")) for path in modules))
    assert said == set(SENTENCES)


def test_rules_and_faults_share_no_code() -> None:
    assert set(RULES) & set(FAULTS) == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_fill_the_same_places(code: str) -> None:
    thai, english = SENTENCES[code]
    assert places_of(thai) == places_of(english)


@pytest.mark.parametrize("code", SENTENCES)
def test_thai_is_thai_and_english_has_no_thai_letters(code: str) -> None:
    thai, english = SENTENCES[code]
    words = re.sub(r"{[^}]*}", "", thai)
    assert re.search("[ก-๙]", words) or not re.search("[a-z]{2}", words)
    assert not re.search("[ก-๙]", english)


def test_every_language_has_twelve_months() -> None:
    assert {language: len(set(names)) for language, names in MONTHS.items()} == {"th": 13, "en": 13}


EVERY_FAULT: tuple[Fault | None, ...] = (
    points_fault(decimals("1")),
    points_fault(decimals("2 1")),
    bands_fault([Band(None, "ดี"), Band(None, "ดีมาก")]),
    bands_fault([Band(D(2), "ดี"), Band(D(1), "ดีมาก")]),
    Bands(decimals("1 2"), decimals("1")).fault(FIVE),
    Bands(decimals("1"), decimals("1 6")).fault(FIVE),
    Levels(decimals("1 2")).fault(FIVE),
    Levels(decimals("1 2 1 2 1")).fault(FIVE),
    Levels(decimals("1 1 1 1 1")).fault(FIVE),
    Steps((), ()).fault(FIVE),
    Steps(("ก", "ข"), decimals("2 1")).fault(FIVE),
    Steps(("ก",), decimals("1")).claim_fault(D("1.5"), FIVE),
    WeightedSteps((), D(5)).fault(FIVE),
    WeightedSteps(decimals("-1"), D(5)).fault(FIVE),
    WeightedSteps(decimals("1"), D(5)).claim_fault((D(2),), FIVE),
    Mixed((), ()).fault(FIVE),
    PassFail(D(1), D(5)).fault(FIVE),
    DirectScore().claim_fault(D(6), FIVE),
    DirectScore().claim_fault(D("1.00001"), FIVE),
    Composite(()).fault(FIVE),
    Composite((Part("1", "ก", D(0), DirectScore()),)).fault(FIVE),
    *(
        fault
        for text in ("a" * 1001, "(" * 51, "a%", "1.", "1" * 16, "b", "min", "abs(a, a)", "(a", "a)", "a a", "*", "")
        if isinstance(fault := parse_formula(text, ["a"]), Fault)
    ),
)


def test_every_fault_is_met_here() -> None:
    assert {fault.code for fault in EVERY_FAULT if fault} == set(FAULTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", EVERY_FAULT, ids=lambda fault: fault.code)
def test_every_fault_can_be_said(fault: Fault, language: Language) -> None:
    said = sentence(fault.code, fault.terms, language)
    assert said
    assert "{" not in said
    assert "None" not in said


PARTS = Composite((Part("1.1", "ก", D(1), DirectScore()), Part("1.2", "ข", D(1), DirectScore())))
HOURS = Bands(decimals("15 25"), decimals("1 3 5"))
PLAN_THEN_PEOPLE = Mixed(("ก", "ข"), decimals("60 70 80"))
CRITERIA: tuple[tuple[Criterion, Claim, Scale], ...] = (
    *((SIXTY_TO_HUNDRED, D(x), FIVE) for x in (100, 80, 85, 0)),
    (SIXTY_TO_HUNDRED, D(0), ZERO_FLOOR),
    (SIXTY_TO_HUNDRED, D(0), EXTRAPOLATED),
    (Levels(decimals("1 1 2 3 4")), D(0), EXTRAPOLATED),
    (SIXTY_TO_HUNDRED, D("84.445"), replace(FIVE, result_places=2)),
    *((HOURS, D(x), FIVE) for x in (14, 15, 20, 26)),
    *((Steps(("ก",), decimals("5")), D(done), FIVE) for done in (0, 1)),
    *((PLAN_THEN_PEOPLE, StepsAndValue(done, D(x)), FIVE) for done, x in ((1, 0), (2, 59), (2, 65))),
    (PLAN_THEN_PEOPLE, StepsAndValue(2), FIVE),
    (WeightedSteps(decimals("1 1"), D(5)), (D(1), MISSING), FIVE),
    *((PassFail(D(5), D(1)), verdict, FIVE) for verdict in ("pass", "fail")),
    (Average((AveragePart(D(1)),), decimals("60 70 80 90 100")), (D(80),), FIVE),
    (PARTS, (D(4), NOT_APPLICABLE), FIVE),
    (PARTS, (D(4), MISSING), LOWEST),
    (PARTS, (D(4), MISSING), BLOCKING),
)
LINES = (Adjustment("points", D("0.2"), "ส่งก่อน"), Adjustment("percent", D(-5), "ส่งช้า"))


def whys_of_rounds() -> Iterator[Why]:
    """Every state of an indicator, every total, an aspect with and without score."""
    indicators = (
        indicator("1"),
        indicator("2", {6: "5"}),
        indicator("3"),
        indicator("4"),
        replace(indicator("5"), cancelled=6),
        replace(indicator("6"), starts=12),
    )
    claims = {"1": Reported(D(85)), "2": Reported(D(85)), "3": Reported(NOT_APPLICABLE)}
    for rule in MISSING_RULES:
        for total in TOTALS:
            agreed = agreement(*indicators, scale=replace(FIVE, total=total), missing=rule)
            assessment = assess(agreed, claims, 9)
            yield why_total(assessment)
            yield from (why for code in "123456a" if (why := why_of(assessment, code)))


def with_item(item: DataItem, readings: Readings, unreported: Unreported = "leave_out") -> Why:
    """The explanation of a result that is one item."""
    data = {"x": item, "w": DataItem("w")}
    changed: Indicator = replace(
        indicator("1"), data=data, formula=formula_of("x / 1", "x", "w"), unreported=unreported
    )
    agreed = replace(agreement(changed), units=dict.fromkeys("กขค", "province"))
    return why_indicator(assess(agreed, {"1": Reported(readings=readings)}), "1")


def whys_of_items() -> Iterator[Why]:
    """Every way to add up, and every reason for which that fails."""
    two: Readings = {"x": {"ก": [(1, D(1)), (2, D(2))], "ข": [(1, D(3))]}}
    weights: Readings = {"w": {"ก": [(1, D(1))]}}
    for how in OVER_UNITS:
        yield with_item(DataItem("x", "จำนวน", how, weighted_by="w"), {**two, **weights})
    for months in OVER_MONTHS:
        yield with_item(DataItem("x", "จำนวน", "sum", months), two)
    yield with_item(DataItem("x"), two, "zero")
    yield with_item(DataItem("x"), two, "block")
    yield with_item(DataItem("x"), {"x": {"ก": [(0, D(1))], "ข": []}})
    yield with_item(DataItem("x", "", "weighted_mean", weighted_by="w"), {**two, "w": {"ก": [(1, D(0))]}})
    by_zero = replace(indicator("1"), data={"x": DataItem("x")}, formula=formula_of("x / 0", "x"))
    yield why_indicator(assess(agreement(by_zero), {"1": Reported(readings=two)}), "1")


def every_why() -> Iterator[Why]:
    """Explanations in which every rule is met."""
    yield from (criterion.why(claim, scale) for criterion, claim, scale in CRITERIA)
    yield why_adjusted(Why("score.given", Fraction(3)), LINES, FIVE)
    yield why_adjusted(Why("score.given", Fraction(5)), LINES[:1], FIVE)
    yield from whys_of_rounds()
    yield from whys_of_items()


def rules_in(whys: Iterable[Why]) -> Iterator[str]:
    """The rules of all steps, and the reasons quoted inside sentences."""
    for _, step in chain.from_iterable(steps_of(why) for why in whys):
        yield step.rule
        if step.rule == "absent.item":
            yield str(step.terms["reason"])


def test_every_rule_is_met_here() -> None:
    assert set(rules_in(every_why())) == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_said(language: Language) -> None:
    for why in every_why():
        for _, said in explain(why, language):
            assert said, why
            assert "{" not in said, said
            assert "None" not in said, said
            assert not CODE.search(said), said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (D("11044"), "11,044"),
        (11044, "11,044"),
        (Fraction(11044 * 100, 14898), "74.1308"),
        (D("1.10"), "1.1"),
        (D("-0.2"), "−0.2"),
        (D("0.00001"), "0"),
        (Fraction(0), "0"),
        (D("1234567.891"), "1,234,567.891"),
        (None, "-"),
        (MISSING, "-"),
        ("สสช.", "สสช."),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("code", "terms", "thai", "english"),
    [
        (
            "levels.at",
            {"value": Fraction(3), "x": Fraction(80)},
            "3.0000 · ผล 80 ตรงระดับพอดี",
            "3.0000 · result 80 is exactly at a level",
        ),
        (
            "adjust.points",
            {"value": Fraction("4.8"), "before": Fraction(5), "amount": D("-0.2"), "reason": "ไม่ส่งรายงาน"},
            "4.8000 = 5.0000 −0.2 · ไม่ส่งรายงาน",
            "4.8000 = 5.0000 −0.2 · ไม่ส่งรายงาน",
        ),
        (
            "adjust.percent",
            {"value": Fraction("4.2"), "before": Fraction(4), "amount": D(5), "reason": "โบนัส"},
            "4.2000 = 4.0000 +5% ของ 4.0000 · โบนัส",
            "4.2000 = 4.0000 +5% of 4.0000 · โบนัส",
        ),
        (
            "unit.sum",
            {"value": Fraction(5), "unit": "ตาก", "readings": ((1, D(5)), (2, NOT_APPLICABLE), (12, MISSING))},
            "ตาก: 5 = ผลรวมของ ต.ค. 5, พ.ย. N/A, ก.ย. -",
            "ตาก: 5 = sum of Oct 5, Nov N/A, Sep -",
        ),
        ("unit.none", {"value": MISSING, "unit": "ตาก"}, "ตาก: ยังไม่รายงาน", "ตาก: not reported"),
        (
            "absent.item",
            {"item": "ก", "reason": "absent.unit_silent", "inner": {"count": 2, "first": "ตาก"}},
            "ไม่มีผล เพราะ ก: ไม่มีผล เพราะ 2 หน่วยยังไม่รายงาน (เช่น ตาก)",
            "no result, because ก: no result: 2 units have not reported (ตาก for one)",
        ),
        (
            "formula.value",
            {"value": Fraction(-8), "text": "a - b*2", "items": {"a": Fraction(2), "b": Fraction(5)}, "unit": ""},
            "−8 = 2 − 5 * 2 · สูตร a - b*2",
            "−8 = 2 − 5 * 2 · formula a - b*2",
        ),
    ],
)
def test_a_sentence_in_both_languages(code: str, terms: dict[str, object], thai: str, english: str) -> None:
    assert sentence(code, terms, "th") == thai
    assert sentence(code, terms, "en") == english


def test_points_are_shown_at_the_places_of_the_scale() -> None:
    why = Why("levels.at", Fraction(10, 3), {"x": Fraction(80)})
    assert list(explain(why, "en", 2)) == [(0, "3.33 · result 80 is exactly at a level")]


def test_braces_in_what_people_wrote_are_left_alone() -> None:
    terms = {"value": Fraction(4), "before": Fraction(4), "amount": D(0), "reason": "{value} {0} {"}
    assert sentence("adjust.points", terms, "en") == "4.0000 = 4.0000 +0 · {value} {0} {"


def test_an_absent_part_of_a_sentence_is_said_in_its_language() -> None:
    silent = Absent("missing", "absent.unit_silent", {"count": 1, "first": "ตาก"})
    terms = {"value": silent, "code": "ก", "name": "ครัวเรือน", "units": 0}
    assert sentence("rollup.sum", terms, "en").startswith("ก = no result: 1 units have not reported")


def test_a_code_without_sentence_is_an_error_of_the_code() -> None:
    with pytest.raises(KeyError):
        sentence("no.such_code", {}, "th")
