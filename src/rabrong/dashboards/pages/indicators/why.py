"""How a score was computed, as numbered steps: from the share in the total down to what somebody typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.charts import Band, State, Svg
from rabrong.dashboards.pages.measures import measure_words
from rabrong.scoring.absence import Absent
from rabrong.scoring.formula import Formula
from rabrong.scoring.trace import Why
from rabrong.scoring.wording import Language, explain, sentence, shown
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import language

PLACES = 4
SIGNS = {"*": "×", "/": "÷", "-": "−"}


@dataclass(frozen=True, slots=True)
class Term:
    """A number of a calculation with its name under it, or a sign between numbers."""

    text: str
    name: str = ""
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A unit to look into."""

    name: str
    href: str
    detail: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A version of a number somebody submitted, or an event of the audit record."""

    words: str
    by: str
    at: object
    detail: str = ""
    is_newest: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """What a number rests on beside numbers: a file, an approval, a signature. `whole` is the hash of which `detail`
    shows the beginning."""

    words: str
    detail: str = ""
    meta: str = ""
    href: str = ""
    icon: str = ""
    state: State | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: value = terms, then sentences. What a step ends in: units to look into, versions typed, or lines."""

    title: str
    aside: str = ""
    value: str = ""
    value_name: str = ""
    terms: tuple[Term, ...] = ()
    sentences: tuple[str, ...] = ()
    score: Decimal | None = None
    band: Band | None = None
    strip: Svg | None = None
    links: tuple[Link, ...] = ()
    links_title: str = ""
    typed: tuple[Typed, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the units are shown at once: none of them is looked into yet."""
        return not any(link.is_chosen for link in self.links)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose indicator is explained: names for the titles, words for the data items, how a silent unit counts. `total`
    is empty where the unit's other scores are not seen."""

    unit: str
    total: str
    counted: int
    asides: str
    names: Mapping[str, str]
    formula: Formula | None
    below: str = ""
    unreported: str = ""
    months: Sequence[str] = field(default_factory=tuple)


def steps_of_score(why: Why, asking: Asking) -> list[Step]:
    """The steps inside the unit: its share of the total, its score, its result."""
    steps = [_share(why, asking)]
    if why.because:
        score = why.because[0]
        steps.append(_score(score))
        formula = next(found(score, "formula."), None)
        if formula is not None:
            steps.append(_result(formula, asking))
    return steps


def found(why: Why, start: str) -> Iterator[Why]:
    """The steps below whose rule begins so, from the top."""
    for reason in why.because:
        if reason.rule.startswith(start):
            yield reason
        else:
            yield from found(reason, start)


def _share(why: Why, asking: Asking) -> Step:
    title = gettext("ส่วนในคะแนนรวมของ%(unit)s") % {"unit": asking.unit}
    if why.rule != "indicator.weighted" or not isinstance(why.value, Fraction):
        return Step(title, sentences=(_said(why),))
    terms = (
        Term(_number(why, "score", PLACES), gettext("คะแนน")),
        Term("×", is_sign=True),
        Term(shown(why.terms["weight"]), gettext("น้ำหนัก")),
        Term("÷", is_sign=True),
        Term(shown(why.terms["divisor"]), gettext("น้ำหนักที่นับ")),
    )
    said = _with_the_others(asking)
    return Step(title, "", fixed(why.value, PLACES), gettext("ถ่วงน้ำหนัก"), terms, (said,) if said else ())


def _with_the_others(asking: Asking) -> str:
    """What the share adds up to: the unit's total, said to who sees its scorecard."""
    if not asking.total:
        return ""
    words = gettext("รวมกับอีก %(others)s ตัวได้ %(total)s") % {"others": asking.counted - 1, "total": asking.total}
    return f"{words} · {asking.asides}" if asking.asides else words


def _score(why: Why) -> Step:
    title = gettext("คะแนนจากเกณฑ์")
    if not isinstance(why.value, Fraction):
        return Step(title, sentences=(_said(why),))
    parts = tuple(words for depth, words in explain(_without_formula(why), _language(), PLACES) if depth)
    if why.rule == "levels.between":
        aside = gettext("เทียบบัญญัติไตรยางศ์")
        return Step(title, aside, fixed(why.value, PLACES), gettext("คะแนน"), _between(why), parts)
    return Step(title, "", fixed(why.value, PLACES), gettext("คะแนน"), (), (_said(why), *parts))


def _between(why: Why) -> tuple[Term, ...]:
    x, low, high = (shown(why.terms[name]) for name in ("x", "low", "high"))
    low_points, high_points = why.terms["low_points"], why.terms["high_points"]
    assert isinstance(low_points, Fraction)  # points of the scale
    assert isinstance(high_points, Fraction)
    way = f"({x} − {low}) ÷ ({high} − {low})"
    if high_points - low_points != 1:
        way += f" × ({shown(high_points)} − {shown(low_points)})"
    beyond = gettext("ส่วนที่เกินระดับ %(level)s") % {"level": shown(low_points)}
    return (Term(shown(low_points), gettext("ระดับที่ผ่าน")), Term("+", is_sign=True), Term(way, beyond))


def _without_formula(why: Why) -> Why:
    inner = tuple(_without_formula(reason) for reason in why.because if not reason.rule.startswith("formula."))
    return Why(why.rule, why.value, why.terms, inner)


def _result(why: Why, asking: Asking) -> Step:
    title = gettext("ผลของ%(unit)s") % {"unit": asking.unit}
    items = why.terms["items"]
    assert isinstance(items, Mapping)  # what the rule's terms are
    values = {str(code): value for code, value in items.items()}
    return result_step(title, asking, values, why.value, measure_words(str(why.terms["unit"])))


def result_step(
    title: str, asking: Asking, values: Mapping[str, object], value: Fraction | Absent | None, measure: str
) -> Step:
    """A unit's result from its data items through the formula."""
    aside = ""
    if asking.formula is not None:
        aside = gettext("สูตร %(formula)s") % {
            "formula": " ".join(term.text for term in terms_of(asking.formula, {}, {}))
        }
    if not isinstance(value, Fraction):
        return Step(title, aside, sentences=(gettext("ยังไม่มีผล"),))
    terms = () if asking.formula is None else terms_of(asking.formula, values, asking.names)
    sentences = tuple(filter(None, (asking.below, asking.unreported)))
    return Step(title, aside, at_most(value, PLACES), measure, terms, sentences)


def terms_of(formula: Formula, values: Mapping[str, object], names: Mapping[str, str]) -> tuple[Term, ...]:
    """The formula with numbers in place of its items, each with its name; codes where no values are given."""
    terms = []
    for token in formula.tokens:
        if token.text in formula.items:
            text = shown(values[token.text]) if values else token.text
            terms.append(Term(text, names.get(token.text, "")))
        elif token.kind == "number":
            terms.append(Term(token.text))
        else:
            terms.append(Term(SIGNS.get(token.text, token.text), is_sign=True))
    return tuple(terms)


def _said(why: Why) -> str:
    return sentence(why.rule, {**why.terms, "value": why.value}, _language(), PLACES)


def _number(why: Why, name: str, places: int) -> str:
    value = why.terms[name]
    return fixed(value, places) if isinstance(value, Decimal | Fraction) else shown(value)


def _language() -> Language:
    return "th" if language().startswith("th") else "en"
