"""The daily duty of the audit record: sign the heads of its chains and mail them where nobody here can change them."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from rabrong.audit.actions import seal_heads
from rabrong.audit.heads import line_of
from rabrong.audit.queries import newest_sealed_heads
from rabrong.audit.rules import Refusal
from rabrong.notices.actions.mailing import send_mail_later

log = logging.getLogger(__name__)


def seal_and_mail_heads(now: datetime) -> None:
    """Sign what was not signed today and mail the newest heads once; nothing without a key."""
    day = localdate(now)
    sealed = seal_heads(day=day, now=now)
    if isinstance(sealed, Refusal):
        log.warning("The heads of the audit record are not signed: %s", sealed.code)
        return
    if sealed.undelivered:
        log.error("The heads of the audit record could not be written to their file: %s", sealed.undelivered)
    lines = "\n".join(line_of(head) for head in newest_sealed_heads())
    if not lines:
        return
    for address in settings.AUDIT_HEADS_TO:
        content = hashlib.sha256(f"{address}\n{lines}".encode()).hexdigest()
        subject = f"รับรอง: หัวโซ่บันทึกที่ลงนามแล้ว {day.isoformat()} (signed heads of the audit record)"
        send_mail_later(address, subject=subject, body=f"{lines}\n", key=f"heads/{content}", now=now)
