"""One row per thing done; the rows of a chain are numbered and each carries the hash of the one before."""

from django.db import models


class ChainHead(models.Model):
    """The last number and hash of a chain; locked while a row is added, so that a chain never forks."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        """Chain and length."""
        return f"{self.chain} #{self.number}"


class Event(models.Model):
    """Who, acting for whom, did what to which object, when; `before` and `after` hold the changed fields as text."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    acting_for = models.CharField(max_length=80, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="audit_event_number_once"),)
        indexes = (models.Index(fields=("subject", "at"), name="audit_event_subject"),)

    def __str__(self) -> str:
        """Verb and subject with the number in the chain."""
        return f"{self.chain} #{self.number} {self.verb} {self.subject}"
