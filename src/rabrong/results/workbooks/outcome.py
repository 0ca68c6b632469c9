"""What a check found, as it is kept for its page: sentences in both languages, since the check has no reader."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.utils.translation import override

from rabrong.org.models import Person, Unit
from rabrong.paper.sheets.cells import Unreadable, address
from rabrong.paper.sheets.wording import unreadable_words
from rabrong.results.workbooks.plan import Clash, Mishap, Plan, Spot, spots_in_order
from rabrong.results.workbooks.reading import NotOurs, Typed
from rabrong.results.workbooks.wording import sentence

MOST_SHOWN = 200
MOST_CLASHES = 500
LANGUAGES = ("th", "en")


def outcome_of(typed: Typed, plan: Plan) -> dict[str, Any]:
    """What a check found. One query for the names of those who changed something meanwhile."""
    if len(plan.clashes) > MOST_CLASHES:
        words = partial(sentence, "workbook.too_many_clashes", {"most": MOST_CLASHES})
        plan.mishaps.append(Mishap(plan.clashes[0].spot, "workbook.too_many_clashes", words))
    people = Person.objects.in_bulk({each.by for each in plan.clashes})
    mishaps = spots_in_order(plan.mishaps)
    return {
        "digest": plan.digest(),
        "lines": plan.lines,
        "numbers": plan.numbers,
        "reports": len(plan.ready),
        "notes": plan.notes,
        "theirs": plan.theirs,
        "faults": len(mishaps),
        "mishaps": [_mishap(typed, each) for each in mishaps[:MOST_SHOWN]],
        "clashes": [_clash(typed, each, people[each.by]) for each in plan.clashes[:MOST_CLASHES]],
    }


def refused_outcome(found: NotOurs | Unreadable) -> dict[str, Any]:
    """Why a file is not read at all."""
    if isinstance(found, Unreadable):
        return {"refused": said_in_both(partial(unreadable_words, found))}
    terms = dict(found.terms)
    if "unit" in terms:
        unit = Unit.objects.filter(code=str(terms["unit"])).first()
        terms["unit"] = terms["unit"] if unit is None else unit.name
    return {"refused": said_in_both(partial(sentence, found.code, terms))}


def said_in_both(words: Callable[[], str]) -> dict[str, str]:
    """A sentence by language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = words()
    return found


def where(typed: Typed, spot: Spot) -> tuple[str, str]:
    """The name of the sheet, and the cell; the number of the row where it is all of it."""
    cell = str(spot.row) if spot.column is None else address(spot.row, spot.column)
    return typed.names[spot.sheet], cell


def _mishap(typed: Typed, each: Mishap) -> dict[str, Any]:
    sheet, cell = where(typed, each.spot)
    return {"sheet": sheet, "cell": cell, "whole": each.spot.column is None, "words": said_in_both(each.words)}


def _clash(typed: Typed, each: Clash, by: Person) -> dict[str, Any]:
    sheet, cell = where(typed, each.spot)
    return {
        "place": each.place,
        "sheet": sheet,
        "cell": cell,
        "unit": each.unit.name,
        "unit_en": each.unit.name_en,
        "indicator": each.indicator,
        "label": each.label,
        "month": each.month,
        "before": each.before,
        "mine": each.mine,
        "theirs": each.theirs,
        "version": each.version,
        "by": by.position or str(by),
        "by_en": by.position_en or str(by),
        "at": each.at.isoformat(),
    }


def kept(clashes: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Place -> the version that was seen there."""
    return {each["place"]: each["version"] for each in clashes}
