"""Issuing an order after a look at what it changes, keeping its scan, withdrawing it, drafting another in its place."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.assignments.orders.actions import draft_replacement
from rabrong.assignments.orders.asked import asked_order, not_administrator, order_frame, refused, status_of
from rabrong.assignments.orders.forms import IssueForm, WithdrawForm
from rabrong.assignments.orders.issuing import issue_order, keep_order_scan, previewed_issue, withdraw_order
from rabrong.assignments.orders.pages import role_lines
from rabrong.assignments.orders.queries import lines_of
from rabrong.assignments.orders.roles import ending_rows
from rabrong.assignments.orders.views import file_answer
from rabrong.assignments.wording import refusal_words
from rabrong.files.queries import content_of
from rabrong.files.rules import LARGEST_SCAN_BYTES
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number

GET_OR_POST = ("GET", "HEAD", "POST")
BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(GET_OR_POST)
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Number, day and signer; then what it changes; then it is issued."""
    asked, order = asked_order(request, year, number)
    if not asked.writes:
        return not_administrator(request)
    posted, step = request.method == "POST", request.POST.get("step", "")
    seen = whole_number(request.POST.get("seen", "")) if posted else order.edits
    form = IssueForm(request.POST if posted else None)
    context = {**order_frame(asked, order), "form": form, "seen": seen}
    if not posted or not form.is_valid() or step == "edit":
        status = BAD if posted and not form.is_valid() else HTTPStatus.OK
        return render(request, "assignments/order_issue.html", context, status=status)
    wanted = form.issue()
    if step == "confirm":
        done = issue_order(order, wanted, seen, by=asked.actor, now=asked.now)
        if not isinstance(done, Refusal):
            messages.success(request, gettext("ออกคำสั่งที่ %(number)s แล้ว") % {"number": done.number})
            return redirect("order", year, number)
    found = previewed_issue(order, wanted, seen, by=asked.actor, now=asked.now)
    if isinstance(found, Refusal):
        form.add_error(None, refusal_words(found))
        return render(request, "assignments/order_issue.html", context, status=status_of(found))
    context |= {"issue": wanted, "roles": role_lines(found), "people": len(lines_of(order))}
    return render(request, "assignments/order_confirm.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def order_scan(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The scan of an issued order: sent once, then read."""
    asked, order = asked_order(request, year, number)
    if request.method != "POST":
        if order.scan is None:
            raise Http404
        ending = order.scan.kind.rpartition("/")[2]
        return file_answer(content_of(order.scan), order.scan.kind, f"order-{year}-{order.pk}-scan.{ending}")
    if not asked.writes:
        return not_administrator(request)
    sent = request.FILES.get("scan")
    too_large = sent is not None and (sent.size or 0) > LARGEST_SCAN_BYTES
    content = b"" if sent is None else sent.read(LARGEST_SCAN_BYTES + 1) if too_large else sent.read()
    done = keep_order_scan(order, content, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, gettext("เก็บภาพสแกนแล้ว"))
    return redirect("order", year, number)


@login_required
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """An order or a draft that comes to nothing, with the reason."""
    asked, order = asked_order(request, year, number)
    if not asked.writes:
        return not_administrator(request)
    form = WithdrawForm(request.POST or None)
    context = {**order_frame(asked, order), "form": form}
    context["roles"] = role_lines(ending_rows(order, asked.actor.today))
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.OK if request.method != "POST" else BAD
        return render(request, "assignments/order_withdraw.html", context, status=status)
    data = form.cleaned_data
    done = withdraw_order(order, data["reason"], by=asked.actor, now=asked.now, ends_roles=bool(data["ends_roles"]))
    if isinstance(done, Refusal):
        form.add_error(None, refusal_words(done))
        return render(request, "assignments/order_withdraw.html", context, status=status_of(done))
    messages.success(request, gettext("ยกเลิกแล้ว"))
    return redirect("order", year, number)


@login_required
@require_POST
def replace(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """A draft with the words and lines of an issued order."""
    asked, order = asked_order(request, year, number)
    if not asked.writes:
        return not_administrator(request)
    made = draft_replacement(order, by=asked.actor, now=asked.now)
    if isinstance(made, Refusal):
        return refused(request, made)
    messages.success(request, gettext("เริ่มร่างที่จะใช้แทนแล้ว แก้แล้วออกคำสั่งเมื่อพร้อม"))
    return redirect("order", year, made.pk)
