"""The way to a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way; without an address it is a name alone."""

    name: str
    href: str = ""


def crumbs_of(year: int, path: Sequence[Unit], scope: Scope) -> list[Crumb]:
    """From the department down to a unit. `path` goes up from the unit; units that are not seen are names alone."""
    steps = [step_to(year, unit, scope) for unit in reversed(path)]
    return [*steps, Crumb(gettext("ภาพรวม"))] if len(steps) == 1 else [*steps[:-1], Crumb(steps[-1].name)]


def crumbs_to(year: int, path: Sequence[Unit], scope: Scope, *names: Crumb) -> list[Crumb]:
    """From the department to a unit and on to what is named; regions are left out, for they have no indicators."""
    return [*(step_to(year, unit, scope) for unit in reversed(path) if unit.kind != UnitKind.REGION), *names]


def step_to(year: int, unit: Unit, scope: Scope) -> Crumb:
    """A unit's name, which leads to its page where it is seen."""
    return Crumb(in_language(unit, "name"), reverse("unit", args=(year, unit.code)) if unit in scope else "")
