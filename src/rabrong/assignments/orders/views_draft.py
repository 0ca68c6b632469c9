"""Writing a draft: its words, and the line of each person."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine
from rabrong.assignments.orders.actions import begin_order, change_order, drop_line, put_line
from rabrong.assignments.orders.asked import (
    Asked,
    asked_order,
    asked_year,
    not_administrator,
    order_frame,
    refused,
    status_of,
)
from rabrong.assignments.orders.forms import HeadForm, LineForm, head_of, line_values
from rabrong.assignments.orders.pages import chosen_in, first_words, groups_of
from rabrong.assignments.orders.queries import provinces_on
from rabrong.assignments.wording import refusal_words
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number

GET_OR_POST = ("GET", "HEAD", "POST")
BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(GET_OR_POST)
def new_order(request: HttpRequest, year: int) -> HttpResponse:
    """Which kind first, then the words."""
    asked = asked_year(request, year)
    if not asked.writes:
        return not_administrator(request)
    asked_kind = request.POST.get("kind") or request.GET.get("kind", "")
    if asked_kind not in OrderKind.values:
        return render(request, "assignments/order_kinds.html", {**asked.frame(), "kinds": OrderKind.choices})
    kind, provinces = OrderKind(asked_kind), provinces_on(asked.actor.today)
    initial = first_words(kind, asked.year, asked.actor.today)
    form = HeadForm(request.POST or None, initial=initial, kind=kind, provinces=provinces)
    context = {**asked.frame(), "form": form, "kind": kind, "kind_label": kind.label}
    if request.method != "POST":
        return render(request, "assignments/order_head.html", context)
    if not form.is_valid():
        return render(request, "assignments/order_head.html", context, status=BAD)
    made = begin_order(asked.year, kind, form.head(), by=asked.actor, now=asked.now)
    if isinstance(made, Refusal):
        form.add_error(None, refusal_words(made))
        return render(request, "assignments/order_head.html", context, status=status_of(made))
    messages.success(request, gettext("เริ่มร่างคำสั่งแล้ว เพิ่มรายชื่อต่อได้เลย"))
    return redirect("order", year, made.pk)


@login_required
@require_http_methods(GET_OR_POST)
def edit_order(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Other words for a draft."""
    asked, order = asked_order(request, year, number)
    if not asked.writes:
        return not_administrator(request)
    kind = OrderKind(order.kind)
    provinces = provinces_on(asked.actor.today)
    form = HeadForm(request.POST or None, initial=head_of(order), kind=kind, provinces=provinces)
    context = {**order_frame(asked, order), "form": form, "kind_label": kind.label, "seen": _seen(request, order)}
    if request.method != "POST":
        return render(request, "assignments/order_head.html", context)
    if not form.is_valid():
        return render(request, "assignments/order_head.html", context, status=BAD)
    done = change_order(order, form.head(), _seen(request, order), by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        form.add_error(None, refusal_words(done))
        return render(request, "assignments/order_head.html", context, status=status_of(done))
    messages.success(request, gettext("บันทึกร่างแล้ว"))
    return redirect("order", year, number)


def _seen(request: HttpRequest, order: AppointmentOrder) -> int:
    return whole_number(request.POST.get("seen", "")) if request.method == "POST" else order.edits


@login_required
@require_http_methods(GET_OR_POST)
def order_line(request: HttpRequest, year: int, number: int, line: int | None = None) -> HttpResponse:
    """One person of a draft: new, or changed."""
    asked, order = asked_order(request, year, number)
    row = _row(order, line)
    if not asked.writes:
        return not_administrator(request)
    form = LineForm(request.POST or None, initial=line_values(row) if row else None, kind=OrderKind(order.kind))
    if request.method != "POST":
        return _line_page(request, asked, order, form, row)
    if not form.is_valid():
        return _line_page(request, asked, order, form, row, BAD)
    named = _units(request), _indicators(request, year)
    seen = _seen(request, order)
    done = put_line(order, form.line(*named), seen, by=asked.actor, now=asked.now, instead=row)
    if isinstance(done, Refusal):
        form.add_error(None, refusal_words(done))
        return _line_page(request, asked, order, form, row, status_of(done))
    messages.success(request, gettext("บันทึก %(who)s แล้ว") % {"who": done})
    if request.POST.get("then") == "next":
        return redirect("order_line_new", year, number)
    return redirect("order", year, number)


def _row(order: AppointmentOrder, line: int | None) -> OrderLine | None:
    if line is None:
        return None
    found = order.lines.select_related("person").filter(pk=line).first()
    if found is None:
        raise Http404
    return found


def _units(request: HttpRequest) -> tuple[Unit, ...]:
    codes = request.POST.getlist("units")
    return tuple(Unit.objects.filter(code__in=codes).order_by("sort_key")) if codes else ()


def _indicators(request: HttpRequest, year: int) -> tuple[IndicatorVersion, ...]:
    codes = request.POST.getlist("indicators")
    return tuple(IndicatorVersion.objects.filter(year_id=year, code__in=codes)) if codes else ()


def _line_page(
    request: HttpRequest,
    asked: Asked,
    order: AppointmentOrder,
    form: LineForm,
    row: OrderLine | None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    if request.method == "POST":
        chosen = {*request.POST.getlist("units"), *request.POST.getlist("indicators")}
    else:
        chosen = set() if row is None else chosen_in(row)
    context = {
        **order_frame(asked, order),
        "form": form,
        "row": row,
        "groups": groups_of(order, chosen),
        "seen": _seen(request, order),
    }
    return render(request, "assignments/order_line.html", context, status=status)


@login_required
@require_POST
def drop(request: HttpRequest, year: int, number: int, line: int) -> HttpResponse:
    """Take a person out of a draft."""
    asked, order = asked_order(request, year, number)
    row = _row(order, line)
    if not asked.writes:
        return not_administrator(request)
    assert row is not None  # a line is always named here
    refusal = drop_line(order, row, whole_number(request.POST.get("seen", "")), by=asked.actor, now=asked.now)
    if refusal is not None:
        return refused(request, refusal)
    messages.success(request, gettext("เอา %(who)s ออกแล้ว") % {"who": row})
    return redirect("order", year, number)
