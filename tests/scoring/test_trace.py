"""The explanation as data: steps in order, every number an exact string."""

from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE
from rabrong.scoring.trace import Why, as_data, steps_of

INNER = Why("unit.sum", Fraction(3), {"unit": "ตาก", "readings": ((1, Decimal("1.50")), (2, NOT_APPLICABLE))})
OUTER = Why(
    "formula.value",
    Fraction(11044, 14898),
    {"text": "ก / ข", "items": {"ก": Fraction(11044), "ข": MISSING}, "unit": "", "share": None, "units": 76},
    (INNER, Why("absent.not_reported", MISSING)),
)


def test_steps_go_from_the_number_down_to_its_sources() -> None:
    middle = Why("composite.part", None, because=(INNER,))
    top = Why("total.none", None, because=(middle, OUTER))
    rules = [(depth, step.rule) for depth, step in steps_of(top)]
    assert rules == [
        (0, "total.none"),
        (1, "composite.part"),
        (2, "unit.sum"),
        (1, "formula.value"),
        (2, "unit.sum"),
        (2, "absent.not_reported"),
    ]


def test_as_data_every_number_is_an_exact_string_and_nothing_is_none() -> None:
    assert as_data(OUTER) == {
        "rule": "formula.value",
        "value": "5522/7449",
        "terms": {"text": "ก / ข", "items": {"ก": "11044", "ข": None}, "unit": "", "share": None, "units": "76"},
        "because": [
            {
                "rule": "unit.sum",
                "value": "3",
                "terms": {"unit": "ตาก", "readings": [["1", "1.50"], ["2", None]]},
                "because": [],
            },
            {"rule": "absent.not_reported", "value": None, "terms": {}, "because": []},
        ],
    }


def test_as_data_a_number_of_thousands_of_digits_is_written_out() -> None:
    assert as_data(Why("formula.value", Fraction(10**5000, 3)))["value"] == "1" + "0" * 5000 + "/3"
