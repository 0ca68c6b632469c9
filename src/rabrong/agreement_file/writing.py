"""Writing the file: a tree of mappings, lists and text as YAML that reads back as the same tree.

A text is bare where no reader could take it for anything else, in double quotes with escapes where it could.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from rabrong.agreement_file.bytes_in import CONTROL
from rabrong.agreement_file.tree import one_line

Data = Mapping[str, "Data"] | Sequence["Data"] | str
WIDEST = 116
LETTERS = r"A-Za-z\u0e01-\u0e5b0-9_"
BARE = re.compile(rf"-?[0-9]+(\.[0-9]+)?|[{LETTERS}]([{LETTERS} ./%()+*<>=;-]*[{LETTERS}.%)])?")
ESCAPED = {"\\": "\\\\", '"': '\\"'}


def text_of_data(data: Mapping[str, Data]) -> str:
    """The YAML of a tree, a line break at its end."""
    return "\n".join(_block(data, 0)) + "\n"


def kept_text(text: str) -> str:
    """A text as the file can hold it: one line, without control characters.

    >>> kept_text("a\\x00\\n b ")
    'a b'
    """
    return one_line(CONTROL.sub(" ", text))


def _block(data: Data, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _field(f"{pad}{_scalar(key)}:", value, indent)
    elif not isinstance(data, str):
        for value in data:
            yield from _member(pad, value, indent)


def _field(head: str, value: Data, indent: int) -> Iterator[str]:
    flow = _flow(value)
    if isinstance(value, str) or not value or _fits(head, value, flow):
        yield f"{head} {flow}"
    else:
        yield head
        yield from _block(value, indent + 2)


def _member(pad: str, value: Data, indent: int) -> Iterator[str]:
    flow = _flow(value)
    if isinstance(value, str) or not value or _fits(f"{pad}-", value, flow):
        yield f"{pad}- {flow}"
        return
    first, *rest = _block(value, indent + 2)
    yield f"{pad}- {first.lstrip(' ')}"
    yield from rest


def _fits(head: str, value: Data, flow: str) -> bool:
    """On one line, where it is short and nothing in it is a tree of its own."""
    inside = value.values() if isinstance(value, Mapping) else value
    flat = all(isinstance(each, str) or not any(isinstance(below, Mapping) for below in each) for each in inside)
    return flat and len(head) + len(flow) < WIDEST


def _flow(value: Data) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(_flow(each) for each in value) + "]"


def _scalar(text: str) -> str:
    if BARE.fullmatch(text):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    category = unicodedata.category(character)
    if character in ESCAPED:
        return ESCAPED[character]
    if category[0] == "C" or (category[0] == "Z" and character != " "):
        return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
    return character
