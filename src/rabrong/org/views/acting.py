"""Who acts for whom, until when, by which order; appointing and ending it."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.org.actions.recording import Rescore
from rabrong.org.actions.roles import appoint_acting, end_acting
from rabrong.org.asking import actor_asking, now_of, scope_of
from rabrong.org.forms.acting import AppointForm, EndActingForm
from rabrong.org.forms.fields import ONE_DAY
from rabrong.org.forms.filters import ActingsFilter
from rabrong.org.models import Acting, ActingKind, Role
from rabrong.org.queries.lists import ActingsWanted, acting_numbered, actings_listed
from rabrong.org.tree_rules import last_day
from rabrong.org.views.asked import administers, asked_export, page_of, query_without, refused
from rabrong.org.views.changing import Doing, changing
from rabrong.org.views.exporting import file_answer
from rabrong.org.views.person_changes import moves_no_numbers
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language


@login_required
@require_safe
def actings(request: HttpRequest) -> HttpResponse:
    """Actings at the units somebody may see."""
    scope, today = scope_of(request), actor_asking(request).today
    asked = ActingsFilter(request.GET)
    wanted = ActingsWanted(asked.wanted("q"), asked.wanted("when", "now"))
    rows = actings_listed(scope, wanted, today)
    kind = asked_export(request)
    if kind:
        return _exported(kind, rows)
    context = {
        "form": asked,
        "page": page_of(request, rows),
        "when": wanted.when,
        "today": today,
        "scope": scope,
        "is_filtered": bool(wanted.text),
        "administers": administers(request),
        "query": query_without(request, "page", "export"),
    }
    return render(request, "org/actings.html", context)


def _exported(kind: str, rows: Iterable[Acting]) -> HttpResponse:
    titles = ("ผู้ทำการแทน", "แบบ", "แทน", "ตำแหน่งที่แทน", "บทบาท", "รหัสหน่วย", "ตั้งแต่", "ถึงวันสุดท้าย", "เลขที่คำสั่ง")
    return file_answer(kind, "acting", [Column(title, width=24) for title in titles], (_cells(row) for row in rows))


def _cells(row: Acting) -> list[Cell]:
    principal = str(row.principal) if row.principal else ""
    what: list[Cell] = [str(row.person), str(ActingKind(row.kind).label), principal, row.seat]
    return [*what, str(Role(row.role).label), row.unit.code, row.starts, last_day(row.ends), row.order_ref]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Somebody is to act for another."""
    if not administers(request):
        return refused(request)
    form = AppointForm(request.POST or None)

    def act(_rescore: Rescore) -> object:
        return appoint_acting(form.new(), by=actor_asking(request), now=now_of(request))

    doing = Doing(
        title=_("แต่งตั้งผู้ทำการแทน"),
        explained=_("ผู้ทำการแทนได้สิทธิ์ของบทบาทนั้นตามวันที่ระบุ ทุกสิ่งที่ทำบันทึกว่า “ก ทำการแทน ข”"),
        form=form,
        act=act,
        done=_("แต่งตั้งแล้ว"),
        back=reverse("actings"),
        crumbs=((str(_("รักษาการ")), reverse("actings")),),
    )
    return changing(request, doing, moves_no_numbers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """An acting ends earlier than its order said."""
    acting = acting_numbered(scope_of(request), number)
    if acting is None:
        raise Http404
    if not administers(request):
        return refused(request)
    form = EndActingForm(request.POST or None, acting=acting)

    def act(_rescore: Rescore) -> object:
        ends = form.cleaned_data["last"] + ONE_DAY
        return end_acting(acting, ends, by=actor_asking(request), now=now_of(request))

    doing = Doing(
        title=_("สิ้นสุดการทำการแทน"),
        explained=_("สิทธิ์ของผู้ทำการแทนหมดเมื่อพ้นวันสุดท้าย"),
        form=form,
        act=act,
        done=_("บันทึกแล้ว"),
        back=reverse("actings"),
        crumbs=(
            (str(_("รักษาการ")), reverse("actings")),
            (in_language(acting.person, "name" if acting.person.name else "position"), ""),
        ),
    )
    return changing(request, doing, moves_no_numbers)
