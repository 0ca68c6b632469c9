"""What people are mailed about their data here: in Thai, and in English below."""

from datetime import datetime

from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from rabrong.notices.actions import send_mail_later
from rabrong.org.models import Person

LANGUAGES = ("th", "en")


def mail_of_other_address(person: Person, before: str, *, now: datetime) -> None:
    """Tell the old address and the new one: who gets somebody's mail gets the codes that let them in."""
    subject, parts = "", []
    for language in LANGUAGES:
        with translation.override(language):
            subject = subject or gettext("รับรอง: อีเมลของท่านถูกเปลี่ยน")
            words = gettext("อีเมลของบัญชี %(code)s ถูกเปลี่ยน ถ้าท่านไม่ได้ขอ แจ้งผู้ดูแลระบบ กพร. ทันที")
            parts.append(words % {"code": person.code})
    for address in sorted({before, person.email} - {""}):
        key = f"person/address/{person.pk}/{get_random_string(12)}"
        send_mail_later(address, subject=subject, body="\n\n----\n\n".join(parts), key=key, now=now)
