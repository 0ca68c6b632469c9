"""What the base page knows: the chosen theme, and the other language."""

from django.http import HttpRequest
from django.utils.translation import get_language

from rabrong.charts import patterns

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def page(request: HttpRequest) -> dict[str, object]:
    """`theme` is empty where the reader's system decides; `chart_patterns` stand once on every page."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "other_language": "en" if (get_language() or "th").startswith("th") else "th",
        "chart_patterns": patterns(),
    }
