"""What each unit below brings to a unit's result, with the arithmetic; the parts add up to the result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.charts import Band, Brought, Svg, contribution
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.scorecards.provinces import Address
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.scoring.contribution import Split, Tallies, Unsplit, split
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.formula import Formula
from rabrong.scoring.rollup import Tally
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import in_language

PLACES, DRAWN_PLACES = 4, 6
SIGNS = {"*": "×", "/": "÷", "-": "−"}
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit brings: its numbers, how it is computed, the part and its share of the result in percent."""

    name: str
    href: str
    sum_words: str
    part: Fraction
    share: Fraction | None
    band: Band


@dataclass(frozen=True, slots=True)
class ContributionPart:
    """The parts with their picture, greatest first; `others` come from the formula or from nobody listed."""

    chart: Svg
    how: str
    has_full: bool
    parts: tuple[Part, ...]
    others: tuple[tuple[str, Fraction], ...]
    result: Fraction
    silent: int


@dataclass(frozen=True, slots=True)
class Whole:
    """Whose result it is, by which formula, with the tallies of all and of each unit below by id."""

    unit: Unit
    formula: Formula
    own: Tallies
    below: Mapping[int, Tallies]


def contribution_part(book: YearBook, code: str, whole: Whole, members: Sequence[Member]) -> ContributionPart | str:
    """The parts of a result, or a sentence that says why it has none."""
    found = split(whole.formula, whole.own, {str(unit): tallies for unit, tallies in whole.below.items()})
    if isinstance(found, Unsplit):
        return UNSPLIT[found.reason]()
    known = [each for each in members if _reported(whole.below.get(each.unit.pk, {}))]
    ordered = sorted(known, key=lambda each: (-found.parts[str(each.unit.pk)], each.unit.sort_key))
    parts = tuple(_part(book, code, whole, found, each) for each in ordered)
    return ContributionPart(
        chart=_chart(whole, found, parts, ordered),
        how=_how(whole),
        has_full=_full(whole) is not None,
        parts=parts,
        others=tuple(_others(found)),
        result=found.result,
        silent=len(members) - len(known),
    )


UNSPLIT = {
    "no_result": lambda: gettext("ยังไม่มีผลจึงยังไม่มีส่วนของแต่ละหน่วย"),
    "not_linear": lambda: gettext("สูตรนี้คูณข้อมูลเข้าด้วยกัน จึงแบ่งผลเป็นส่วนของแต่ละหน่วยไม่ได้"),
    "one_unit": lambda: gettext("ผลนี้เป็นค่าของหน่วยเดียว (ค่าต่ำสุด ค่าสูงสุด หรือค่าล่าสุด) หน่วยอื่นไม่มีส่วนในผล"),
}


def _reported(tallies: Tallies) -> bool:
    return any(tally.units for tally in tallies.values())


def _part(book: YearBook, code: str, whole: Whole, found: Split, member: Member) -> Part:
    brought = found.parts[str(member.unit.pk)]
    return Part(
        name=in_language(member.unit, "name"),
        href=Address(book.year, code).of(member.unit) + book.query,
        sum_words=_sum_words(whole, whole.below[member.unit.pk]),
        part=brought,
        share=brought / found.result * HUNDRED if found.result else None,
        band=band_at(book, member.score(book.month)),
    )


def _sum_words(whole: Whole, own: Tallies) -> str:
    """The formula with the unit's own dividends and everybody's divisors: 311 ÷ 14,898 × 100."""
    divisors = _divisors(whole.formula)
    words = []
    for at, token in enumerate(whole.formula.tokens):
        if token.text in whole.formula.items:
            item = whole.own[token.text]
            words.append(_number(item) if at in divisors else _brought(own.get(token.text), item))
        else:
            words.append(SIGNS.get(token.text, token.text))
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def _divisors(formula: Formula) -> frozenset[int]:
    """Where the formula names an item that it divides by: behind the sign, alone or in parentheses."""
    found, tokens = set(), formula.tokens
    for sign in (at for at, token in enumerate(tokens) if token.text == "/"):
        depth = 0
        for at in range(sign + 1, len(tokens)):
            depth += (tokens[at].text == "(") - (tokens[at].text == ")")
            if tokens[at].text in formula.items:
                found.add(at)
            if not depth:
                break
    return frozenset(found)


