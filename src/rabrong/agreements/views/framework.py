"""Changing a draft year: its framework with sums while typing, its rules and bands, its calendar."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.actions.framework import change_framework, told_of_plan
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.actions.years import (
    change_calendar,
    change_rules,
    told_of_days,
    told_of_rules,
    told_of_year,
)
from rabrong.agreements.forms.framework import FrameworkForm
from rabrong.agreements.forms.years import RulesForms, day_rows
from rabrong.agreements.models import Year
from rabrong.agreements.pages.framework import framework_rows, plain_rows, sums_of
from rabrong.agreements.queries.framework import plan_of
from rabrong.agreements.queries.years import calendar_of, lead_agreement, responsible_units
from rabrong.agreements.rules.years import closed_refusal, draft_refusal
from rabrong.agreements.views.year_asked import (
    Asked,
    Clash,
    asked_draft_reader,
    asked_year,
    clashes,
    edits_in,
    not_allowed,
    refused,
    said,
)
from rabrong.org.rules import Refusal

Changed = Year | Refusal | Stale


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: HttpRequest, year: int) -> HttpResponse:
    """The tree of aspects and what hangs below; POST saves all of it."""
    asked = asked_draft_reader(request, year)
    plan = plan_of(year, lead_agreement(year))
    if request.method != "POST":
        return _framework(request, asked, FrameworkForm(plan))
    forbidden = not_allowed(request, asked) or _shut(request, draft_refusal(asked.year))
    if forbidden is not None:
        return forbidden
    form = FrameworkForm(data=request.POST)
    if not form.is_valid():
        return _framework(request, asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = change_framework(year, edits_in(request), form.plan, by=asked.actor, now=asked.now)
    if isinstance(done, Year):
        return _saved(request, "year_framework", year)
    clash = clashes(told_of_plan(form.plan), told_of_plan(plan)) if isinstance(done, Stale) else []
    return _framework(request, _again(request, asked, done), form, _status(request, done), clash)


def _framework(
    request: HttpRequest,
    asked: Asked,
    form: FrameworkForm,
    status: HTTPStatus = HTTPStatus.OK,
    clash: list[Clash] | None = None,
) -> HttpResponse:
    context = {
        **asked.frame,
        "form": form,
        "rows": framework_rows(form),
        "sums": sums_of(form.plan),
        "plain": plain_rows(form.plan),
        "units": responsible_units(),
        "clashes": clash,
        "may_change": asked.may_edit and draft_refusal(asked.year) is None,
    }
    return render(request, "agreements/year_framework.html", context, status=status)


@login_required
@require_POST
def framework_sums(request: HttpRequest, year: int) -> HttpResponse:
    """The sums of what is typed: a fragment of the page. Changes nothing."""
    asked = asked_draft_reader(request, year)
    form = FrameworkForm(data=request.POST)
    form.is_valid()
    context = {**asked.frame, "rows": framework_rows(form), "sums": sums_of(form.plan), "is_fragment": True}
    return render(request, "agreements/year_sums.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, year: int) -> HttpResponse:
    """Scale, bands and rules; POST saves them."""
    asked = asked_draft_reader(request, year)
    if request.method != "POST":
        return _rules(request, asked, RulesForms(asked.year))
    forbidden = not_allowed(request, asked) or _shut(request, draft_refusal(asked.year))
    if forbidden is not None:
        return forbidden
    forms = RulesForms(data=request.POST)
    if not forms.is_valid():
        return _rules(request, asked, forms, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = change_rules(year, edits_in(request), forms.typed, by=asked.actor, now=asked.now)
    if isinstance(done, Year):
        return _saved(request, "year_rules", year)
    clash = clashes(told_of_rules(forms.typed), told_of_year(asked.year)) if isinstance(done, Stale) else []
    return _rules(request, _again(request, asked, done), forms, _status(request, done), clash)


def _rules(
    request: HttpRequest,
    asked: Asked,
    forms: RulesForms,
    status: HTTPStatus = HTTPStatus.OK,
    clash: list[Clash] | None = None,
) -> HttpResponse:
    may_change = asked.may_edit and draft_refusal(asked.year) is None
    context = {**asked.frame, "forms": forms, "clashes": clash, "may_change": may_change}
    return render(request, "agreements/year_rules.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The days of the year; POST saves them all."""
    asked = asked_year(request, year)
    if request.method != "POST":
        return _calendar(request, asked, day_rows(calendar_of(year)))
    forbidden = not_allowed(request, asked) or _shut(request, closed_refusal(asked.year))
    if forbidden is not None:
        return forbidden
    rows = day_rows(data=request.POST)
    if not rows.is_valid():
        return _calendar(request, asked, rows, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = change_calendar(year, edits_in(request), rows.rows, by=asked.actor, now=asked.now)
    if isinstance(done, Year):
        return _saved(request, "year_calendar", year)
    clash = clashes(told_of_days(rows.rows), told_of_days(calendar_of(year))) if isinstance(done, Stale) else []
    return _calendar(request, _again(request, asked, done), rows, _status(request, done), clash)


def _calendar(
    request: HttpRequest,
    asked: Asked,
    rows: Any,  # noqa: ANN401  a formset
    status: HTTPStatus = HTTPStatus.OK,
    clash: list[Clash] | None = None,
) -> HttpResponse:
    may_change = asked.may_edit and closed_refusal(asked.year) is None
    context = {
        **asked.frame,
        "rows": rows,
        "days": calendar_of(asked.year.year),
        "clashes": clash,
        "may_change": may_change,
    }
    return render(request, "agreements/year_calendar.html", context, status=status)


def _shut(request: HttpRequest, refusal: Refusal | None) -> HttpResponse | None:
    return None if refusal is None else refused(request, refusal)


def _saved(request: HttpRequest, page: str, year: int) -> HttpResponse:
    messages.success(request, gettext("บันทึกแล้ว"))
    return redirect(page, year)


def _again(request: HttpRequest, asked: Asked, done: Changed) -> Asked:
    """With the number of changes as it is now, so that the next press counts."""
    return asked_year(request, asked.year.year) if isinstance(done, Stale) else asked


def _status(request: HttpRequest, done: Changed) -> HTTPStatus:
    if isinstance(done, Refusal):
        return said(request, done)
    messages.error(request, gettext("มีผู้บันทึกปีนี้ระหว่างที่ท่านพิมพ์ สิ่งที่พิมพ์ยังอยู่ เทียบด้านล่างแล้วบันทึกอีกครั้งเพื่อใช้ของท่าน"))
    return HTTPStatus.CONFLICT
