"""One row per thing done; the rows of a chain are numbered and each carries the hash of the one before.

The database itself refuses to change or delete what lies here: see migration 0003 and docs/adr/0013-audit-chain.md.
"""

from django.db import models


class ChainHead(models.Model):
    """The last number and hash of a chain; locked while a row is added, so that a chain never forks.

    `settled` is the hash of the last row that was no passing deed: what is read of the rest holds as long as it stands.
    """

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    settled = models.CharField(max_length=64, db_default="")

    def __str__(self) -> str:
        """Chain and length."""
        return f"{self.chain} #{self.number}"


class Event(models.Model):
    """Who, acting for whom, did what to which object, when, from where; `before` and `after` by field as text.

    `unit` is the code of the unit concerned: who may read about it may read the event. A personal value is here only
    as its salted hash, {"sha256": "..."}; so is all of `origin`. The values are PersonalValue rows.
    """

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    acting_for = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    origin = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="audit_event_number_once"),)
        indexes = (
            models.Index(fields=("subject", "at"), name="audit_event_subject"),
            models.Index(fields=("at", "id"), name="audit_event_newest"),
            models.Index(fields=("actor", "at", "id"), name="audit_event_of_person"),
            models.Index(fields=("unit", "at", "id"), name="audit_event_of_unit"),
            models.Index(fields=("acting_for", "at", "id"), name="audit_event_for_person"),
        )

    def __str__(self) -> str:
        """Verb and subject with the number in the chain."""
        return f"{self.chain} #{self.number} {self.verb} {self.subject}"


class PersonalValue(models.Model):
    """A personal value of an event, beside the chain. Erased: `value` is NULL and `salt` empty, for good.

    Without its salt nobody finds an erased value by trying all telephone numbers. `whose` is a person's code.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="personal")
    side = models.CharField(max_length=6)
    field = models.CharField(max_length=60)
    whose = models.CharField(max_length=80, db_index=True)
    salt = models.CharField(max_length=32, blank=True)
    value = models.TextField(null=True)  # NULL is "erased", "" is an empty value

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event", "side", "field"), name="audit_personal_once"),
            models.CheckConstraint(
                condition=models.Q(side__in=("before", "after", "origin")), name="audit_personal_side"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, salt="") | (models.Q(value__isnull=False) & ~models.Q(salt="")),
                name="audit_personal_erased_with_salt",
            ),
        )

    def __str__(self) -> str:
        """Which field of which event; never the value."""
        return f"{self.event_id} {self.side} {self.field}"


class SealedHead(models.Model):
    """A chain's last number and hash at the end of a day, signed; a copy of it leaves the machine."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    day = models.DateField()
    signed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "day"), name="audit_sealed_head_once_a_day"),)
        indexes = (models.Index(fields=("day", "chain"), name="audit_sealed_head_newest"),)

    def __str__(self) -> str:
        """Chain, number and day."""
        return f"{self.chain} #{self.number} {self.day}"
