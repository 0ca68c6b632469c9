"""Formulas over data items: what is computed, what is refused and where, and that nothing else is evaluated."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.exact import plain, round_half_up
from rabrong.scoring.formula import DEEPEST, LONGEST, Formula, is_item_name, parse_formula
from tests.scoring.sample import formula_of

VALUES = {"a": Fraction(7), "b": Fraction(2), "ก": Fraction(11044), "ข": Fraction(14898), "ผู้นำ_อช": Fraction(3)}


def value_of(text: str, values: Mapping[str, Fraction | Absent] = VALUES) -> Fraction | Absent:
    """The value of a formula over the items."""
    return formula_of(text, *values).value(values)


def fault_of(text: str) -> tuple[str, object]:
    """What is wrong with a formula, and its column."""
    fault = parse_formula(text, VALUES)
    assert isinstance(fault, Fault), text
    return fault.code, fault.terms["column"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "7"),
        ("100", "100"),
        ("a + b * 3", "13"),
        ("(a + b) * 3", "27"),
        ("a - b - 3", "2"),  # from the left
        ("a / b / 7", "1/2"),
        ("a / (b / 7)", "49/2"),
        ("a / b * 100", "350"),
        ("a * b / a * b", "4"),
        ("2 * -a", "-14"),
        ("-a + b", "-5"),
        ("-(a + b)", "-9"),
        ("- - a", "7"),
        ("--a", "7"),
        ("---a", "-7"),
        ("+a", "7"),
        ("a - -b", "9"),
        ("a--b", "9"),
        ("-a * -b", "14"),
        ("0.1 + 0.2", "3/10"),
        ("a / 3", "7/3"),
        ("min(a, b)", "2"),
        ("max(a, b, 9, -1)", "9"),
        ("min(a)", "7"),
        ("max(a - 9)", "-2"),
        ("abs(b - a)", "5"),
        ("abs(-3.5)", "7/2"),
        ("min(max(a, 1), abs(-b)) * 10", "20"),
        ("-max(a, b)", "-7"),
        ("ก / ข * 100", "1104400/14898"),
        ("ผู้นำ_อช*2", "6"),
        ("\ta\n+ b ", "9"),
        ("007", "7"),
        ("999999999999999", "999999999999999"),
        ("0.0000000001", "1/10000000000"),
        ("0000000000000000000001.5", "3/2"),
    ],
)
def test_a_formula_is_computed_exactly(text: str, value: str) -> None:
    assert value_of(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "formula.ends_early", 1),
        ("   ", "formula.ends_early", 4),
        ("a +", "formula.ends_early", 4),
        ("-", "formula.ends_early", 2),
        ("(", "formula.ends_early", 2),
        ("min(", "formula.ends_early", 5),
        ("a + * b", "formula.operand_expected", 5),
        ("a ** b", "formula.operand_expected", 4),
        ("a // b", "formula.operand_expected", 4),
        ("()", "formula.operand_expected", 2),
        ("min()", "formula.operand_expected", 5),
        ("min(a,)", "formula.operand_expected", 7),
        ("min(,a)", "formula.operand_expected", 5),
        (")", "formula.operand_expected", 1),
        ("a b", "formula.operator_expected", 3),
        ("a, b", "formula.operator_expected", 2),
        ("(a b)", "formula.operator_expected", 4),
        ("(a, b)", "formula.operator_expected", 3),
        ("2a", "formula.operator_expected", 2),
        ("a(b)", "formula.operator_expected", 2),
        ("1e5", "formula.operator_expected", 2),
        ("0x10", "formula.operator_expected", 2),
        ("1_000", "formula.operator_expected", 2),
        ("1,000", "formula.operator_expected", 2),
        ("3 if a else b", "formula.operator_expected", 3),
        ("(a + b", "formula.unclosed", 1),
        ("((a) + b", "formula.unclosed", 1),
        ("a + (b", "formula.unclosed", 5),
        ("max(a, b", "formula.unclosed", 4),
        ("a + b)", "formula.unopened", 6),
        ("c", "formula.unknown_item", 1),
        ("a + พ", "formula.unknown_item", 5),
        ("A", "formula.unknown_item", 1),
        ("__import__('os')", "formula.unknown_sign", 12),
        ("__import__(a)", "formula.unknown_item", 1),
        ("a.__class__", "formula.bad_number", 2),
        ("lambda: a", "formula.unknown_sign", 7),
        ("lambda", "formula.unknown_item", 1),
        ("sum(a, b)", "formula.unknown_item", 1),
        ("eval(a)", "formula.unknown_item", 1),
        ("a[0]", "formula.unknown_sign", 2),
        ("a % b", "formula.unknown_sign", 3),
        ("a ^ b", "formula.unknown_sign", 3),
        ("a > b", "formula.unknown_sign", 3),
        ("a = b", "formula.unknown_sign", 3),
        ("a; b", "formula.unknown_sign", 2),
        ("'a'", "formula.unknown_sign", 1),
        ("a × b", "formula.unknown_sign", 3),
        ("a − b", "formula.unknown_sign", 3),
        ("a + ๑๐", "formula.unknown_sign", 5),  # Thai digits
        ("१२", "formula.unknown_sign", 1),
        ("²", "formula.unknown_sign", 1),
        ("a + ½", "formula.unknown_sign", 5),
        ("a\x00", "formula.unknown_sign", 2),
        ("\U0001f4a3", "formula.unknown_sign", 1),
        (".5", "formula.bad_number", 1),
        ("a + 5.", "formula.bad_number", 5),
        ("1.2.3", "formula.bad_number", 1),
        (".", "formula.bad_number", 1),
        ("1000000000000000", "formula.long_number", 1),
        ("a + 0.00000000001", "formula.long_number", 5),
        ("12345678901.12345", "formula.long_number", 1),
        ("min + a", "formula.call_without_parenthesis", 1),
        ("a * max", "formula.call_without_parenthesis", 5),
        ("abs a", "formula.call_without_parenthesis", 1),
        ("abs(a, b)", "formula.abs_takes_one", 1),
        ("a + abs(a, b, a)", "formula.abs_takes_one", 5),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "formula.too_deep", DEEPEST + 1),
        ("abs(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "formula.too_deep", 4 * DEEPEST + 1),
    ],
)
def test_what_is_not_arithmetic_is_refused_with_its_column(text: str, code: str, column: int) -> None:
    assert fault_of(text) == (code, column)


def test_the_fault_names_what_is_allowed() -> None:
    assert parse_formula("c + 1", ["b", "a"]) == Fault(
        "formula.unknown_item", {"text": "c", "column": 1, "allowed": "a, b, min, max, abs"}
    )


@pytest.mark.parametrize("text", ["(" * 10_000, "-" * 10_000 + "a", "a+" * 10_000 + "a", "9" * 10_000, "ก" * 10_000])
def test_a_formula_that_is_too_long_is_not_read_at_all(text: str) -> None:
    assert parse_formula(text, VALUES) == Fault("formula.too_long", {"length": len(text), "longest": LONGEST})


def test_a_formula_as_long_and_as_deep_as_allowed_is_computed() -> None:
    assert value_of("(" * (DEEPEST - 1) + "a" + ")" * (DEEPEST - 1)) == 7
    assert value_of("-" * (LONGEST - 1) + "a") == -7
    assert value_of("a+" * 499 + "a") == 3500


def test_the_longest_product_of_the_longest_numbers_can_be_shown() -> None:
    """999999999999999 ** 500 has 7,500 digits, more than Python writes by itself."""
    product = value_of("*".join(["a"] * 500), {"a": Fraction(999999999999999)})
    assert isinstance(product, Fraction)
    assert len(plain(round_half_up(product, 0))) == 7500


@pytest.mark.parametrize("text", ["a / 0", "a / (b - 2)", "0 / 0", "max(1, a / (b - b))", "abs(a / -0)"])
def test_division_by_zero_is_no_result_with_a_reason(text: str) -> None:
    assert value_of(text) == Absent("missing", "absent.division_by_zero")


def test_zero_divided_is_zero() -> None:
    assert value_of("(b - 2) / a") == 0


def test_items_are_listed_once_in_order_of_appearance() -> None:
    assert formula_of("b + a * b - max(ก, a)", *VALUES).items == ("b", "a", "ก")
    assert formula_of("1 + 2").items == ()


@pytest.mark.parametrize(
    ("values", "state", "item"),
    [
        ({"a": MISSING, "b": Fraction(1)}, "missing", "a"),
        ({"a": NOT_APPLICABLE, "b": Fraction(1)}, "not_applicable", "a"),
        ({"a": NOT_APPLICABLE, "b": MISSING}, "missing", "b"),  # what is missing weighs more
        ({"a": NOT_APPLICABLE, "b": NOT_APPLICABLE}, "not_applicable", "a"),
        ({"a": MISSING, "b": Fraction(0)}, "missing", "a"),
    ],
)
def test_an_item_without_number_makes_no_result(values: Mapping[str, Fraction | Absent], state: str, item: str) -> None:
    result = value_of("a / b * 100", values)
    assert isinstance(result, Absent)
    assert (result.state, result.reason, result.terms["item"]) == (state, "absent.item", item)


def test_an_item_the_formula_does_not_name_may_be_missing() -> None:
    assert value_of("a * 2", {"a": Fraction(4), "b": MISSING}) == 8


def test_the_reason_an_item_has_no_number_is_handed_on() -> None:
    silent = Absent("missing", "absent.unit_silent", {"count": 2, "first": "ตาก"})
    assert value_of("a", {"a": silent}) == Absent(
        "missing", "absent.item", {"item": "a", "reason": "absent.unit_silent", "inner": {"count": 2, "first": "ตาก"}}
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ก/ข*100", "11,044 / 14,898 * 100"),
        ("max(ก,1)*(ข+2)", "max (11,044, 1) * (14,898 + 2)"),
    ],
)
def test_numbers_can_stand_in_place_of_the_items(text: str, shown: str) -> None:
    assert formula_of(text, "ก", "ข").with_values({"ก": "11,044", "ข": "14,898"}) == shown


@pytest.mark.parametrize("name", ["a", "households", "ก", "ผู้นำ_อช", "x1", "_", "__class__", "จำนวน"])
def test_an_item_may_be_called_by_a_name_in_any_script(name: str) -> None:
    assert is_item_name(name)
    assert value_of(f"{name} + 1", {name: Fraction(1)}) == 2


@pytest.mark.parametrize("name", ["", "1a", "a b", "a-b", "min", "max", "abs", "๑", "ก.", "a/b"])
def test_a_name_a_formula_could_not_hold_is_refused(name: str) -> None:
    assert not is_item_name(name)


NAMES = st.sampled_from(["a", "b", "ก"])
PYTHONS_OWN = {"min": min, "max": max, "abs": abs, "F": Fraction}
NUMBERS = st.decimals(0, 999, places=2).map(str)


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A formula from smaller ones."""
    pairs = st.tuples(inner, st.sampled_from("+-*/"), inner)
    return st.one_of(
        pairs.map(" ".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("abs({})".format),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda parts: "{}({}, {})".format(*parts)),
    )


