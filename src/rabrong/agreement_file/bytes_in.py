"""Taking a file in: size, readability and encoding, before anything looks at its contents."""

import re
from pathlib import Path

from rabrong.agreement_file.problems import BadFileError, Problem

MEGABYTE = 1_000_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters no text holds; shown on a terminal, some of them are commands to it."""


def text_of(path: Path, *, most_megabytes: int) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark. Raises BadFileError."""
    limit = most_megabytes * MEGABYTE
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise _bad(path, "file.unreadable", reason=error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise _bad(path, "file.unreadable", reason=str(error)) from error
    if len(content) > limit:
        raise _bad(path, "file.too_large", most=most_megabytes)
    return _decoded(path, content)


def _decoded(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _bad(path, "file.not_utf8", line=line, byte=f"0x{content[error.start]:02x}") from error
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise _bad(path, "file.binary", line=line, character=named(control.group()))
    return text


def named(character: str) -> str:
    """A character that cannot be shown, by its number."""
    return f"U+{ord(character):04X}"


def _bad(path: Path, code: str, *, line: int | None = None, **terms: object) -> BadFileError:
    return BadFileError(str(path), [Problem(code, "", line, None, terms)])
