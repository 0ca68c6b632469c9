"""Thai digits on the screen, for who chose them. What is typed, exported or an identifier keeps Arabic ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

from rabrong.thai.digits import to_thai_digits
from rabrong.ui.words import language

DIGITS_COOKIE = "rabrong_digits"
DIGITS = ("thai", "arabic")

Answer = Callable[[HttpRequest], HttpResponseBase]

_CHOSEN: ContextVar[str] = ContextVar("digits", default="arabic")


def thai_digits_on() -> bool:
    """Whether the reader of this answer chose Thai digits; an English page has none."""
    return _CHOSEN.get() == "thai" and language().startswith("th")


def shown(text: str) -> str:
    """A formatted number or date with the reader's digits."""
    return to_thai_digits(text) if thai_digits_on() else text


class ShownCount(int):
    """A count that is written in Thai digits and still counts: `{% blocktranslate count n=n|number %}`."""

    def __str__(self) -> str:
        """The digits the reader chose."""
        return shown(int.__repr__(self))


@contextmanager
def digits(chosen: str) -> Iterator[None]:
    """Show one kind of digits for a while: `digits("arabic")` around what becomes a file for machines."""
    before = _CHOSEN.set(chosen)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def chosen_digits(answer: Answer) -> Answer:
    """Middleware: answers with the digits of the reader's cookie."""

    def with_digits(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(DIGITS_COOKIE, "")
        with digits(chosen if chosen in DIGITS else "arabic"):
            return answer(request)

    return with_digits
