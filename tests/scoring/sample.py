"""Short ways to write what the tests of the core start from."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.agreement import ROUNDS, Agreement, Aspect, Indicator, Round
from rabrong.scoring.criteria import Levels
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.scale import Missing, Scale
from rabrong.scoring.scorecard import Scored, State


def decimals(text: str) -> tuple[Decimal, ...]:
    """The numbers of a text: "60 70 80"."""
    return tuple(Decimal(number) for number in text.split())


FIVE = Scale(decimals("1 2 3 4 5"))
ZERO_FLOOR = Scale(decimals("1 2 3 4 5"), floor="zero")
EXTRAPOLATED = Scale(decimals("1 2 3 4 5"), floor="extrapolate")
BLOCKING = Scale(decimals("1 2 3 4 5"), missing="block")
LOWEST = Scale(decimals("1 2 3 4 5"), missing="lowest")
THREE = Scale(decimals("50 75 100"))

SIXTY_TO_HUNDRED = Levels(decimals("60 70 80 90 100"))


def weights_of(weight: str | Mapping[Round, str]) -> dict[Round, Decimal]:
    """A weight for every round, or one per round."""
    if isinstance(weight, str):
        return {round_: Decimal(weight) for round_ in ROUNDS}
    return {round_: Decimal(text) for round_, text in weight.items()}


def indicator(code: str, weight: str | Mapping[Round, str] = "100", aspect: str = "a") -> Indicator:
    """An indicator with levels 60..100; a test replaces what it is about."""
    return Indicator(code, f"ตัวชี้วัด {code}", aspect, weights_of(weight), SIXTY_TO_HUNDRED)


def agreement(*indicators: Indicator, scale: Scale = FIVE, missing: Missing = "leave_out") -> Agreement:
    """An agreement of กรมตัวอย่าง with one aspect, the same rule for missing in every round."""
    return Agreement(
        year=2555,
        unit="กรม",
        scale=scale,
        missing=dict.fromkeys(ROUNDS, missing),
        framework=(Aspect("a", "ประสิทธิผล", {}),),
        indicators=indicators,
    )


def scored(code: str, weight: str | None, score: str | None, state: State = "counted", aspect: str = "a") -> Scored:
    """An indicator's final score; None where nothing counts."""
    return Scored(
        code,
        aspect,
        None if weight is None else Decimal(weight),
        state,
        None if score is None else Fraction(score),
    )


def formula_of(text: str, *names: str) -> Formula:
    """A formula that is known to be right."""
    formula = parse_formula(text, names)
    assert isinstance(formula, Formula), formula
    return formula
