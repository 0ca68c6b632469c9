"""Taking people in and changing them: one form for each verb, shown before it is done. The administrator's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rabrong.org.actions import people as actions
from rabrong.org.actions.recording import Rescore
from rabrong.org.actions.roles import end_role, give_role
from rabrong.org.actor import Actor
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.forms import people as forms
from rabrong.org.forms.fields import ONE_DAY
from rabrong.org.models import Person, PersonStatus, Role
from rabrong.org.people_rules import NewRole
from rabrong.org.queries.tree import Span, within
from rabrong.org.views.asked import administers, asked_person, refused
from rabrong.org.views.changing import Doing, changing
from rabrong.ui.words import in_language

Form = Any
"""One of the forms of a person; each verb knows its own."""

Act = Callable[[Person, Form, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that is done to a person: its words, its form, its action, and in which states of the account."""

    code: str
    title: Promise
    explained: Promise
    form: Callable[[HttpRequest, Person], Form]
    act: Act
    states: frozenset[str]
    is_grave: bool = False


OPEN = frozenset({PersonStatus.INVITED.value, PersonStatus.ACTIVE.value, PersonStatus.SUSPENDED.value})
USED = frozenset({PersonStatus.INVITED.value, PersonStatus.ACTIVE.value})
SUSPENDED = frozenset({PersonStatus.SUSPENDED.value})


def _plain(form: type[forms.PersonForm]) -> Callable[[HttpRequest, Person], Form]:
    return lambda request, person: form(request.POST or None, person=person)


def _end_form(request: HttpRequest, person: Person) -> Form:
    today = actor_asking(request).today
    held = person.roles.filter(within(Span(today, date.max))).select_related("unit")
    return forms.EndRoleForm(request.POST or None, person=person, held=list(held.order_by("role", "starts")))


def _change(person: Person, form: Form, by: Actor, now: datetime) -> object:
    return actions.change_person(person, form.changes(), by=by, now=now)


def _move(person: Person, form: Form, by: Actor, now: datetime) -> object:
    data = form.cleaned_data
    title = (data["position"], data["position_en"])
    return actions.move_person(person, data["unit"], title, on=data["on"], by=by, now=now)


def _give(person: Person, form: Form, by: Actor, now: datetime) -> object:
    data = form.cleaned_data
    starts, ends = form.days()
    new = NewRole(person, Role(data["role"]), data["unit"], starts, ends, data["order_ref"])
    return give_role(new, by=by, now=now)


def _end(_person: Person, form: Form, by: Actor, now: datetime) -> object:
    return end_role(form.chosen(), form.cleaned_data["last"] + ONE_DAY, by=by, now=now)


def _suspend(person: Person, form: Form, by: Actor, now: datetime) -> object:
    return actions.suspend_person(person, reason=form.cleaned_data["reason"], by=by, now=now)


def _restore(person: Person, form: Form, by: Actor, now: datetime) -> object:
    return actions.restore_person(person, reason=form.cleaned_data["reason"], by=by, now=now)


def _close(person: Person, form: Form, by: Actor, now: datetime) -> object:
    return actions.close_person(person, reason=form.cleaned_data["reason"], by=by, now=now)


VERBS = (
    Verb(
        "give-role",
        _("ให้บทบาท"),
        _("บทบาทให้สิทธิ์ที่หน่วยนั้นและหน่วยที่อยู่ใต้ ตามวันที่ระบุ"),
        _plain(forms.GiveRoleForm),
        _give,
        OPEN,
    ),
    Verb("end-role", _("สิ้นสุดบทบาท"), _("สิทธิ์หมดเมื่อพ้นวันสุดท้าย"), _end_form, _end, OPEN),
    Verb("change", _("แก้ข้อมูลติดต่อ"), _("ชื่อ โทรศัพท์ อีเมล"), _plain(forms.ChangePersonForm), _change, OPEN),
    Verb(
        "move",
        _("ย้ายตำแหน่ง"),
        _("ตำแหน่งเดิมยังอยู่ในประวัติ บทบาทไม่เปลี่ยนตาม"),
        _plain(forms.MovePersonForm),
        _move,
        OPEN,
    ),
    Verb(
        "suspend",
        _("ระงับบัญชี"),
        _("ออกจากระบบทุกเครื่องทันที บทบาทยังอยู่ คืนได้ภายหลัง"),
        _plain(forms.SuspendForm),
        _suspend,
        USED,
        is_grave=True,
    ),
    Verb(
        "restore",
        _("คืนบัญชี"),
        _("เข้าใช้ได้อีกครั้งด้วยบทบาทที่ยังมีผล"),
        _plain(forms.RestoreForm),
        _restore,
        SUSPENDED,
    ),
    Verb(
        "close",
        _("ปิดบัญชี"),
        _("ปิดถาวร ออกจากระบบทุกเครื่องทันที ตำแหน่ง บทบาท และการทำการแทนสิ้นสุดวันนี้ ประวัติยังอยู่"),
        _plain(forms.ClosePersonForm),
        _close,
        OPEN,
        is_grave=True,
    ),
)


def verbs_for(person: Person) -> tuple[Verb, ...]:
    """What can be done to somebody in the present state of the account."""
    return tuple(verb for verb in VERBS if person.status in verb.states)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """The form of a verb, the page that shows before and after, the deed."""
    person = asked_person(request, code)
    chosen = next((each for each in VERBS if each.code == verb), None)
    if chosen is None:
        raise Http404
    if not administers(request):
        return refused(request)
    if person.status not in chosen.states:
        raise Http404
    return changing(request, _doing(request, person, chosen), moves_no_numbers)


def moves_no_numbers(_day: date, _now: datetime) -> None:
    """People move no numbers."""


def _doing(request: HttpRequest, person: Person, verb: Verb) -> Doing:
    form = verb.form(request, person)
    for name in ("on", "starts"):
        if name in form.fields:
            form.fields[name].initial = actor_asking(request).today
    back = reverse("person", args=(person.code,))

    def act(_rescore: Rescore) -> object:
        return verb.act(person, form, actor_asking(request), now_of(request))

    return Doing(
        title=verb.title,
        explained=verb.explained,
        form=form,
        act=act,
        done=_("บันทึกแล้ว"),
        back=back,
        crumbs=(
            (str(_("บุคลากร")), reverse("people")),
            (in_language(person, "name" if person.name else "position"), back),
        ),
        is_grave=verb.is_grave,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    if not administers(request):
        return refused(request)
    form = forms.TakeInForm(request.POST or None, initial={"on": actor_asking(request).today})

    def act(_rescore: Rescore) -> object:
        on = form.cleaned_data["on"]
        return actions.take_in_person(form.new(), on=on, by=actor_asking(request), now=now_of(request))

    doing = Doing(
        title=_("รับคนเข้าระบบ"),
        explained=_("บัญชีเริ่มเป็น “เชิญแล้ว” ไม่มีรหัสผ่าน เข้าใช้ครั้งแรกด้วยรหัสครั้งเดียว"),
        form=form,
        act=act,
        done=_("รับเข้าระบบแล้ว ออกรหัสครั้งเดียวให้เพื่อเริ่มใช้บัญชี"),
        back=reverse("people"),
        crumbs=((str(_("บุคลากร")), reverse("people")),),
    )
    return changing(request, doing, moves_no_numbers)
