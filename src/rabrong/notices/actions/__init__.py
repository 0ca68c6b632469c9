"""Writing to the outbox: telling people, mailing them, and delivering what waits."""

from rabrong.notices.actions.delivering import deliver, enqueue_lost
from rabrong.notices.actions.mailing import send_mail_later
from rabrong.notices.actions.telling import mark_all_read, mark_read, notify

__all__ = ["deliver", "enqueue_lost", "mark_all_read", "mark_read", "notify", "send_mail_later"]
