"""What the base page knows: the chosen theme and digits, and the other language."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from rabrong.charts import patterns
from rabrong.ui.digits import DIGITS_COOKIE

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def page(request: HttpRequest) -> dict[str, object]:
    """`theme` is empty where the reader's system decides; `thai_digits` is the reader's switch; `bar_parts`
    are the templates of the top bar that apps bring; `chart_patterns` stand once on every page."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "other_language": "en" if (get_language() or "th").startswith("th") else "th",
        "thai_digits": request.COOKIES.get(DIGITS_COOKIE) == "thai",
        "bar_parts": settings.BAR_PARTS,
        "chart_patterns": patterns(),
    }
