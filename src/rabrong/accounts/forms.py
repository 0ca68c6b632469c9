"""Forms of accounts: they read and check, they never write."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rabrong.accounts.models import Channel, OneTimeCode, Purpose
from rabrong.accounts.queries.codes import code_matching
from rabrong.accounts.rules import code_refusal
from rabrong.accounts.throttle import minutes_to_wait, take_guess
from rabrong.accounts.wording import refusal_words, wait_words
from rabrong.org.models import Person, Role

LONGEST_NAME = 40
LONGEST_PASSWORD = 128
NEW_PASSWORD = {"autocomplete": "new-password"}
PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class TwicePasswordForm(forms.Form):
    """A new password, typed twice."""

    password1 = forms.CharField(
        label=_("รหัสผ่านใหม่"), strip=False, max_length=LONGEST_PASSWORD, widget=forms.PasswordInput(NEW_PASSWORD)
    )
    password2 = forms.CharField(
        label=_("พิมพ์รหัสผ่านใหม่อีกครั้ง"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(NEW_PASSWORD),
    )

    def check_passwords(self, person: Person) -> None:
        """Adds what is wrong with the two: not the same, or too easy for this person."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", ValidationError(_("รหัสผ่านสองครั้งไม่ตรงกัน"), code="password.not_same"))
        elif first:
            try:
                validate_password(first, person)
            except ValidationError as weak:
                self.add_error("password1", weak)


class CodeForm(TwicePasswordForm):
    """A one-time code with its sign-in name, and the password chosen with it."""

    name = forms.CharField(
        label=_("ชื่อเข้าใช้"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "username", **PLAIN}),
    )
    code = forms.CharField(
        label=_("รหัสใช้ครั้งเดียว"),
        max_length=40,
        help_text=_("10 ตัว เช่น ACDEF-34679 พิมพ์เล็กหรือใหญ่ก็ได้"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "class": "code-input", **PLAIN}),
    )
    field_order = ("name", "code", "password1", "password2")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **kwargs)
        self.now = now
        self.found: OneTimeCode | None = None

    def clean(self) -> dict[str, Any]:
        """Finds the code; then looks at the password, for the person the code is for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("name") and cleaned.get("code")):
            return cleaned
        self.found = code_matching(cleaned["name"], cleaned["code"])
        refusal = code_refusal(self.found, self.now)
        if refusal is not None:
            raise ValidationError(refusal_words(refusal), code=refusal.code)
        if self.found is not None:
            self.check_passwords(self.found.person)
        return cleaned


class PasswordForm(TwicePasswordForm):
    """Another password, with the present one."""

    old = forms.CharField(
        label=_("รหัสผ่านปัจจุบัน"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("old", "password1", "password2")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_old(self) -> str:
        """Counted like a guess at the door. Raises ValidationError."""
        old = str(self.cleaned_data["old"])
        if not get_adapter().reauthenticate(self.person, old):
            raise ValidationError(_("รหัสผ่านปัจจุบันไม่ถูกต้อง"), code="password.wrong")
        return old

    def clean(self) -> dict[str, Any]:
        """Both fields, for the person."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.check_passwords(self.person)
        return cleaned


class NameForm(forms.Form):
    """A sign-in name."""

    name = forms.CharField(
        label=_("ชื่อเข้าใช้"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "username", **PLAIN}),
    )


FACTOR = "factor"


class FactorCodeForm(AuthenticateForm):
    """A code of an authenticator app or a recovery code, after the password: guesses counted by account and device."""

    def clean_code(self) -> str:
        """The code, and which factor it is of. Raises ValidationError."""
        request, name = context.request, self.user.code
        guess = take_guess(request, name, at=FACTOR)
        if guess is None:
            raise ValidationError(wait_words(minutes_to_wait(request, name, at=FACTOR)), code="too_many")
        typed = str(self.cleaned_data["code"])
        for factor in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            if factor.wrap().validate_code(typed):
                guess.rollback()
                self.authenticator = factor
                return typed
        raise factor_adapter().validation_error("incorrect_code")


class FactorAgainForm(FactorCodeForm, ReauthenticateForm):
    """The same, to confirm once more."""


class HandOutForm(forms.Form):
    """Whom to give a code, how it goes to them, and whether a lost second factor is to be cleared."""

    channel = forms.ChoiceField(choices=Channel.choices)
    recover = forms.BooleanField(required=False, label=_("ล้างการยืนยันขั้นที่สองที่หายไปด้วย"))
    reason = forms.CharField(required=False, max_length=300, label=_("เหตุผล"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.MultipleChoiceField(
            choices=[(person.code, person.code) for person in people],
            error_messages={"required": _("เลือกอย่างน้อยหนึ่งคน")},
        )

    @property
    def purpose(self) -> Purpose | None:
        """None: an invitation or a reset, as the account stands."""
        return Purpose.RECOVER if self.cleaned_data["recover"] else None


class RequestsForm(forms.Form):
    """Which requests, and what to do with them."""

    do = forms.ChoiceField(choices=(("confirm", ""), ("take_on", ""), ("decline", "")))

    def __init__(self, *args: Any, numbers: Iterable[int], **kwargs: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **kwargs)
        self.fields["requests"] = forms.TypedMultipleChoiceField(
            choices=[(number, number) for number in numbers],
            coerce=int,
            error_messages={"required": _("เลือกอย่างน้อยหนึ่งคำขอ")},
        )


class FactorRulesForm(forms.Form):
    """Which roles need a second factor."""

    roles = forms.TypedMultipleChoiceField(
        choices=Role.choices, coerce=Role, required=False, widget=forms.CheckboxSelectMultiple
    )
