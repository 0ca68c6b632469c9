"""Taking a file in: size, readability and encoding, before anything looks at its contents."""

from pathlib import Path

from rabrong.agreement_file.problems import BadFileError, Problem

MEGABYTE = 1_000_000


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
    if "\0" in text:
        raise _bad(path, "file.binary", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _bad(path: Path, code: str, *, line: int | None = None, **terms: object) -> BadFileError:
    return BadFileError(str(path), [Problem(code, "", line, None, terms)])
