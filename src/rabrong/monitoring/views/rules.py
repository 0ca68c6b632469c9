"""The rules of a year: what they say, changing one with a reason, every version before."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year
from rabrong.monitoring.actions.rules import NewRule, change_alert_rule
from rabrong.monitoring.asked import asked_year, refused
from rabrong.monitoring.models import LEVELS, AlertKind, AlertRule
from rabrong.monitoring.pages.alerts import ICONS
from rabrong.monitoring.queries.rules import newest_rules, rules_before
from rabrong.monitoring.rules import LIMITS
from rabrong.monitoring.wording import refusal_words
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.numbers import at_most
from rabrong.ui.whole import whole_number

FIRST_LIMITS = {AlertKind.BAND: Decimal(1), AlertKind.LATE: Decimal(7), AlertKind.FORECAST: Decimal("0.5")}
LEVEL_NAMES = {
    "department": _("ระดับกรม"),
    "bureau": _("ระดับสำนัก/กอง"),
    "province": _("ระดับจังหวัด"),
    "district": _("ระดับอำเภอ"),
}
ABOUT = {
    AlertKind.BAND: _("คะแนนของตัวชี้วัดตกลงจากเดือนก่อนตั้งแต่กี่ช่วง สิ้นสุดเมื่อคะแนนกลับขึ้นมา"),
    AlertKind.LATE: _("เลยวันปิดรับของเดือนแล้วกี่วันจึงเตือน สิ้นสุดเมื่อรายงาน"),
    AlertKind.FORECAST: _("คะแนนที่คาดว่าจะได้เมื่อสิ้นปีต่ำกว่าคะแนนของเป้าหมายตั้งแต่เท่าใด สิ้นสุดเมื่อไม่ต่ำกว่า"),
    AlertKind.OUTLIER: _("ตัวเลขที่ส่งแล้วต่างจากเดือนก่อนหรือหน่วยข้างเคียงมาก หรือขัดกันเอง สิ้นสุดเมื่อแก้ไขหรือรับรองแล้ว"),
}
LIMIT_NAMES = {
    AlertKind.BAND: _("ช่วงคะแนนขึ้นไป"),
    AlertKind.LATE: _("วันขึ้นไป"),
    AlertKind.FORECAST: _("คะแนนขึ้นไป"),
}
Words = str | Promise


@dataclass(frozen=True, slots=True)
class RuleForm:
    """One kind with what stands, or what was typed and refused."""

    kind: AlertKind
    icon: str
    about: Words
    is_on: bool
    limit: str
    limit_name: Words
    levels: tuple[tuple[str, Words, bool], ...]
    version: int
    reason: str = ""
    refused: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, year: int) -> HttpResponse:
    """The page, for those who see everything; POST changes one rule."""
    kept = asked_year(request, year)
    if not scope_of(request).everything:
        raise Http404
    if request.method != "POST":
        return _page(request, kept)
    actor = scope_of(request).actor
    if may_administer(actor) is None:
        return refused(request, Refusal("org.not_administrator"))
    new = _typed(request)
    edits = whole_number(request.POST.get("edits", ""))
    done = change_alert_rule(year, edits, new, by=actor, now=now_of(request))
    if isinstance(done, AlertRule):
        messages.success(request, gettext("บันทึกกติกาเตือนแล้ว"))
        return redirect("alert_rules", year)
    words = gettext("มีผู้แก้ปีนี้ระหว่างที่ท่านเปิดหน้านี้ ที่พิมพ์ไว้ยังอยู่ ตรวจดูแล้วบันทึกอีกครั้ง")
    said = words if isinstance(done, Stale) else refusal_words(done)
    return _page(request, asked_year(request, year), new, said)


def _typed(request: HttpRequest) -> NewRule:
    """What was sent. Raises Http404 for a kind that does not exist."""
    kind = next((each for each in AlertKind if each == request.POST.get("kind")), None)
    if kind is None:
        raise Http404
    levels = tuple(level for level in LEVELS if level in request.POST.getlist("levels"))
    limit = _number(request.POST.get("limit", "")) if kind in LIMITS else None
    return NewRule(kind, request.POST.get("on") == "1", limit, levels, request.POST.get("reason", ""))


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(to_arabic_digits(text.strip())[:12])
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _page(request: HttpRequest, year: Year, typed: NewRule | None = None, said: str = "") -> HttpResponse:
    standing = newest_rules(year.year)
    context = {
        "year": year.year,
        "edits": year.edits,
        "at": "rules",
        "sees_all": True,
        "forms": [_form(kind, standing.get(kind), typed, said) for kind in AlertKind],
        "before": rules_before(year.year),
        "may_edit": may_administer(scope_of(request).actor) is not None and year.state != "closed",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if said else HTTPStatus.OK
    return render(request, "monitoring/rules.html", context, status=status)


def _form(kind: AlertKind, rule: AlertRule | None, typed: NewRule | None, said: str) -> RuleForm:
    own = typed if typed is not None and typed.kind == kind else None
    shown = own or rule
    limit = FIRST_LIMITS.get(kind) if shown is None else shown.limit
    chosen = ("department", "province") if shown is None else tuple(shown.levels)
    return RuleForm(
        kind=kind,
        icon=ICONS[kind],
        about=ABOUT[kind],
        is_on=shown is not None and shown.is_on,
        limit="" if limit is None else at_most(limit, 4),
        limit_name=LIMIT_NAMES.get(kind, ""),
        levels=tuple((level, LEVEL_NAMES[level], level in chosen) for level in LEVELS),
        version=0 if rule is None else rule.version,
        reason="" if own is None else own.reason,
        refused=said if own is not None else "",
    )
