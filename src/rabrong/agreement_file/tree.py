"""YAML as a plain tree in which every scalar is text and every node knows its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from rabrong.agreement_file.bytes_in import CONTROL, named
from rabrong.agreement_file.problems import BadFileError, Problem

DEEPEST = 100
MOST_NODES = 200_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, quoted or not, as one line without the spaces around it."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping in the order of the file; keys are unique."""

    fields: tuple[tuple[Text, "Node"], ...]
    line: int
    column: int


Node = Text | Items | Fields


def one_line(text: str) -> str:
    """A text as the file knows it: its lines as one, without the spaces around them.

    >>> one_line("  one\\n\\n two ")
    'one two'
    """
    lines = (line.strip() for line in text.replace("\t", " ").splitlines())
    return " ".join(line for line in lines if line)


class HasPlace(Protocol):
    """A mark of either YAML parser, the one in C or the one in Python."""

    line: int
    column: int


def parse(text: str, source: str) -> Node:
    """The one document of a YAML text. Raises BadFileError.

    Anchors, aliases, tags, several documents, keys given twice, and a tree too deep or too large are refused.
    """
    try:
        return _Builder(yaml.parse(text, Loader=LOADER)).document()
    except yaml.MarkedYAMLError as error:
        line, column = place(error.problem_mark or error.context_mark)
        problem = Problem("yaml.syntax", "", line, column, {"problem": error.problem or error.context or "?"})
        raise BadFileError(source, [problem]) from error
    except yaml.YAMLError as error:
        place_in = getattr(error, "position", 0)
        raise BadFileError(source, [_characters_problem(text.encode()[:place_in], str(error))]) from error
    except UnicodeEncodeError as error:
        raise BadFileError(source, [_characters_problem(text[: error.start].encode(), error.reason)]) from error
    except RefusedError as refused:
        raise BadFileError(source, [refused.problem]) from refused


def _characters_problem(before: bytes, problem: str) -> Problem:
    return Problem("yaml.characters", "", before.count(b"\n") + 1, None, {"problem": problem.splitlines()[0]})


def place(mark: HasPlace | None) -> tuple[int, int]:
    """Line and column of a parser's mark, counted from 1; the start of the file where it gives none."""
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class RefusedError(Exception):
    """A YAML feature or size that the format does not take."""

    def __init__(self, code: str, event: yaml.Event, **terms: object) -> None:
        super().__init__(code)
        line, column = place(event.start_mark)
        self.problem = Problem(code, "", line, column, terms)


class _Builder:
    """Builds the tree from parser events, so that nothing is ever expanded, converted or constructed."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.nodes = 0

    def document(self) -> Node:
        self._skip(yaml.StreamStartEvent)
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            raise RefusedError("yaml.empty", first)
        root = self._node(next(self.events), depth=0)
        self._skip(yaml.DocumentEndEvent)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise RefusedError("yaml.several_documents", after)
        return root

    def _skip(self, kind: type[yaml.Event]) -> None:
        event = next(self.events)
        assert isinstance(event, kind)  # the parser's own grammar

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line, column = place(event.start_mark)
        self._refuse_features(event)
        self.nodes += 1
        if depth > DEEPEST:
            raise RefusedError("yaml.too_deep", event, deepest=DEEPEST)
        if self.nodes > MOST_NODES:
            raise RefusedError("yaml.too_many", event, most=MOST_NODES)
        if isinstance(event, yaml.ScalarEvent):
            return Text(self._one_line(event), line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(depth)), line, column)
        return Fields(tuple(self._fields(depth)), line, column)

    def _refuse_features(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise RefusedError("yaml.anchor", event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise RefusedError("yaml.tag", event, tag=tag)

    def _one_line(self, event: yaml.ScalarEvent) -> str:
        control = CONTROL.search(event.value)
        if control:
            raise RefusedError("yaml.control", event, character=named(control.group()))
        return one_line(event.value)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _fields(self, depth: int) -> Iterator[tuple[Text, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Text):
                raise RefusedError("yaml.key_not_text", event)
            if key.text in seen:
                raise RefusedError("yaml.key_twice", event, key=key.text, first=seen[key.text])
            seen[key.text] = key.line
            yield key, self._node(next(self.events), depth + 1)
