"""The language of the page being made."""

from django.utils.translation import get_language


def language() -> str:
    """Its code: "th" or "en"."""
    return get_language() or "th"


def in_language(thing: object, name: str) -> str:
    """An attribute in the language of the page: in English `name_en` where it is filled in, else `name`."""
    english = "" if language().startswith("th") else getattr(thing, f"{name}_en", "")
    return str(english or getattr(thing, name, ""))
