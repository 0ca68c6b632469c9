"""The language of the page being made."""

from collections.abc import Sequence

from django.utils.translation import get_language


def language() -> str:
    """Its code: "th" or "en"."""
    return get_language() or "th"


def each_in_language(texts: Sequence[str], english: Sequence[str]) -> tuple[str, ...]:
    """Texts in the language of the page; in Thai where one has no English words, or none has."""
    if language().startswith("th") or not english:
        return tuple(texts)
    return tuple(theirs or ours for ours, theirs in zip(texts, english, strict=True))


def in_language(thing: object, name: str) -> str:
    """An attribute in the language of the page: in English `name_en` where it is filled in, else `name`."""
    english = "" if language().startswith("th") else getattr(thing, f"{name}_en", "")
    return str(english or getattr(thing, name, ""))
