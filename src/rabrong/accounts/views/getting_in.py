"""Getting in without a password: with a one-time code, or by asking for one."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rabrong.accounts.actions.codes import use_code
from rabrong.accounts.actions.requests import ask_from_outside
from rabrong.accounts.forms import CodeForm, NameForm
from rabrong.accounts.queries.codes import person_named
from rabrong.accounts.throttle import minutes_to_wait, take_ask, take_guess
from rabrong.accounts.wording import refusal_words, wait_words
from rabrong.org.asking import now_of
from rabrong.org.rules import Refusal

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def code(request: HttpRequest) -> HttpResponse:
    """Type a one-time code and choose a password; then one is in, or at the second factor."""
    if request.method != "POST":
        return render(request, "accounts/code.html", {"form": CodeForm(now=now_of(request))})
    name = request.POST.get("name", "")
    guess = take_guess(request, name)
    if guess is None:
        return _code_page(request, CodeForm(now=now_of(request)), wait_words(minutes_to_wait(request, name)), 429)
    form = CodeForm(request.POST, now=now_of(request))
    valid = form.is_valid()
    if form.found is not None or not form.cleaned_data.get("code"):
        guess.rollback()
    if not valid or form.found is None:
        return _code_page(request, form, "", 422)
    person = use_code(form.found, password=form.cleaned_data["password1"], now=now_of(request))
    if isinstance(person, Refusal):
        return _code_page(request, form, refusal_words(person), 422)
    record_authentication(request, person, method="code")
    response: HttpResponse = perform_login(request, person, email_verification="none")
    return response


def _code_page(request: HttpRequest, form: CodeForm, refused: str, status: int) -> HttpResponse:
    return render(request, "accounts/code.html", {"form": form, "refused": refused}, status=status)


@GET_OR_POST
@never_cache
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a code by e-mail. The answer is the same whoever is named, there or not."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/forgot.html", {"form": form}, status=422 if form.is_bound else 200)
    name = form.cleaned_data["name"]
    person = person_named(name)
    if take_ask(request, name) and person is not None:
        ask_from_outside(person, site=site_of(request), now=now_of(request))
    return redirect("account_asked")


@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "accounts/asked.html")


def site_of(request: HttpRequest) -> str:
    """The address of this site: only hosts it is set up for get here."""
    return f"{request.scheme}://{request.get_host()}"
