"""Filling sentences: a code, its terms, a language; numbers exact where short, else rounded half up."""

import string
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.absence import Absent, Terms
from rabrong.scoring.exact import round_half_up, trimmed
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.trace import Why, steps_of
from rabrong.scoring.wording.faults import FAULTS
from rabrong.scoring.wording.forecasts import FORECASTS
from rabrong.scoring.wording.rules import MONTHS, RULES

Language = Literal["th", "en"]
SENTENCES: Mapping[str, tuple[str, str]] = {**RULES, **FAULTS, **FORECASTS}
VALUE_PLACES = 4


class _Numbers(string.Formatter):
    """`{x}` is a value (11,044 or 74.1308), `{x:p}` points at the scale's places, `{x:s}` text as it is."""

    def __init__(self, language: Language, places: int) -> None:
        self.language: Language = language
        self.places = places

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Absent):
            return sentence(value.reason, value.terms, self.language)
        if isinstance(value, Decimal | Fraction) and format_spec == "p":
            return _signed(f"{round_half_up(value, self.places)}")
        if isinstance(value, Decimal) and format_spec == "+":
            return f"{'+' if value >= 0 else ''}{shown(value)}"
        return shown(value) if format_spec != "s" else str(value)


def shown(value: object) -> str:
    """A value as people write it: thousands apart, at most four decimals, no zeros at the end, a true minus sign."""
    if isinstance(value, int):
        value = Decimal(value)
    if isinstance(value, Decimal | Fraction):
        return _signed(f"{Decimal(trimmed(round_half_up(value, VALUE_PLACES))):,f}")
    return "-" if value is None or isinstance(value, Absent) else str(value)


def _signed(digits: str) -> str:
    return digits.replace("-", "\u2212")


def filled(template: tuple[str, str], terms: Terms, language: Language, places: int = 4) -> str:
    """A (Thai, English) template in one language with its terms filled in."""
    return _Numbers(language, places).vformat(template[0 if language == "th" else 1], (), terms)


def sentence(code: str, terms: Terms, language: Language, places: int = 4) -> str:
    """The sentence of a code. Raises KeyError for a code without one: every code has both languages."""
    words = _in_language(terms, language)
    if "inner" in words:
        inner = words["inner"]
        words["reason"] = sentence(str(words["reason"]), inner if isinstance(inner, Mapping) else {}, language)
    if "readings" in words:
        words["readings"] = _months(words["readings"], language)
    if "substituted" not in words and isinstance(words.get("items"), Mapping):
        words["substituted"] = _substituted(str(words["text"]), words["items"])
    return filled(SENTENCES[code], words, language, places).rstrip()


def _in_language(terms: Terms, language: Language) -> dict[str, object]:
    """In English the English names in place of the others, where there are such."""
    english = {key.removesuffix("_en"): value for key, value in terms.items() if key.endswith("_en")}
    return {**terms, **english} if language == "en" else dict(terms)


def _months(readings: object, language: Language) -> str:
    names = MONTHS[language]
    pairs = readings if isinstance(readings, Sequence) else ()
    return ", ".join(f"{names[month]} {_reading(value)}".strip() for month, value in pairs)


def _reading(value: object) -> str:
    return "N/A" if isinstance(value, Absent) and value.state == "not_applicable" else shown(value)


def _substituted(text: str, items: object) -> str:
    values = items if isinstance(items, Mapping) else {}
    formula = parse_formula(text, values.keys())
    assert isinstance(formula, Formula)  # it was read before
    return _signed(formula.with_values({code: shown(value) for code, value in values.items()}))


def explain(why: Why, language: Language, places: int = 4) -> Iterator[tuple[int, str]]:
    """The explanation as sentences, each with its depth, from the number down to its sources."""
    for depth, step in steps_of(why):
        yield depth, sentence(step.rule, {**step.terms, "value": step.value}, language, places)
