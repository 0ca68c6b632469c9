"""What differs between two drawings of a page: the smallest elements with an id whose markup is another.

Markup is compared as text, piece by piece: a piece is an element with an id, its frame is its markup with the pieces
inside it cut out. Where the frames of two drawings are the same, only pieces inside them differ; where they are not,
the whole piece is new. So putting the new pieces in place of those with the same ids gives the new drawing exactly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ID = re.compile(r"\sid=\"([^\"]*)\"")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
OPAQUE = frozenset("script style template".split())
"""What is in these is no markup of the page."""

MOST_READ = 8
"""How many drawings are kept as they were read: the new one is the old one of the next change."""


class UnclearMarkupError(Exception):
    """Markup whose elements cannot be told apart by their tags alone, or with an id that stands twice."""


@dataclass(eq=False, slots=True)
class Piece:
    """An element with an id: where its markup begins and ends in a drawing, and the pieces inside it, in order."""

    name: str
    start: int
    end: int = 0
    inside: list["Piece"] = field(default_factory=list)

    def frame(self, text: str) -> list[str]:
        """Its markup without the pieces inside it: what stands between them, and their ids."""
        found, at = [], self.start
        for piece in self.inside:
            found += [text[at : piece.start], piece.name]
            at = piece.end
        return [*found, text[at : self.end]]


@lru_cache(MOST_READ)
def piece_of(text: str, name: str) -> Piece:
    """One of the outermost pieces of a drawing, with all that are inside it. Raises UnclearMarkupError."""
    whole, names = Piece("", 0, len(text)), set[str]()
    open_tags: list[tuple[str, Piece | None]] = []
    pieces = [whole]
    for start, end, closes, tag, attributes in _tags(text):
        if closes:
            if not open_tags or open_tags[-1][0] != tag:
                raise UnclearMarkupError(tag)
            _, piece = open_tags.pop()
            if piece is not None:
                piece.end = end
                pieces.pop()
        elif tag not in VOID and not attributes.endswith("/"):
            piece = _begun(attributes, start, names)
            open_tags.append((tag, piece))
            if piece is not None:
                pieces[-1].inside.append(piece)
                pieces.append(piece)
    found = next((piece for piece in whole.inside if piece.name == name), None)
    if open_tags or found is None:
        raise UnclearMarkupError(name)
    return found


def _begun(attributes: str, start: int, names: set[str]) -> Piece | None:
    found = ID.search(attributes)
    if found is None:
        return None
    if found[1] in names:
        raise UnclearMarkupError(found[1])
    names.add(found[1])
    return Piece(found[1], start)


def _tags(text: str) -> Iterator[tuple[int, int, bool, str, str]]:
    for match in TAG.finditer(text):
        tag = match[2]
        if tag is None:
            continue
        if tag in OPAQUE:
            raise UnclearMarkupError(tag)
        yield match.start(), match.end(), bool(match[1]), tag, match[3]


def cut_out(text: str, name: str) -> str | None:
    """The markup of a piece; None where there is none of that name, or it does not end.

    Looks at the tags of its kind alone, for it is done for every page that is drawn.
    """
    begun = re.search(rf'<([a-z]+) id="{re.escape(name)}"', text)
    if begun is None:
        return None
    depth = 0
    for match in re.finditer(rf"<(/?){begun[1]}(?![\w:-])", text[begun.start() :]):
        depth += -1 if match[1] else 1
        if depth == 0:
            end = text.find(">", begun.start() + match.end())
            return None if end < 0 else text[begun.start() : end + 1]
    return None


def differences(old: str, new: str, name: str) -> list[tuple[str, str]] | None:
    """The id and the new markup of each piece that is another, within the outermost one of a name and in its order;
    None where it cannot be told by pieces."""
    try:
        before, after = piece_of(old, name), piece_of(new, name)
    except UnclearMarkupError:
        return None
    return [(piece.name, new[piece.start : piece.end]) for piece in _new(before, old, after, new)]


def _new(before: Piece, old: str, after: Piece, new: str) -> Iterator[Piece]:
    if old[before.start : before.end] == new[after.start : after.end]:
        return
    if before.frame(old) != after.frame(new):
        yield after
        return
    for one, other in zip(before.inside, after.inside, strict=True):
        yield from _new(one, old, other, new)
