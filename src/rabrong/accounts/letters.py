"""What people are mailed and told about their accounts: in Thai, and in English below."""

from collections.abc import Mapping
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, gettext_noop

from rabrong.accounts.models import CodeRequest, OneTimeCode
from rabrong.accounts.secret_codes import grouped
from rabrong.notices.actions import notify, send_mail_later
from rabrong.notices.wording import Message
from rabrong.org.models import Person, Role
from rabrong.ui.words import in_language

LANGUAGES = ("th", "en")


def mail_code(row: OneTimeCode, code: str, *, site: str, now: datetime) -> None:
    """The letter with a code, to the person's own address. `site` is this site's address, "https://kpi.example.go.th".

    The link carries name and code behind the #, which browsers keep to themselves: no server or proxy logs it.
    """
    person, shown = row.person, grouped(code)
    link = f"{site}{reverse('account_code')}#{person.code}/{shown}"
    context = {"row": row, "person": person, "code": shown, "link": link, "site": site}
    _mail(person, "accounts/letters/code.txt", context, key=f"account/code/{row.pk}", now=now)


def mail_of_change(person: Person, *, now: datetime) -> None:
    """Tell somebody that a password or second factor was changed, so that a stranger's deed does not stay unseen."""
    if person.email:
        key = f"account/changed/{person.pk}/{get_random_string(12)}"
        _mail(person, "accounts/letters/changed.txt", {"now": now}, key=key, now=now)


def _mail(person: Person, template: str, context: Mapping[str, object], *, key: str, now: datetime) -> None:
    parts, subject = [], ""
    for language in LANGUAGES:
        with translation.override(language):
            subject = subject or gettext("รับรอง: เรื่องบัญชีของท่าน")
            parts.append(render_to_string(template, {**context, "name": called(person)}).strip())
    send_mail_later(person.email, subject=subject, body="\n\n----\n\n".join(parts), key=key, now=now)


def called(person: Person) -> str:
    """The name, or the position where the name is not known, in the language of the moment."""
    return in_language(person, "name") or in_language(person, "position")


def tell_of_request(request: CodeRequest, *, now: datetime) -> None:
    """Administrators see that a second person is waited for."""
    administrators = Person.objects.filter(roles__role=Role.PSDG, roles__ends=None).distinct()
    message = Message(
        kind="account.request",
        title=gettext_noop("รอผู้ยืนยันคนที่สองสำหรับรหัสของ %(person)s"),
        terms={"person": request.person.code},
        link=reverse("account_requests"),
    )
    others = [person for person in administrators if person.pk not in (request.asked_by_id, request.person_id)]
    notify(others, message, key=f"account/request/{request.pk}/{now.isoformat()}", now=now)
