"""My account: who I am and may do, what protects the account, where it is open."""

from typing import cast

from allauth.socialaccount.adapter import get_adapter as sso_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from rabrong.accounts.actions.access import change_password, end_session, sign_out_everywhere
from rabrong.accounts.forms import PasswordForm
from rabrong.accounts.pages import account_page
from rabrong.accounts.views.getting_in import GET_OR_POST
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.models import Person


@require_safe
@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """The page."""
    providers = sso_adapter().list_providers(request)
    page = account_page(actor_asking(request), session=request.session.session_key or "", providers=providers)
    return render(request, "accounts/account.html", {"page": page})


@GET_OR_POST
@login_required
@never_cache
@sensitive_post_parameters("old", "password1", "password2")
def password(request: HttpRequest) -> HttpResponse:
    """Choose another password; this session stays, all others end."""
    person = cast(Person, request.user)
    form = PasswordForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)
    change_password(person, password=form.cleaned_data["password1"], now=now_of(request))
    update_session_auth_hash(request, person)
    UserSession.objects.create_from_request(request)
    messages.success(request, gettext("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นต้องเข้าระบบใหม่"))
    return redirect("account")


@require_POST
@login_required
def end_one_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    person = cast(Person, request.user)
    session = get_object_or_404(UserSession, pk=number, user=person)
    here = session.session_key == request.session.session_key
    end_session(session, person, now=now_of(request))
    if here:
        logout(request)
        return redirect("/")
    messages.success(request, gettext("ออกจากระบบบนเครื่องนั้นแล้ว"))
    return redirect("account")


@require_POST
@login_required
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    sign_out_everywhere(cast(Person, request.user), now=now_of(request))
    logout(request)
    messages.success(request, gettext("ออกจากระบบทุกเครื่องแล้ว"))
    return redirect("/")
