"""The way to a page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.org.models import Unit
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way; the last one has no address."""

    name: str
    href: str = ""


def crumbs_of(year: int, unit: Unit, region: object = None) -> list[Crumb]:
    """From the department down to a unit; a province's region stands between."""
    path = [unit]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    if isinstance(region, Unit):
        path.insert(1, region)
    steps = [Crumb(in_language(each, "name"), reverse("unit", args=(year, each.code))) for each in path]
    return [*steps, Crumb(gettext("ภาพรวม"))] if len(steps) == 1 else [*steps[:-1], Crumb(steps[-1].name)]


def crumbs_to(year: int, unit: Unit, *names: Crumb) -> list[Crumb]:
    """From the department to a unit and on to what is named."""
    path = [unit]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    return [*(Crumb(in_language(each, "name"), reverse("unit", args=(year, each.code))) for each in path), *names]
