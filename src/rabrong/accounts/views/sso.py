"""Agency sign-on: leaving for the provider, coming back, and what is said when it does not work."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from rabrong.accounts.actions.subjects import disconnect_subject
from rabrong.accounts.pages import provider_name
from rabrong.accounts.sso import CONNECT, LOGIN, AgencyAdapter, AgencyProvider, new_state, nonce_of
from rabrong.org.asking import now_of
from rabrong.org.models import Person


@require_POST
@never_cache
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider, to sign in."""
    return _leave(request, provider_id, LOGIN)


@require_POST
@login_required
@reauthentication_required(app="allauth.socialaccount")
@never_cache
def connect(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider, to connect its account with one's own."""
    return _leave(request, provider_id, CONNECT)


def _leave(request: HttpRequest, provider_id: str, process: str) -> HttpResponse:
    """A page that goes on by itself: a redirect right from a form to another site is what our policy forbids."""
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    state = new_state()
    try:
        answer = provider.redirect(request, process, state_id=state, auth_params={"nonce": nonce_of(state)})
    except (OAuth2Error, RequestException):
        return _away(request, provider)
    context = {"address": answer["Location"], "name": provider_name(provider)}
    return render(request, "accounts/sso_leaving.html", context)


def _away(request: HttpRequest, provider: AgencyProvider) -> HttpResponse:
    return render(request, "accounts/sso_failed.html", {"away": provider_name(provider)}, status=502)


@require_safe
@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the provider. State, nonce, signature and subject are looked at in accounts.sso."""
    try:
        response: HttpResponseBase = OAuth2CallbackView.adapter_view(AgencyAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (OAuth2Error, RequestException):
        return _away(request, get_adapter().get_provider(request, provider_id))
    return response


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """The person said no at the provider."""
    messages.error(request, gettext("ยกเลิกการเข้าระบบผ่านผู้ให้บริการแล้ว"))
    return redirect("account" if request.user.is_authenticated else "account_login")


@require_POST
@login_required
def disconnect(request: HttpRequest, number: int) -> HttpResponse:
    """This provider's account does not sign in any more."""
    person = cast(Person, request.user)
    account = get_object_or_404(SocialAccount, pk=number, user=person)
    disconnect_subject(account, person, now=now_of(request))
    messages.success(request, gettext("เลิกเชื่อมแล้ว"))
    return redirect("account")
