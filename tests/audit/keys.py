"""A key that signs heads in the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings

from rabrong.audit.heads import PublicKeys, keys_by_id, new_private_key, public_key_of

KEY = new_private_key()
KNOWN: PublicKeys = keys_by_id(public_key_of(KEY))


@contextmanager
def with_key(*, key: str = KEY, file: Path | str = "") -> Iterator[None]:
    """Inside, heads are signed with that key and written to that file."""
    with override_settings(AUDIT_KEY=key, AUDIT_HEADS_FILE=str(file)):
        yield
