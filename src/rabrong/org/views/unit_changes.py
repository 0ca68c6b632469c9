"""Changing a unit: one form for each verb, shown before it is done. The administrator's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rabrong.org.actions.recording import Change, Rescore
from rabrong.org.actions.regions import join_region, leave_region
from rabrong.org.actions.units import Names, close_unit, found_unit, merge_units, move_unit, rename_unit, split_unit
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.forms import units as forms
from rabrong.org.models import Membership, Unit, UnitKind
from rabrong.org.queries import children_of, span_of_day
from rabrong.org.views.asked import administers, asked_unit, refused
from rabrong.org.views.changing import Doing, changing
from rabrong.ui.words import in_language

Form = Any
"""One of the forms of a unit; each verb knows its own."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that is done to a unit: its words, its form, its action, and for which kinds of units."""

    code: str
    title: Promise
    explained: Promise
    form: Callable[[HttpRequest, Unit], Form]
    act: Callable[[Unit, Form, Change, Rescore], object]
    kinds: frozenset[str]
    is_grave: bool = False


EVERY_KIND = frozenset(kind.value for kind in UnitKind)
OF_A_DEPARTMENT = EVERY_KIND - {UnitKind.MINISTRY, UnitKind.OUTSIDE, UnitKind.DEPARTMENT}
PROVINCE = frozenset({UnitKind.PROVINCE.value})


def _plain(form: type[forms.UnitForm]) -> Callable[[HttpRequest, Unit], Form]:
    return lambda request, unit: form(request.POST or None, unit=unit)


def _split_form(request: HttpRequest, unit: Unit) -> Form:
    children = list(children_of(unit, span_of_day(actor_asking(request).today)))
    return forms.SplitForm(request.POST or None, unit=unit, children=children)


def _leave_form(request: HttpRequest, unit: Unit) -> Form:
    membership = _membership(unit, request)
    if membership is None:
        raise Http404
    return forms.LeaveForm(request.POST or None, unit=unit, membership=membership)


def _membership(unit: Unit, request: HttpRequest) -> Membership | None:
    rows = unit.regions.select_related("region").filter(starts__lte=actor_asking(request).today)
    return rows.order_by("-starts").first()


def _rename(unit: Unit, form: Form, change: Change, _rescore: Rescore) -> object:
    data = form.cleaned_data
    return rename_unit(unit, Names(data["name"], data["short_name"], data["name_en"]), change)


def _found(_unit: Unit, form: Form, change: Change, _rescore: Rescore) -> object:
    return found_unit(form.new(), change)


def _move(unit: Unit, form: Form, change: Change, rescore: Rescore) -> object:
    return move_unit(unit, form.cleaned_data["under"], change, rescore=rescore)


def _merge(unit: Unit, form: Form, change: Change, rescore: Rescore) -> object:
    return merge_units([unit], form.cleaned_data["into"], change, rescore=rescore)


def _split(unit: Unit, form: Form, change: Change, rescore: Rescore) -> object:
    return split_unit(unit, form.parts(), form.homes(), change, rescore=rescore)


def _close(unit: Unit, _form: Form, change: Change, rescore: Rescore) -> object:
    return close_unit(unit, change, rescore=rescore)


def _join(unit: Unit, form: Form, change: Change, rescore: Rescore) -> object:
    return join_region(unit, form.cleaned_data["region"], form.ends(), change, rescore=rescore)


def _leave(_unit: Unit, form: Form, change: Change, rescore: Rescore) -> object:
    return leave_region(form.membership, change, rescore=rescore)


VERBS = (
    Verb(
        "rename",
        _("เปลี่ยนชื่อ"),
        _("ชื่อเดิมยังอยู่กับวันเดิม เอกสารของวันก่อนหน้านั้นใช้ชื่อเดิม"),
        _plain(forms.RenameForm),
        _rename,
        EVERY_KIND,
    ),
    Verb(
        "found",
        _("ตั้งหน่วยย่อย"),
        _("หน่วยใหม่ใต้หน่วยนี้ ตั้งแต่วันที่ระบุ"),
        _plain(forms.FoundForm),
        _found,
        frozenset(forms.KINDS_BELOW),
    ),
    Verb(
        "move",
        _("ย้ายสังกัด"),
        _("ตัวเลขของเดือนที่จบหลังวันนั้นจะรวมใต้หน่วยใหม่ เดือนก่อนหน้าคงเดิม"),
        _plain(forms.MoveForm),
        _move,
        OF_A_DEPARTMENT,
    ),
    Verb(
        "join",
        _("เข้าเขตตรวจราชการ"),
        _("จังหวัดอยู่ได้ทีละเขต ออกจากเขตเดิมก่อน"),
        _plain(forms.JoinForm),
        _join,
        PROVINCE,
    ),
    Verb(
        "leave",
        _("ออกจากเขตตรวจราชการ"),
        _("วันที่ระบุคือวันแรกที่ไม่อยู่ในเขตแล้ว"),
        _leave_form,
        _leave,
        PROVINCE,
    ),
    Verb(
        "merge",
        _("รวมเข้ากับหน่วยอื่น"),
        _("หน่วยนี้สิ้นสุด หน่วยย่อยและบุคลากรย้ายไปอยู่กับหน่วยที่รับ ผลที่รายงานแล้วไม่หาย"),
        _plain(forms.MergeForm),
        _merge,
        OF_A_DEPARTMENT,
        is_grave=True,
    ),
    Verb(
        "split",
        _("แยกเป็นหลายหน่วย"),
        _("หน่วยนี้สิ้นสุด หน่วยใหม่มาแทน เลือกว่าหน่วยย่อยแต่ละหน่วยไปอยู่กับหน่วยใด"),
        _split_form,
        _split,
        OF_A_DEPARTMENT,
        is_grave=True,
    ),
    Verb(
        "close",
        _("ปิดหน่วย"),
        _("ต้องไม่มีหน่วยย่อยและไม่มีบุคลากรแล้ว ประวัติยังดูได้เสมอ รหัสใช้ซ้ำไม่ได้"),
        _plain(forms.CloseForm),
        _close,
        OF_A_DEPARTMENT,
        is_grave=True,
    ),
)


def verbs_for(unit: Unit) -> tuple[Verb, ...]:
    """What can be done to a unit: nothing to one that is closed."""
    return tuple(verb for verb in VERBS if unit.kind in verb.kinds) if unit.ends is None else ()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_unit(request: HttpRequest, code: str, verb: str, rescore: Rescore) -> HttpResponse:
    """The form of a verb, the page that shows before and after, the deed."""
    unit = asked_unit(request, code)
    chosen = next((each for each in VERBS if each.code == verb), None)
    if chosen is None:
        raise Http404
    if not administers(request):
        return refused(request)
    if unit.kind not in chosen.kinds:
        raise Http404
    return changing(request, _doing(request, unit, chosen), rescore)


def _doing(request: HttpRequest, unit: Unit, verb: Verb) -> Doing:
    form = verb.form(request, unit)
    form.fields["on"].initial = actor_asking(request).today
    back = reverse("org_unit", args=(unit.code,))

    def act(rescore: Rescore) -> object:
        data = form.cleaned_data
        change = Change(data["on"], data["order_ref"], actor_asking(request), now_of(request))
        return verb.act(unit, form, change, rescore)

    return Doing(
        title=verb.title,
        explained=verb.explained,
        form=form,
        act=act,
        done=_("บันทึกแล้ว"),
        back=back,
        crumbs=((str(_("หน่วยงาน")), reverse("organisation")), (in_language(unit, "name"), back)),
        is_grave=verb.is_grave,
    )
