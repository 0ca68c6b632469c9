"""Makes the Thai of a PDF from Typst copy and search rightly; how it looks stays the same.

Typst gives every glyph the text of its whole cluster, and a tone mark that stands a little higher than its line
becomes a piece of its own which says that text again: "ขึ้น" is copied as "ขึ้ขึ้น". Here each glyph gets the letter
it draws, and such a piece says nothing, as its cluster has said it already.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rabrong.paper.documents.pdf_objects import (
    PdfObjects,
    put_together,
    stream_of,
    taken_apart,
    with_objects,
    with_stream,
)

_FONT = re.compile(rb"/Type/Font/Subtype/Type0.*?/DescendantFonts\[(\d+) 0 R\]/ToUnicode (\d+) 0 R", re.S)
_FONT_NAMES = re.compile(rb"/Font<<(.*?)>>", re.S)
_NAME = re.compile(rb"/(\w+) (\d+) 0 R")
_PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R.*?/Contents (\d+) 0 R", re.S)
_WIDTHS = re.compile(rb"/W\[(.*?)\]>>", re.S)
_RANGE = re.compile(rb"(\d+) (\d+) (\S+)")
_LETTERS_OF = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_TEXT_PIECE = re.compile(rb"(?<=\n)BT\b(.*?)\nET(?=\n)", re.S)
_SAID = rb"/Span<</ActualText<(?P<said>[0-9A-F]*)>>>BDC"
_TOKEN = re.compile(_SAID + rb"|(?P<end>\bEMC\b)|/(?P<font>\w+) [\d.]+ Tf|\((?P<shown>(?:\\.|[^\\()])*)\)", re.S)
_WRAPPING = re.compile(rb"/Span<</ActualText<[0-9A-F]*>>>BDC|\nEMC")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")
_RING, _SARA_AA = "\u0e4d", "\u0e32"
_NOTHING = b"/Span<</ActualText<FEFF>>>BDC\nBT"


@dataclass(frozen=True, slots=True)
class _Font:
    """What a font tells of its glyphs: the object with their letters, those letters, which ones take room."""

    letters_at: int
    letters: dict[int, str]
    wide: frozenset[int]


@dataclass(slots=True)
class _Cluster:
    """Glyphs of one font in a row, and the text that stands for all of them."""

    font: _Font
    glyphs: list[int]
    text: str


def with_copied_text(pdf: bytes) -> bytes:
    """The same pages, with text that is copied as it was written. Raises UnknownLayoutError."""
    parts = taken_apart(pdf)
    fonts = {number: font for number, piece in parts.objects.items() if (font := _font_of(parts, piece)) is not None}
    letters: dict[int, dict[int, str]] = {font.letters_at: {} for font in fonts.values()}
    changed = {}
    for resources, contents in _pages(parts):
        named = _named_fonts(parts.objects[resources], fonts)
        piece = parts.objects[contents]
        for cluster in _clusters(stream_of(piece) or b"", named):
            letters[cluster.font.letters_at].update(_letters_of(cluster))
        changed[contents] = with_stream(piece, partial(_quiet, fonts=named))
    for number, known in letters.items():
        changed[number] = with_stream(parts.objects[number], partial(_renamed, letters=known))
    return put_together(with_objects(parts, changed))


def _pages(parts: PdfObjects) -> Iterator[tuple[int, int]]:
    for piece in parts.objects.values():
        if (found := _PAGE.search(piece)) is not None:
            yield int(found[1]), int(found[2])


def _font_of(parts: PdfObjects, piece: bytes) -> _Font | None:
    found = _FONT.search(piece)
    if found is None:
        return None
    letters = stream_of(parts.objects[int(found[2])]) or b""
    return _Font(
        letters_at=int(found[2]),
        letters={int(glyph, 16): _utf16(text) for glyph, text in _LETTERS_OF.findall(letters)},
        wide=frozenset(_wide(parts.objects[int(found[1])])),
    )


def _wide(descendant: bytes) -> Iterator[int]:
    found = _WIDTHS.search(descendant)
    for first, last, width in _RANGE.findall(found[1]) if found else ():
        if width.strip(b"0."):
            yield from range(int(first), int(last) + 1)


def _named_fonts(resources: bytes, fonts: dict[int, _Font]) -> dict[bytes, _Font]:
    found = _FONT_NAMES.search(resources)
    return {name: fonts[int(number)] for name, number in _NAME.findall(found[1])} if found else {}


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be").removeprefix("\ufeff")


def _clusters(content: bytes, fonts: dict[bytes, _Font]) -> list[_Cluster]:
    """The clusters of a page; marks in a piece of their own belong to the one before."""
    found: list[_Cluster] = []
    for piece in _TEXT_PIECE.finditer(content):
        inside = list(_clusters_of_piece(piece[1], fonts))
        if found and inside and _only_marks(inside):
            found[-1].glyphs.extend(glyph for cluster in inside for glyph in cluster.glyphs)
        else:
            found.extend(inside)
    return found


def _clusters_of_piece(piece: bytes, fonts: dict[bytes, _Font]) -> Iterator[_Cluster]:
    font: _Font | None = None
    said: str | None = None
    cluster: _Cluster | None = None
    for token in _TOKEN.finditer(piece):
        if token["said"] is not None:
            said, cluster = _utf16(token["said"]), None
        elif token["end"] is not None:
            said = None
        elif token["font"] is not None:
            font = fonts[token["font"]]
        elif font is not None:
            glyphs = _glyphs(token["shown"])
            if said is None:
                yield from (_Cluster(font, [glyph], font.letters.get(glyph, "")) for glyph in glyphs)
            elif cluster is None:
                cluster = _Cluster(font, glyphs, said)
                yield cluster
            else:
                cluster.glyphs.extend(glyphs)


def _glyphs(shown: bytes) -> list[int]:
    plain = _ESCAPE.sub(lambda found: _unescaped(found[1]), shown)
    return [int.from_bytes(plain[at : at + 2]) for at in range(0, len(plain), 2)]


def _unescaped(escape: bytes) -> bytes:
    return bytes([int(escape, 8)]) if escape.isdigit() else _ESCAPED.get(escape, escape)


def _only_marks(clusters: list[_Cluster]) -> bool:
    return not any(glyph in cluster.font.wide for cluster in clusters for glyph in cluster.glyphs)


def _letters_of(cluster: _Cluster) -> dict[int, str]:
    """Glyph -> what it draws, where the glyphs of a cluster can be told apart."""
    for letters in _ways_to_draw(cluster.text):
        if len(letters) == len(cluster.glyphs):
            return dict(zip(cluster.glyphs, letters, strict=True))
    return {}


def _ways_to_draw(text: str) -> list[list[str]]:
    """One glyph per letter. Sara am is drawn as a ring, which may be one with the tone mark over it, and sara aa."""
    found = _SARA_AM.search(text)
    if found is None:
        return [list(text)]
    before, tone, after = text[: found.start()], found[1], text[found.end() :]
    return [[*before, _RING, *tone, _SARA_AA, *after], [*before, _RING + tone, _SARA_AA, *after]]


def _quiet(content: bytes, fonts: dict[bytes, _Font]) -> bytes:
    return _TEXT_PIECE.sub(lambda piece: _quiet_piece(piece, fonts), content)


def _quiet_piece(piece: re.Match[bytes], fonts: dict[bytes, _Font]) -> bytes:
    clusters = list(_clusters_of_piece(piece[1], fonts))
    if not clusters or not _only_marks(clusters):
        return piece[0]
    return _NOTHING + _WRAPPING.sub(b"", piece[1]) + b"\nET\nEMC"


def _renamed(cmap: bytes, letters: dict[int, str]) -> bytes:
    def line(found: re.Match[bytes]) -> bytes:
        letter = letters.get(int(found[1], 16))
        return b"<%s> <%s>" % (found[1], letter.encode("utf-16-be").hex().upper().encode()) if letter else found[0]

    return _LETTERS_OF.sub(line, cmap)
