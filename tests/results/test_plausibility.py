"""What asks for a word beside a number: exact rules with numbers worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.results.rules.plausibility import Case, median, note_asked, ratio_of, remarks_asked, stands_out
from rabrong.scoring.absence import NOT_APPLICABLE
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Levels
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.rollup import DataItem, OverMonths

LEVELS = Levels(tuple(Decimal(each) for each in (60, 65, 70, 75, 80)))


def parsed(text: str) -> Formula:
    found = parse_formula(text, ("a", "b"))
    assert isinstance(found, Formula)
    return found


def indicator(over_months: OverMonths = "last", measure: str = "", text: str = "a / b * 100") -> Indicator:
    data = {code: DataItem(code=code, name=code, over_months=over_months) for code in ("a", "b")}
    return Indicator(
        code="1", name="", aspect="", weights={}, criterion=LEVELS, unit=measure, data=data, formula=parsed(text)
    )


def codes(case: Case) -> list[str]:
    return [finding.code for finding in remarks_asked(case)]


def series(*values: int) -> list[tuple[int, Claim]]:
    return [(month, Decimal(value)) for month, value in enumerate(values, start=1)]


def test_the_median_is_exact() -> None:
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(1), Fraction(2)]) == Fraction(3, 2)


@pytest.mark.parametrize(("value", "out"), [(15, False), (16, True), (5, False), (4, True), (10, False)])
def test_a_number_stands_out_beyond_three_and_a_half_deviations(value: int, out: bool) -> None:
    """8 9 10 11 12: median 10, deviations 2 1 0 1 2, MAD 1, limit 3.5 / 0.6745 = 5.189..."""
    assert stands_out(Fraction(value), [Fraction(each) for each in (8, 9, 10, 11, 12)]) is out


@pytest.mark.parametrize(("value", "out"), [(20, False), (21, False), (199, False), (200, True), (2, True), (3, False)])
def test_where_all_are_the_same_only_a_digit_too_many_stands_out(value: int, out: bool) -> None:
    assert stands_out(Fraction(value), [Fraction(20)] * 6) is out


def test_few_numbers_say_nothing() -> None:
    assert not stands_out(Fraction(1000), [Fraction(1)] * 4)


def test_a_running_total_that_falls_asks_and_an_amount_does_not() -> None:
    claims: dict[str, Claim] = {"a": Decimal(13), "b": Decimal(20)}
    reported = {"a": series(12, 14), "b": series(20, 20)}
    assert codes(Case(indicator("running"), 3, claims, reported)) == ["report.falls"]
    assert codes(Case(indicator("sum"), 3, claims, reported)) == []


def test_a_later_month_is_not_before() -> None:
    claims: dict[str, Claim] = {"a": Decimal(13), "b": Decimal(20)}
    reported = {"a": [(2, Decimal(12)), (9, Decimal(18))]}
    assert codes(Case(indicator("running"), 3, claims, reported)) == []


@pytest.mark.parametrize(("part", "asks"), [(20, []), (21, ["report.part_over_whole"])])
def test_a_part_over_its_whole_asks(part: int, asks: list[str]) -> None:
    claims: dict[str, Claim] = {"a": Decimal(part), "b": Decimal(20)}
    assert codes(Case(indicator(measure="ร้อยละ"), 3, claims, {}, result=Fraction(part * 5))) == asks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a / b * 100", ("a", "b")),
        ("a / b", ("a", "b")),
        ("100 * a / b", ("a", "b")),
        ("(a - b) / b * 100", None),
        ("a * b", None),
        ("a / b * 1000", None),
        ("a + b", None),
    ],
)
def test_only_a_plain_ratio_has_part_and_whole(text: str, found: tuple[str, str] | None) -> None:
    assert ratio_of(parsed(text)) == found


@pytest.mark.parametrize(
    ("measure", "value", "asks"),
    [("ร้อยละ", 101, ["report.over_hundred"]), ("ร้อยละ", 100, []), ("คน", 101, [])],
)
def test_a_percentage_over_100_asks(measure: str, value: int, asks: list[str]) -> None:
    case = Case(indicator(measure=measure, text="(a - b) / b * 100"), 3, {}, {}, result=Fraction(value))
    assert codes(case) == asks


def test_not_applicable_asks_for_its_reason_and_zero_does_not() -> None:
    assert codes(Case(indicator(), 3, {"a": NOT_APPLICABLE, "b": Decimal(0)}, {})) == ["report.not_applicable"]


def test_what_a_running_total_gains_is_held_against_what_it_gained() -> None:
    """Gains 2 3 4 5 6: median 4, MAD 1; from 20 to 24 gains 4, to 30 gains 10, which is 6 off."""
    reported = {"a": series(0, 2, 5, 9, 14, 20)}
    for value, asks in ((24, []), (30, ["report.unlike_before"])):
        assert codes(Case(indicator("running"), 7, {"a": Decimal(value)}, reported)) == asks


def test_a_result_far_from_the_units_beside_it_asks() -> None:
    peers = [Fraction(each) for each in (60, 62, 64, 66, 68)]
    assert codes(Case(indicator(), 3, {}, {}, result=Fraction(66), peers=peers)) == []
    assert codes(Case(indicator(), 3, {}, {}, result=Fraction(95), peers=peers)) == ["report.unlike_others"]


@pytest.mark.parametrize(("shown", "asks"), [("1.4999", True), ("1.5000", False), (None, False)])
def test_the_lowest_band_asks_for_a_note(shown: str | None, asks: bool) -> None:
    score = None if shown is None else Decimal(shown)
    found = note_asked(Case(indicator(), 3, {}, {}, shown=score, lowest=Decimal("1.4999")))
    assert (found is not None) is asks
    assert note_asked(Case(indicator(), 3, {}, {}, shown=Decimal(1))) is None
