"""What allauth asks us: who may come in and how, what is said, what is recorded."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy

from rabrong.accounts.actions.access import note_locked_out, note_signed_in
from rabrong.accounts.actions.requests import leave_request
from rabrong.accounts.device import bucket_of, remember_device
from rabrong.accounts.gate import mark_session
from rabrong.accounts.queries.codes import person_named, waits_for_second
from rabrong.accounts.throttle import minutes_to_wait
from rabrong.accounts.wording import wait_words
from rabrong.org.asking import now_of
from rabrong.org.models import Person, PersonStatus

SECONDS_BETWEEN_NOTES = 5 * 60


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a sign-in name and a password; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจแล้วลองใหม่"),
        "incorrect_password": gettext_lazy("รหัสผ่านไม่ถูกต้อง"),
        "too_many_login_attempts": gettext_lazy("ลองหลายครั้งเกินไป รอไม่เกิน 5 นาทีแล้วลองใหม่"),
        "incorrect_code": gettext_lazy("รหัสไม่ถูกต้อง ดูรหัสล่าสุดในแอปแล้วพิมพ์ใหม่"),
        "rate_limited": gettext_lazy("ลองหลายครั้งเกินไป รอไม่เกิน 5 นาทีแล้วลองใหม่"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are taken in by administrators."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very site."""
        request: HttpRequest = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def add_message(self, *args: Any, message: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        """Errors are shown; for what allauth says of its own, pages have words."""
        if message:
            super().add_message(*args, message=message, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401
        return bucket_of(request, str(credentials.get("username", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401  as allauth calls it
        """Counts the guess by account and device. Raises ValidationError, which says how long to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            name = str(credentials.get("username", ""))
            self._note_locked_out(request, name)
            raise ValidationError(
                wait_words(minutes_to_wait(request, name)), code="too_many_login_attempts"
            ) from refused

    def _note_locked_out(self, request: HttpRequest, name: str) -> None:
        person = person_named(name)
        if person is not None and cache.add(f"accounts.locked/{person.pk}", "", SECONDS_BETWEEN_NOTES):
            note_locked_out(person, now=now_of(request))

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:  # noqa: ANN401
        """Only an active account comes in; a suspended one is told so after a right password.

        Who was let in by one person and became a signer since waits for two.
        """
        if not isinstance(user, Person) or user.status != PersonStatus.ACTIVE:
            return shut(request)
        now = now_of(request)
        if waits_for_second(user, localdate(now)):
            leave_request(user, now=now)
            return render(request, "accounts/second_person.html", status=403)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        """The machine becomes a known one, the deed is recorded, and a fresh sign-in counts as confirmed anew."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        assert isinstance(user, Person)
        methods = [str(each["method"]) for each in get_authentication_records(request, user)]
        if methods and "socialaccount" not in methods:
            record_authentication(request, user, method=methods[-1], reauthenticated=True)
        mark_session(request, user, now=now_of(request))
        note_signed_in(user, method="+".join(methods) or "code", now=now_of(request))
        remember_device(request, response, user.code)
        return response


def shut(request: HttpRequest) -> HttpResponse:
    """The page of an account that is suspended or closed."""
    return render(request, "accounts/shut.html", status=403)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted where they lie, names people know."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("รหัสไม่ถูกต้อง ดูรหัสล่าสุดในแอปแล้วพิมพ์ใหม่"),
    }

    def encrypt(self, text: str) -> str:
        """With a key made from the site's secret key."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Under the present secret key or one being retired. Raises InvalidToken."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_issuer(self) -> str:
        """How an authenticator app names this site."""
        request: HttpRequest | None = self.request
        return "Rabrong" if request is None else f"Rabrong {request.get_host().partition(':')[0]}"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("พาสคีย์ที่ %(number)s") % {"number": count + 1}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the machine shows beside a passkey."""
        assert isinstance(user, Person)
        return super().get_public_key_credential_user_entity(user) | {"display_name": str(user), "name": user.code}


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(_key(secret))) for secret in keys])


def _key(secret: str | bytes) -> bytes:
    return salted_hmac("rabrong.accounts.factors", "", secret=secret, algorithm="sha256").digest()
