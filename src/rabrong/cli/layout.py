"""Lines of a terminal: widths as Thai is shown (marks take no room), bars, band shapes, wrapping at spaces."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console

SHAPES = ("▲", "◆", "■", "⬢", "●")
COLOURS = ("#d9541e", "#c98a1b", "#8a8470", "#3f8fcb", "#3b76c4")
BREAK_AFTER = " /"


def terminal() -> Console:
    """Standard output. Texts of a file are shown as they are: square brackets and colons in them mean nothing."""
    return Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


def widest(texts: Iterable[str]) -> int:
    """The cells the widest text takes."""
    return max((cell_len(text) for text in texts), default=0)


def left(text: str, width: int) -> str:
    """The text padded on the right; a longer text is not cut."""
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """The text padded on the left; a longer text is not cut."""
    return " " * (width - cell_len(text)) + text


def bar(share: int, width: int) -> str:
    """A bar of `width` cells, `share` of 1000 filled."""
    filled = (share * width + 500) // 1000
    return "█" * filled + "░" * (width - filled)


def band_step(band: int, bands: int) -> int:
    """Which of the five shapes and colours a band takes: the first and the last always the outer ones."""
    return (band * (len(SHAPES) - 1) + (bands - 1) // 2) // (bands - 1) if bands > 1 else len(SHAPES) - 1


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines no wider than `width` where the text has places to break: after spaces and slashes, never in a word."""
    line = ""
    for piece in _pieces(text):
        if line and cell_len((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str) -> Sequence[str]:
    pieces, start = [], 0
    for at, character in enumerate(text):
        if character in BREAK_AFTER:
            pieces.append(text[start : at + 1])
            start = at + 1
    return [*pieces, text[start:]]
