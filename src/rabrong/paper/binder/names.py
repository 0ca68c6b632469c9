"""Names inside a ZIP that unpack on Windows, Linux and macOS alike, and stay what people called them where they can."""

import re
import unicodedata
from collections.abc import Sequence

from rabrong.thai.invisible import without_invisible

MOST_BYTES = 120
"""Of one name, in UTF-8: 40 Thai letters. A folder takes 255, and Windows 260 letters for the whole way to a file."""

MOST_ENDING = 12
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_NAMELESS = "_"


def safe_name(name: str, most_bytes: int = MOST_BYTES) -> str:
    """One name of a way: no separators, no control characters, no device of Windows, at most so many bytes of UTF-8.

    >>> safe_name("รายงาน 1/2555: ฉบับ “จริง”?.pdf"), safe_name("../con.txt"), safe_name(" . ")
    ('รายงาน 1-2555- ฉบับ “จริง”-.pdf', '..-con.txt', '_')
    >>> safe_name("con.txt"), safe_name("-rf")
    ('_con.txt', '_-rf')
    """
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", without_invisible(name)))
    plain = " ".join(plain.split()).rstrip(". ")
    if _DEVICE.fullmatch(plain.split(".")[0].rstrip()) or plain.startswith("-"):
        plain = f"_{plain}"
    return _shortened(plain, most_bytes) or _NAMELESS


def _shortened(name: str, most_bytes: int) -> str:
    """Cut before its ending, and never between a letter and the marks above or below it."""
    if len(name.encode()) <= most_bytes:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > MOST_ENDING:
        stem, dot, ending = name, "", ""
    room = most_bytes - len((dot + ending).encode())
    return _cut(stem, room).rstrip(". ") + dot + ending


def _cut(text: str, room: int) -> str:
    kept = text.encode()[:room].decode(errors="ignore")
    while kept and len(kept) < len(text) and _clings(text[len(kept)]):
        kept = kept[:-1]
    return kept


def _clings(letter: str) -> bool:
    """Whether a letter is drawn above, below or behind the one before it."""
    return unicodedata.combining(letter) != 0 or unicodedata.category(letter) in ("Mn", "Mc") or letter == "\u0e33"


class Paths:
    """Gives every file of a ZIP a way of its own, whatever the case or the accents of other names."""

    def __init__(self, *taken: str) -> None:
        self._taken = {_same(each) for each in taken}

    def path_for(self, folders: Sequence[str], name: str) -> str:
        """The way to a file; a second one of the same name gets a number: "ภาพ (2).jpg"."""
        within = "/".join(safe_name(folder) for folder in folders if folder)
        number, safe = 1, safe_name(name)
        path = f"{within}/{safe}" if within else safe
        while _same(path) in self._taken:
            number += 1
            numbered = _numbered(name, number)
            path = f"{within}/{numbered}" if within else numbered
        self._taken.add(_same(path))
        return path


def _numbered(name: str, number: int) -> str:
    mark = f" ({number})"
    safe = safe_name(name, MOST_BYTES - len(mark))
    stem, dot, ending = safe.rpartition(".")
    if not dot or not stem or len(ending) > MOST_ENDING:
        return safe + mark
    return f"{stem}{mark}{dot}{ending}"


def _same(path: str) -> str:
    """What two names share that Windows or macOS would take for one."""
    return unicodedata.normalize("NFKD", path.casefold())
