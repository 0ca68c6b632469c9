"""Which numbers count in a year: the rule, changing it with a reason, and every rule before."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.results.actions.recounting import order_counting
from rabrong.results.models import CountingOrder, Counts, OrderState
from rabrong.results.models.counting import GOING
from rabrong.results.queries.counting import counting_of, counting_rules, last_order
from rabrong.results.recounting import start
from rabrong.results.rules.counting import standing_refusal
from rabrong.results.wording import refusal_words
from rabrong.ui.whole import whole_number

SLOW = timedelta(seconds=30)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def counting(request: HttpRequest, year: int) -> HttpResponse:
    """The page; POST chooses another rule. For those who see everything."""
    asked_year(request, year)
    kept = year_of(year)
    if kept is None or not scope_of(request).everything:
        raise Http404
    if request.method != "POST":
        return _page(request, kept)
    if may_administer(scope_of(request).actor) is None:
        reason = refusal_words(Refusal("org.not_administrator"))
        return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)
    done = _chosen(request, year)
    if isinstance(done, Refusal):
        return _page(request, kept, done)
    messages.info(request, gettext("รับคำสั่งแล้ว กติกาใหม่ใช้เมื่อคำนวณคะแนนทั้งปีเสร็จ"))
    return redirect("counting", year)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, year: int) -> HttpResponse:
    """How far it is, as a part of the page; once it is over the whole page is asked for anew."""
    book, order = asked_year(request, year), last_order(year)
    if not scope_of(request).everything:
        raise Http404
    answer = render(
        request, "dashboards/rounds/_counting_progress.html", {"book": book, "going": _going(request, order)}
    )
    if order is None or order.state not in GOING:
        answer["HX-Refresh"] = "true"
    return answer


@dataclass(frozen=True, slots=True)
class Going:
    """A change that is not done; `is_late` where no worker has taken it."""

    order: CountingOrder
    is_late: bool


def _going(request: HttpRequest, order: CountingOrder | None) -> Going | None:
    if order is None or order.state not in GOING:
        return None
    return Going(order, order.state == OrderState.WAITING and now_of(request) - order.at > SLOW)


def _chosen(request: HttpRequest, year: int) -> CountingOrder | Refusal:
    counts = next((each for each in Counts if each == request.POST.get("counts")), None)
    if counts is None:
        return Refusal("counting.none")
    choice = counts, request.POST.get("reason", "")
    edits = whole_number(request.POST.get("edits", ""))
    done = order_counting(year, edits, choice, start=start, by=scope_of(request).actor, now=now_of(request))
    return Refusal("window.stale") if isinstance(done, Stale) else done


def _page(request: HttpRequest, year: Year, refusal: Refusal | None = None) -> HttpResponse:
    book, scope = asked_year(request, year.year), scope_of(request)
    against = standing_refusal(year)
    now, order = counting_of(year.year), last_order(year.year)
    context = {
        **frame(book, scope),
        "crumbs": [Crumb(gettext("ตัวเลขใดนับเป็นคะแนน"))],
        "year": year_of(year.year),
        "now": now,
        "about": ABOUT[now](),
        "choices": [(each, ABOUT[each](), each == (request.POST.get("counts") or now)) for each in Counts],
        "rules": counting_rules(year.year),
        "going": _going(request, order),
        "broke": refusal_words(Refusal(order.code)) if order is not None and order.code in TOLD else "",
        "may_edit": may_administer(scope.actor) is not None,
        "against": "" if against is None else refusal_words(against),
        "refused": "" if refusal is None else refusal_words(refusal),
        "reason": request.POST.get("reason", ""),
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dashboards/rounds/counting.html", context, status=status)


TOLD = ("counting.broke_off", "counting.same", "org.not_administrator")
"""What became of a change that was asked for and could not be made; a closed round is told by the page itself."""

ABOUT = {
    Counts.ALL: lambda: gettext("นับทันทีที่ส่ง การแก้ไขนับทันทีเช่นกัน"),
    Counts.APPROVED: lambda: gettext("นับเมื่อผ่านขั้นอนุมัติแรก การแก้ไขที่ยังไม่อนุมัติไม่นับ ฉบับที่อนุมัติล่าสุดนับไปก่อน"),
    Counts.CERTIFIED: lambda: gettext("นับเมื่อผ่านทุกขั้นแล้ว ส่งกลับหรือแก้ไขแล้วฉบับที่รับรองล่าสุดนับไปก่อน"),
}
