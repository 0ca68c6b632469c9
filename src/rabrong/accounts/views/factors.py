"""Second factors: setting them up, taking them away, and which roles need one."""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rabrong.accounts.actions.factors import note_factor_change, remove_factor, set_factor_rules
from rabrong.accounts.forms import FactorRulesForm
from rabrong.accounts.pages import factor_shown
from rabrong.accounts.queries.factors import REAL, factors_of, needs_factor, ruled_roles
from rabrong.accounts.rules import may_set_factor_rules
from rabrong.accounts.views.getting_in import GET_OR_POST
from rabrong.accounts.wording import refusal_words
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.models import Person


@require_safe
@login_required
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """What there is, what can be added; and that one is needed, where it is."""
    actor = actor_asking(request)
    factors = list(factors_of(actor.person))
    has_app = any(factor.type == Authenticator.Type.TOTP for factor in factors)
    shown = [factor_shown(factor) for factor in factors]
    context = {"factors": shown, "has_app": has_app, "needed": needs_factor(actor)}
    return render(request, "accounts/second_factor.html", context)


@login_required
@never_cache
def add_app(request: HttpRequest) -> HttpResponseBase:
    """An authenticator app: there can be one."""
    if factors_of(cast(Person, request.user)).filter(type=Authenticator.Type.TOTP).exists():
        return redirect("mfa_index")
    return _recorded(request, activate_totp, "app_added")


@login_required
@never_cache
def add_passkey(request: HttpRequest) -> HttpResponseBase:
    """A passkey: there can be several."""
    return _recorded(request, add_webauthn, "passkey_added")


@login_required
@never_cache
def new_recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Other recovery codes instead of those before."""
    return _recorded(request, generate_recovery_codes, "recovery_codes_made")


def _recorded(request: HttpRequest, view: Callable[[HttpRequest], HttpResponseBase], change: str) -> HttpResponseBase:
    """allauth does it; a form it took leads on, and is recorded in the same transaction."""
    with transaction.atomic():
        response = view(request)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            note_factor_change(cast(Person, request.user), change, now=now_of(request))
    return response


@GET_OR_POST
@login_required
@reauthentication_required(app="allauth.mfa")
@never_cache
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then take a factor away."""
    factor = get_object_or_404(Authenticator, pk=number, user=cast(Person, request.user), type__in=REAL)
    if request.method != "POST":
        return render(request, "accounts/factor_remove.html", {"factor": factor_shown(factor)})
    refusal = remove_factor(factor, by=actor_asking(request), now=now_of(request))
    if refusal is None:
        messages.success(request, gettext("ลบแล้ว"))
    else:
        messages.error(request, refusal_words(refusal))
    return redirect("mfa_index")


@GET_OR_POST
@login_required
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    """Which roles need a second factor: the PSDG says."""
    actor = actor_asking(request)
    if may_set_factor_rules(actor) is None:
        return render(request, "accounts/not_allowed.html", status=403)
    if request.method != "POST":
        return render(request, "accounts/factor_rules.html", {"form": _rules_form()})
    form = FactorRulesForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/factor_rules.html", {"form": form}, status=422)
    set_factor_rules(form.cleaned_data["roles"], by=actor, now=now_of(request))
    messages.success(request, gettext("บันทึกแล้ว ผู้ที่ยังไม่มีจะถูกพาไปตั้งภายใน 5 นาที"))
    return redirect("account_factor_rules")


def _rules_form() -> FactorRulesForm:
    return FactorRulesForm(initial={"roles": sorted(ruled_roles())})
