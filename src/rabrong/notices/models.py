"""The outbox: what somebody is told on the screen, and what is mailed to them. Both are told once for a key."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail is: a waiting one is tried when `next_at` has come."""

    WAITING = "waiting", _("รอส่ง")
    SENT = "sent", _("ส่งแล้ว")
    FAILED = "failed", _("ส่งไม่ได้")


class Notice(models.Model):
    """One thing told to one person.

    `title` and `body` are Thai sentences of the catalogue and `terms` what fills them (see `wording`), so that it is
    read in the reader's language. `link` is a path of this site. `read_at` is None until it was read.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    terms = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=200)
    created = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("recipient", "key"), name="notices_notice_once"),
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__startswith="/"), name="notices_notice_link_local"
            ),
        )
        indexes = (models.Index(fields=("recipient", "read_at", "created"), name="notices_notice_of_person"),)

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} {self.key}"


class Mail(models.Model):
    """One mail to one address, in its final words.

    `attempts` counts the tries begun. A worker that takes a mail moves `next_at` on, so that nobody else takes it while
    it is being sent, and somebody does when the worker is gone. `message_id` stays the same in every try: a mail server
    or reader that gets it twice can know. `error` is a code without addresses. What was sent is not kept: `body` is
    emptied.
    """

    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=MailState.values), name="notices_mail_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="notices_mail_sent_has_time",
            ),
        )
        indexes = (models.Index(fields=("next_at",), condition=models.Q(state="waiting"), name="notices_mail_waiting"),)

    def __str__(self) -> str:
        """The number, never the address."""
        return f"mail {self.pk} {self.state}"