def _number(tally: Tally | None) -> str:
    value = None if tally is None else tally.value()
    return at_most(value, 2) if isinstance(value, Fraction) else "-"


def _brought(own: Tally | None, whole: Tally) -> str:
    """A unit's number; of a mean with what all are divided by."""
    if own is None or not own.units:
        return "-"
    if whole.how in ("mean", "weighted_mean"):
        return f"({at_most(own.total, 2)} ÷ {at_most(whole.weight, 2)})"
    return _number(own)


def _how(whole: Whole) -> str:
    formula = " ".join(SIGNS.get(token.text, token.text) for token in whole.formula.tokens)
    formula = formula.replace("( ", "(").replace(" )", ")")
    if _divisors(whole.formula):
        return gettext("สูตร %(formula)s: ตัวตั้งเป็นของหน่วยนั้น ตัวหารเป็นของทุกหน่วยรวมกัน") % {"formula": formula}
    if any(tally.how in ("mean", "weighted_mean") for tally in whole.own.values()):
        return gettext("ค่าเฉลี่ย: ค่าของหน่วยนั้น (คูณน้ำหนักถ้ามี) หารด้วยตัวหารของทุกหน่วยรวมกัน")
    return gettext("สูตร %(formula)s: ใช้ค่าของหน่วยนั้นเอง") % {"formula": formula}


def _others(found: Split) -> Iterator[tuple[str, Fraction]]:
    if found.constant:
        yield gettext("ค่าคงที่ในสูตร"), found.constant
    if found.rest:
        yield gettext("หน่วยอื่นที่ไม่อยู่ในรายการ"), found.rest


def _chart(whole: Whole, found: Split, parts: Sequence[Part], members: Sequence[Member]) -> Svg:
    """The bars; with an outline where the result is one number out of another: what 100 percent would bring."""
    full = _full(whole)
    bars = [
        Brought(
            f"{part.name} {fixed(part.part, PLACES)}",
            round_half_up(part.part, DRAWN_PLACES),
            part.band,
            None if full is None else round_half_up(full[each.unit.pk], DRAWN_PLACES),
            part.href,
        )
        for part, each in zip(parts, members, strict=True)
    ]
    greatest = max((value for bar in bars for value in (bar.part, bar.possible) if value is not None), default=None)
    label = "" if greatest is None else fixed(greatest, PLACES)
    return contribution(bars, _chart_words(found, parts), most_words=label)


def _full(whole: Whole) -> dict[int, Fraction] | None:
    """What each unit would bring if it reached all of its divisor; None where that has no meaning."""
    formula = whole.formula
    if len(formula.items) != len(("part", "whole")):
        return None
    part, divisor = formula.items
    if [token.text for token in formula.tokens] not in ([part, "/", divisor, "*", "100"], [part, "/", divisor]):
        return None
    as_if = {unit: {**tallies, part: tallies.get(divisor, Tally("sum"))} for unit, tallies in whole.below.items()}
    found = split(formula, whole.own, {str(unit): tallies for unit, tallies in as_if.items()})
    return None if isinstance(found, Unsplit) else {unit: found.parts[str(unit)] for unit in as_if}


def _chart_words(found: Split, parts: Sequence[Part]) -> str:
    if not parts:
        return gettext("ยังไม่มีหน่วยใดรายงาน")
    return gettext("ส่วนของ %(count)s หน่วยในผล %(result)s มากที่สุด %(first)s %(most)s น้อยที่สุด %(last)s %(least)s") % {
        "count": len(parts),
        "result": fixed(found.result, PLACES),
        "first": parts[0].name,
        "most": fixed(parts[0].part, PLACES),
        "last": parts[-1].name,
        "least": fixed(parts[-1].part, PLACES),
    }
