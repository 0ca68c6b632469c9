"""Letting others in: codes by e-mail or on paper, and the second of two people."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from rabrong.accounts.actions.codes import Given, Wanted, give_codes
from rabrong.accounts.actions.requests import Asked, ask_for_code, confirm_request, decline_request
from rabrong.accounts.forms import HandOutForm, RequestsForm
from rabrong.accounts.models import Channel, CodeRequest
from rabrong.accounts.queries.codes import Row, requests_waiting, rows_at, target_of, units_for_codes
from rabrong.accounts.views.getting_in import GET_OR_POST, site_of
from rabrong.accounts.wording import refusal_words
from rabrong.org.asking import actor_asking, now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal


@GET_OR_POST
@login_required
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """`?unit=12`: the people of a unit and, at a province, of its districts; choose some and give them codes."""
    units = list(units_for_codes(actor_asking(request)))
    if not units:
        return render(request, "accounts/not_allowed.html", status=403)
    unit = _unit_asked(request, units)
    rows = rows_at(unit, actor_asking(request).today)
    form = HandOutForm(request.POST if request.method == "POST" else None, people=[row.person for row in rows])
    if form.is_valid():
        chosen = set(form.cleaned_data["people"])
        return _hand_out(request, form, unit, [row for row in rows if row.person.code in chosen])
    context = {"unit": unit, "units": units, "rows": rows, "form": form}
    return render(request, "accounts/codes.html", context, status=422 if form.is_bound else 200)


def _unit_asked(request: HttpRequest, units: Sequence[Unit]) -> Unit:
    code = request.GET.get("unit", units[0].code)
    unit = next((each for each in units if each.code == code), None)
    if unit is None:
        raise Http404
    return unit


def _hand_out(request: HttpRequest, form: HandOutForm, unit: Unit, rows: Sequence[Row]) -> HttpResponse:
    """One person is enough for some; for the others a request waits for the second."""
    actor, now, channel = actor_asking(request), now_of(request), Channel(form.cleaned_data["channel"])
    asked = Asked(form.purpose, channel, form.cleaned_data["reason"])
    alone = [row.target for row in rows if not row.two_people]
    given, refused = give_codes(alone, Wanted(channel, site_of(request), form.purpose), by=actor, now=now)
    answers = [ask_for_code(row.target, asked, by=actor, now=now) for row in rows if row.two_people]
    waiting = sum(isinstance(answer, CodeRequest) for answer in answers)
    refused += [answer for answer in answers if isinstance(answer, Refusal)]
    _say(request, refused, waiting)
    return _answer(request, given, f"{request.path}?unit={unit.code}")


def _say(request: HttpRequest, refused: Sequence[Refusal], waiting: int) -> None:
    for refusal in refused:
        messages.error(request, refusal_words(refusal))
    if waiting:
        words = gettext("ส่งคำขอแล้ว %(count)s คน รอผู้มีสิทธิ์อีกคนยืนยันในหน้าคำขอ")
        messages.success(request, words % {"count": waiting})


def _answer(request: HttpRequest, given: Sequence[Given], back: str) -> HttpResponse:
    """Printed codes are shown in this answer and nowhere again."""
    printed = [each for each in given if each.row.channel == Channel.PRINT]
    if len(given) > len(printed):
        messages.success(request, gettext("ส่งอีเมลแล้ว %(count)s คน") % {"count": len(given) - len(printed)})
    if not printed:
        return redirect(back)
    return render(request, "accounts/sheet.html", {"given": printed, "site": site_of(request), "back": back})


@GET_OR_POST
@login_required
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for a second person."""
    if not units_for_codes(actor_asking(request)).exists():
        return render(request, "accounts/not_allowed.html", status=403)
    waiting = list(requests_waiting(scope_of(request)))
    form = RequestsForm(request.POST if request.method == "POST" else None, numbers=[each.pk for each in waiting])
    if form.is_valid():
        chosen = set(form.cleaned_data["requests"])
        return _decide(request, form.cleaned_data["do"], [each for each in waiting if each.pk in chosen])
    context = {"waiting": waiting, "form": form, "me": actor_asking(request).person}
    return render(request, "accounts/requests.html", context, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, do: str, chosen: Sequence[CodeRequest]) -> HttpResponse:
    answers = [_decided(request, do, each) for each in chosen]
    _say(request, [answer for answer in answers if isinstance(answer, Refusal)], 0)
    return _answer(request, [answer for answer in answers if isinstance(answer, Given)], request.path)


def _decided(request: HttpRequest, do: str, chosen: CodeRequest) -> CodeRequest | Given | Refusal:
    actor, now = actor_asking(request), now_of(request)
    if do == "confirm":
        return confirm_request(chosen, site=site_of(request), by=actor, now=now)
    if do == "decline":
        return decline_request(chosen, by=actor, now=now)
    asked = Asked(None, Channel(chosen.channel), chosen.reason)
    return ask_for_code(target_of(chosen.person, actor.today), asked, by=actor, now=now)