@given(
    text=st.recursive(st.one_of(NAMES, NUMBERS), combined, max_leaves=12),
    values=st.fixed_dictionaries({name: st.integers(-5, 5).map(Fraction) for name in ("a", "b", "ก")}),
)
def test_a_formula_means_what_python_means(text: str, values: dict[str, Fraction]) -> None:
    """The oracle is Python itself, with every number a Fraction."""
    formula = formula_of(text, *values)
    exact = " ".join(f"F('{t.text}')" if t.kind == "number" else t.text for t in formula.tokens)
    try:
        expected = Fraction(eval(exact, {"__builtins__": {}}, {**PYTHONS_OWN, **values}))
    except ZeroDivisionError:
        assert formula.value(values) == Absent("missing", "absent.division_by_zero")
    else:
        assert formula.value(values) == expected


@given(st.one_of(st.text(max_size=60), st.text("ab()+-*/,.0123456789 minxกำ\u0e31", max_size=60)))
def test_any_text_is_a_formula_or_a_fault_within_it(text: str) -> None:
    found = parse_formula(text, ("a", "b"))
    if isinstance(found, Formula):
        assert isinstance(found.value({"a": Fraction(1), "b": Fraction(2)}), Fraction | Absent)
    else:
        column = found.terms["column"]
        assert isinstance(column, int)
        assert 1 <= column <= len(text) + 1
