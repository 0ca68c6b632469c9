"""The seal of a workbook: nobody else's workbook, and no key that was changed by hand, passes for one of ours."""

import base64
import hmac
import json
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from rabrong.results.workbooks.layout import MARK, Header, LineKey, NoteKey

SALT = "rabrong.results.workbooks"
SEAL_BYTES = 12


def _secrets() -> list[bytes]:
    """What seals are made with, the newest first."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [salted_hmac(SALT, "seal", secret=secret, algorithm="sha256").digest() for secret in secrets]


class Sealing:
    """Seals and checks the lines of one workbook; a line of another workbook does not pass."""

    def __init__(self, header: Header) -> None:
        self._secrets = _secrets()
        self._number = header.number.encode()

    def seal(self, parts: Sequence[object]) -> str:
        """The seal of a key."""
        return _sealed(self._secrets[0], self._number, _text(parts))

    def holds(self, key: str, seal: str) -> bool:
        """Whether a key is as it was sealed."""
        return any(hmac.compare_digest(_sealed(secret, self._number, key), seal) for secret in self._secrets)


def _sealed(secret: bytes, number: bytes, text: str) -> str:
    digest = hmac.digest(secret, number + b"\n" + text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:SEAL_BYTES]).decode()


def _text(parts: Sequence[object]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def key_text(key: LineKey | NoteKey) -> str:
    """A key as it is hidden in a sheet."""
    return _text(key.parts())


def key_of(text: str) -> LineKey | NoteKey | None:
    """The key that is hidden in a sheet; None where it is none. Whether it is ours the seal says."""
    try:
        parts = json.loads(text)
        if parts[0] == "note":
            _, unit, indicator, month, version, is_open = parts
            return NoteKey(str(unit), str(indicator), int(month), int(version), bool(is_open))
        unit, indicator, cell, versions, opens, kind = parts
        numbers = tuple(int(each) for each in versions.split("."))
        return LineKey(str(unit), str(indicator), str(cell), numbers, tuple(int(each) for each in opens), str(kind))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError):
        return None


def header_text(header: Header) -> str:
    """A header with its seal, as it is hidden in each sheet."""
    text = _text([header.year, header.unit, header.number, header.by, header.at.isoformat()])
    packed = base64.urlsafe_b64encode(text.encode()).decode()
    return f"{MARK}.{packed}.{_sealed(_secrets()[0], b'header', packed)}"


def header_of(text: str) -> Header | None:
    """The header that is hidden in a sheet; None where it is not ours."""
    mark, _, rest = text.partition(".")
    packed, _, seal = rest.partition(".")
    if mark != MARK or not any(hmac.compare_digest(_sealed(each, b"header", packed), seal) for each in _secrets()):
        return None
    year, unit, number, by, at = json.loads(base64.urlsafe_b64decode(packed))
    return Header(year, unit, number, by, datetime.fromisoformat(at))
