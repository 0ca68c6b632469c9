"""Sets a document with Typst: values as data, our templates, the fonts of the Sarabun package, and nothing else.

No font of the system, no package, no file but our templates; a network is never asked. The same values and the same
time give the same bytes.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeAlias, cast

import typst
from fontpkg_sarabun import ROOT as SARABUN  # type: ignore[import-untyped]

from rabrong.paper.documents.copied_text import with_copied_text

STANDARD: Final = "a-2a"
"""PDF/A-2a (archival, tagged), as Typst declares it; no validator has confirmed it."""

UNTAGGED_STANDARD: Final = "a-2u"

TEMPLATES = Path(str(files("rabrong.paper"))) / "typst"
_PLACES = "<signature>"
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff]")
_UNPRINTABLE = re.compile(
    r"PDF/A-2a error: the (?:text|PDF) contains .*?codepoint `\"(.+?)\"`|error: the text `\"(.+?)\"`"
)


Value: TypeAlias = "str | int | Mapping[str, Value] | Sequence[Value]"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page, in points from its top left corner; pages count from 1."""

    field: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished document and the places its template keeps for signatures, in reading order."""

    pdf: bytes
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The text holds letters that no font of ours has, so no document was made; Typst may name only the first."""

    letters: str


def typeset(template: str, data: Mapping[str, Value], *, made_at: datetime) -> Typeset | Unprintable:
    """The document that a template of ours makes of the data. `made_at` is written into the file.

    Raises typst.TypstError when data and template do not fit each other.
    """
    compiler = _compiler(template, data)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=int(made_at.timestamp()))
    except typst.TypstError as error:
        return _unprintable(error)
    places = json.loads(compiler.query(_PLACES, field="value"))
    return Typeset(with_copied_text(cast(bytes, pdf)), tuple(Place(**place) for place in places))


def typeset_piece(template: str, data: Mapping[str, Value], *, made_at: datetime) -> bytes | Unprintable:
    """A page to be laid into another document: archival as well, without tags of its own."""
    compiler = _compiler(template, data)
    try:
        pdf = compiler.compile(
            format="pdf", pdf_standards=[UNTAGGED_STANDARD], timestamp=int(made_at.timestamp()), pdf_tags=False
        )
    except typst.TypstError as error:
        return _unprintable(error)
    return with_copied_text(cast(bytes, pdf))


def _compiler(template: str, data: Mapping[str, Value]) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_cleaned(data), ensure_ascii=False)},
    )


def _unprintable(error: typst.TypstError) -> Unprintable:
    found = _UNPRINTABLE.search(error.message)
    if found is None:
        raise error
    return Unprintable(found[1] or found[2])


def _cleaned(value: Value) -> Value:
    """Without what nobody typed and no archive may hold: control characters, byte order marks."""
    if isinstance(value, str):
        return _INVISIBLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return value if isinstance(value, int) else [_cleaned(inner) for inner in value]


@cache
def _fonts() -> typst.Fonts:
    """The faces of Sarabun, and for a sign it lacks the faces that come with Typst. Found once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[SARABUN / "files"])
