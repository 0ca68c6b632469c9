"""What the base page knows: the chosen theme and digits, and the other language."""

from django.http import HttpRequest
from django.utils.translation import get_language

from rabrong.charts import patterns
from rabrong.ui.digits import DIGITS_COOKIE

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def page(request: HttpRequest) -> dict[str, object]:
    """`theme` is empty where the reader's system decides; `thai_digits` is the reader's switch;
    `chart_patterns` stand once on every page."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "other_language": "en" if (get_language() or "th").startswith("th") else "th",
        "thai_digits": request.COOKIES.get(DIGITS_COOKIE) == "thai",
        "chart_patterns": patterns(),
    }
