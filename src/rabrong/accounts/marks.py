"""What a browser tells people apart by: a mark that names nobody, and a key with which it seals what it keeps."""

import base64

from django.utils.crypto import salted_hmac

from rabrong.org.models import Person

MARK, SEAL = "rabrong.accounts.device.person", "rabrong.accounts.device.seal"


def person_mark(person: Person) -> str:
    """The same for a person on every machine; nobody reads from it who that is."""
    return salted_hmac(MARK, str(person.pk), algorithm="sha256").hexdigest()[:32]


def person_seal(person: Person) -> str:
    """256 bits in base64: given to the person's own sessions only, so that what a device sealed opens for no other."""
    return base64.b64encode(salted_hmac(SEAL, str(person.pk), algorithm="sha256").digest()).decode("ascii")
