"""Silent owners: who has not reported a month whose window has closed, and for how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.dashboards.queries.reporting import Silent
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.ui.words import in_language

SHOWN = 4


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A silent district, or a province all of whose districts are silent; days since the first report that is missing
    was due. `share` is the length of its bar in percent of the longest."""

    name: str
    detail: str
    href: str
    days: int
    share: int
    units: int = 1


@dataclass(frozen=True, slots=True)
class Silence:
    """The longest silences, how many units more, and the month that is missing."""

    rows: tuple[SilentRow, ...]
    others: int
    month: int


def silence(book: YearBook, silent: Sequence[Silent]) -> Silence:
    """The silent units, provinces for their districts where all are silent."""
    found = sorted(_rows(book, silent), key=lambda row: (-row.days, -row.units))
    longest = max((row.days for row in found), default=1) or 1
    shown = tuple(
        SilentRow(row.name, row.detail, row.href, row.days, max(2, 100 * row.days // longest), row.units)
        for row in found[:SHOWN]
    )
    return Silence(shown, max(0, len(found) - SHOWN), book.closed_month)


def _rows(book: YearBook, silent: Sequence[Silent]) -> Iterable[SilentRow]:
    by_province: dict[int, list[Silent]] = {}
    for each in silent:
        by_province.setdefault(each.province.pk, []).append(each)
    for members in by_province.values():
        above = members[0].province
        if len(members) == members[0].districts and len(members) > 1:
            since = min(member.last_month for member in members)
            detail = gettext("%(count)s อำเภอ ทั้งจังหวัด") % {"count": len(members)}
            yield _row(book, above, since, detail, units=len(members))
        else:
            yield from (_row(book, each.unit, each.last_month, in_language(above, "name")) for each in members)


def _row(book: YearBook, unit: Unit, last_month: int, detail: str, *, units: int = 1) -> SilentRow:
    due = next(window.closes for month, window in sorted(book.windows.items()) if month > last_month)
    href = reverse("unit", args=(book.year, unit.code))
    return SilentRow(in_language(unit, "name"), detail, href, (book.today - due).days, 0, units)
