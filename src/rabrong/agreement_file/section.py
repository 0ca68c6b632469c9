"""One mapping of the file being read: allowed keys, typed values, and every mistake kept with its line."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from rabrong.agreement_file.numbers import number_of, shortened, whole_of
from rabrong.agreement_file.problems import Problem, listed_allowed
from rabrong.agreement_file.tree import Fields, Items, Node, Text
from rabrong.scoring.absence import Fault

Choice = TypeVar("Choice", bound=str)
MOST_COMPARED = 50
"""Names among which a near one is looked for: comparing takes time."""


class Section:
    """Reads the values of one mapping. A bad value is noted in `problems` and read as None."""

    def __init__(self, node: Node, where: str, allowed: Collection[str], problems: list[Problem]) -> None:
        self.line = node.line
        self.column = node.column
        self.where = where
        self.problems = problems
        self.nodes: dict[str, Node] = {}
        self.is_mapping = isinstance(node, Fields)
        if not isinstance(node, Fields):
            self.note("type.fields", node, allowed=listed_allowed(allowed))
            return
        for key, value in node.fields:
            if key.text in allowed:
                self.nodes[key.text] = value
            else:
                self._note_unknown(key, allowed)

    def note(self, code: str, node: Node | None = None, key: str = "", **terms: object) -> None:
        """Keep a problem at a node of this mapping, or at the mapping itself."""
        place = node or self
        where = f"{self.where}.{key}".strip(".") if key else self.where
        self.problems.append(Problem(code, where, place.line, place.column, {"key": key, **terms}))

    def note_fault(self, fault: Fault, key: str) -> None:
        """Keep a fault of the scoring core at the node of `key`."""
        self.note(fault.code, self.nodes.get(key), key, **fault.terms)

    def has(self, key: str) -> bool:
        """Whether the key is given with more than nothing behind it."""
        node = self.nodes.get(key)
        return node is not None and not (isinstance(node, Text) and not node.text)

    def require(self, *keys: str) -> None:
        """Note every one of the keys that is not given; what is no mapping was noted as that."""
        for key in keys:
            if self.is_mapping and not self.has(key):
                self.note("key.required", self.nodes.get(key), key)

    def line_of(self, key: str) -> int:
        """The line of a key's value; of the mapping when it is not given."""
        return self.nodes[key].line if key in self.nodes else self.line

    def text(self, key: str) -> str | None:
        """A scalar as text; None when not given."""
        if not self.has(key):
            return None
        return self._text_at(self.nodes[key], key)

    def number(self, key: str) -> Decimal | None:
        """A number; None when not given or not a number."""
        text = self.text(key)
        return None if text is None else self._number(text, self.nodes[key], key)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number within its limits, both included."""
        text = self.text(key)
        if text is None:
            return None
        value = whole_of(text)
        if isinstance(value, Fault):
            self.note_fault(value, key)
            return None
        if not least <= value <= most:
            self.note("number.outside", self.nodes[key], key, value=value, least=str(least), most=str(most))
            return None
        return value

    def choice(self, key: str, choices: Sequence[Choice]) -> Choice | None:
        """One of the words allowed."""
        text = self.text(key)
        for choice in choices:
            if choice == text:
                return choice
        if text is not None:
            self.note("choice.unknown", self.nodes[key], key, text=shortened(text), allowed=listed_allowed(choices))
        return None

    def reference(self, key: str, known: Collection[str]) -> str | None:
        """The code of something else in the file."""
        text = self.text(key)
        if text is None or text in known:
            return text
        self.note("choice.unknown", self.nodes[key], key, text=shortened(text), allowed=listed_allowed(known))
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """The members of a list; empty when not given."""
        if not self.has(key):
            return ()
        node = self.nodes[key]
        if isinstance(node, Items):
            return node.items
        self.note("type.list", node, key)
        return ()

    def numbers(self, key: str) -> tuple[Decimal, ...] | None:
        """A list of numbers; None when one of them is none or the list is not given."""
        if not self.has(key):
            return None
        noted = len(self.problems)
        values = [self._number(text, node, key) for node, text in self._texts(key)]
        return tuple(value for value in values if value is not None) if len(self.problems) == noted else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empties are noted."""
        pairs = list(self._texts(key))
        for node, text in pairs:
            if not text:
                self.note("text.empty", node, key)
        return tuple(text for _, text in pairs if text)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts of which some may be empty."""
        return tuple(text for _, text in self._texts(key))

    def sections(self, key: str, allowed: Collection[str]) -> list["Section"]:
        """A list of mappings, each with its place."""
        return [
            Section(node, f"{self.where}.{key}[{position}]".strip("."), allowed, self.problems)
            for position, node in enumerate(self.items(key), start=1)
        ]

    def section(self, key: str, allowed: Collection[str]) -> "Section | None":
        """A mapping inside this one; None when not given."""
        if not self.has(key):
            return None
        return Section(self.nodes[key], f"{self.where}.{key}".strip("."), allowed, self.problems)

    def _texts(self, key: str) -> Iterator[tuple[Node, str]]:
        for node in self.items(key):
            text = self._text_at(node, key)
            if text is not None:
                yield node, text

    def _text_at(self, node: Node, key: str) -> str | None:
        if isinstance(node, Text):
            return node.text
        self.note("type.text", node, key)
        return None

    def _number(self, text: str, node: Node, key: str) -> Decimal | None:
        value = number_of(text)
        if isinstance(value, Fault):
            self.note(value.code, node, key, **value.terms)
            return None
        return value

    def _note_unknown(self, key: Text, allowed: Collection[str]) -> None:
        near = get_close_matches(shortened(key.text), allowed, n=1) if len(allowed) <= MOST_COMPARED else []
        code = "key.unknown_near" if near else "key.unknown"
        terms = {"unknown": shortened(key.text), "near": near[0] if near else "", "allowed": listed_allowed(allowed)}
        self.note(code, key, "", **terms)
