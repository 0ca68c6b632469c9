"""Excel: a unit's workbook out, and the page where it comes back."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.rules.years import may_read_draft
from rabrong.dashboards.pages.crumbs import Crumb, step_to
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.workbooks.lines import Wanted, workbook_for
from rabrong.dashboards.pages.workbooks.workbooks import offer_of, sent_row
from rabrong.dashboards.queries.desk import grid_book
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import may_see
from rabrong.org.views.exporting import attached
from rabrong.paper.sheets.writing import EXCEL_TYPE
from rabrong.results.workbooks.desks import Desk, desks_of, units_of_workbook
from rabrong.results.workbooks.queries import sent_by


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit of a year with the desks at and below it, as whoever asks meets them."""

    book: YearBook
    unit: Unit
    desks: list[Desk]
    crumbs: tuple[Crumb, ...]


def asked_workbook(request: HttpRequest, year: int, code: str) -> AskedUnit:
    """What is asked for. Raises Http404 for what is not there, not seen."""
    unit, scope = unit_coded(code), scope_of(request)
    book = grid_book(year, scope.actor.today, 0)
    if unit is None or book is None or not may_see(scope, unit):
        raise Http404
    if book.rules.is_draft and not may_read_draft(scope.actor):
        raise Http404
    desks = desks_of(scope.actor, units_of_workbook(unit, scope), year)
    return AskedUnit(book, unit, desks, (step_to(year, unit, scope), Crumb(gettext("กรอกด้วย Excel"))))


@login_required
@require_safe
def workbook(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What the workbook holds, and where it is sent back."""
    return workbook_page(request, asked_workbook(request, year, code))


def workbook_page(request: HttpRequest, asked: AskedUnit, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page, with what was wrong with a file that was sent."""
    context = {
        "book": asked.book,
        "sees_all": False,
        "unit": asked.unit,
        "name": called(asked.unit),
        "offer": offer_of(asked.book.year, asked.desks),
        "crumbs": asked.crumbs,
        "rows": [sent_row(row) for row in sent_by(scope_of(request).actor.person, asked.unit, asked.book.year)],
        "problem": problem,
    }
    return render(request, "dashboards/workbooks/workbook.html", context, status=status)


@login_required
@require_safe
def template(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The workbook, filled with what stands."""
    asked = asked_workbook(request, year, code)
    if not asked.desks:
        raise Http404
    wanted = Wanted(asked.unit, asked.book.rules, asked.desks, scope_of(request).actor, now_of(request))
    return attached(workbook_for(wanted), EXCEL_TYPE, f"rabrong-{year}-{_plain(asked.unit.code)}.xlsx")


def _plain(code: str) -> str:
    """A code as a file name may have it; Thai letters are left out."""
    return "".join(letter for letter in code if letter.isascii() and letter.isalnum()) or "unit"
