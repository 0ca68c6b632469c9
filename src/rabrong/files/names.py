"""The name somebody gave a file, made safe to show, to store and to save as."""

import unicodedata

from rabrong.files.kinds import ENDINGS

LONGEST = 80
NOT_IN_NAMES = frozenset('<>:"|?*/\\')
UNSEEN = ("C", "Zl", "Zp")
"""Control, format (bidi overrides, joiners), surrogate, private and line-breaking characters."""

DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{at}" for name in ("com", "lpt") for at in range(1, 10))})
NAMELESS = "file"


def cleaned_name(given: str, kind: str) -> str:
    """Without folders and unseen characters, no longer than 80, with an ending that says what is in it."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = unicodedata.normalize("NFC", "".join(letter for letter in last if not _unseen(letter)))
    safe = "".join("_" if letter in NOT_IN_NAMES else letter for letter in seen)
    name = " ".join(safe.split()).strip(". ")
    stem, ending = _parted(name, kind)
    stem = stem[:LONGEST].strip(". ") or NAMELESS
    return f"_{stem}.{ending}" if stem.partition(".")[0].lower() in DEVICES else f"{stem}.{ending}"


def _parted(name: str, kind: str) -> tuple[str, str]:
    endings = ENDINGS.get(kind, ("bin",))
    stem, dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if dot and ending.lower() in endings else (name, endings[0])


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter).startswith(UNSEEN)


def shown_name(given: str) -> str:
    """A name to speak of a file that was not kept: what is seen of its last part, whatever its ending."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join("".join(letter for letter in last if not _unseen(letter)).split())[:LONGEST] or NAMELESS
