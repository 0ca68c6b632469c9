"""Assigning much at once as the pages show it: rows in words, boxes to tick, what hangs on somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.rules.rounds import until
from rabrong.assignments.together.handing import Holding, Passed
from rabrong.assignments.together.plan import Prepared, Row
from rabrong.assignments.together.wording import GLYPHS, WHAT, role_words
from rabrong.assignments.wording import refusal_words
from rabrong.org.models import Acting, Role, RoleAssignment
from rabrong.ui.numbers import at_most
from rabrong.ui.words import in_language

PLACES = 2


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a preview in words."""

    row: Row
    what: str
    glyph: str
    role: str
    before: str
    why: str


def shown_rows(prepared: Prepared) -> list[ShownRow]:
    """What changes first, then what cannot be, then what is there already."""
    order = ("refused", "new", "changes", "kept", "there")
    return [_shown(row) for row in sorted(prepared.rows, key=lambda each: order.index(each.what))]


def _shown(row: Row) -> ShownRow:
    share = "" if row.share is None else f" {at_most(row.share, PLACES)}%"
    why = "" if row.refusal is None else refusal_words(row.refusal)
    role = f"{role_words(row.role)}{share}"
    return ShownRow(row, str(WHAT[row.what]), GLYPHS[row.what], role, role_words(row.before), why)


def counts_of(prepared: Prepared) -> list[tuple[str, str, int]]:
    """Glyph, words and how many rows there are of each kind."""
    found: Counter[str] = Counter(row.what for row in prepared.rows)
    return [(GLYPHS[what], str(words), found[what]) for what, words in WHAT.items() if found[what]]


def indicator_boxes(versions: Iterable[IndicatorVersion], chosen: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Code, words and whether it is ticked."""
    ticked = set(chosen)
    return [(each.code, f"{each.code} {in_language(each, 'name')}", each.code in ticked) for each in versions]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Something that hangs on a person, in words, with what was chosen for it and why that cannot be."""

    key: str
    kind: str
    what: str
    where: str
    when: str
    can_pass: bool
    chosen: str
    ends: bool
    why: str


def held_rows(
    holdings: Iterable[Holding], chosen: Mapping[str, str], ended: Iterable[str], passed: Iterable[Passed] = ()
) -> list[HeldRow]:
    """Everything that hangs on somebody."""
    why = {each.holding.key: refusal_words(each.refusal) for each in passed if each.refusal is not None}
    ends = set(ended)
    return [_held(each, chosen.get(each.key, ""), each.key in ends, why.get(each.key, "")) for each in holdings]


def _held(holding: Holding, chosen: str, ends: bool, why: str) -> HeldRow:
    kind, what, where, when = _told(holding.row)
    return HeldRow(holding.key, kind, what, where, when, holding.kind != "acting", chosen, ends, why)


def _told(row: Ownership | Responsibility | RoleAssignment | Acting) -> tuple[str, str, str, str]:
    if isinstance(row, Ownership | Responsibility):
        rounds = gettext("รอบ %(first)s ถึง %(last)s") % {"first": row.from_round, "last": until(row)}
        named = f"{row.indicator.code} {in_language(row.indicator, 'name')}"
        what = role_words(row.role) if isinstance(row, Ownership) else str(Duty(row.duty).label)
        return gettext("ตัวชี้วัด"), what, named, rounds
    kind = gettext("บทบาท") if isinstance(row, RoleAssignment) else gettext("รักษาการ")
    return kind, str(Role(row.role).label), in_language(row.unit, "name"), ""
