"""The department's own authority, where there is one: certificates of signers and the lists of revoked ones."""

from django.db import models

from rabrong.org.models import Person


class SignerCertificate(models.Model):
    """A signer's certificate of the own authority, and its key in a PKCS#12 file only the signer's passphrase opens.

    Never changed but for its revocation. `serial` is in hex.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    serial = models.CharField(max_length=64, unique=True)
    certificate = models.TextField()
    pkcs12 = models.BinaryField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-valid_from", "-pk")

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.person} {self.serial[:12]}"


class RevocationList(models.Model):
    """A list of revoked certificates as the own authority signed it (PEM); the newest counts."""

    number = models.PositiveIntegerField(primary_key=True)
    content = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        """Which."""
        return f"#{self.number}"
