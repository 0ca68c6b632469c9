"""Criteria kept as data in the file's own grammar (mappings, lists, text), read by the file's own readers."""

from collections.abc import Mapping, Sequence

from rabrong.agreement_file.criteria_in import read_criterion
from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields, Items, Node, Text
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.scale import Scale


class BadCriteriaError(ValueError):
    """Stored criteria that the reader refuses; they are checked before they are stored."""


def node_of(data: object) -> Node:
    """Data as the tree a file would have given; every scalar is text."""
    if isinstance(data, Mapping):
        return Fields(tuple((Text(str(key), 1, 1), node_of(value)) for key, value in data.items()), 1, 1)
    if isinstance(data, Sequence) and not isinstance(data, str):
        return Items(tuple(node_of(value) for value in data), 1, 1)
    return Text("" if data is None else str(data), 1, 1)


def data_of(node: Node) -> object:
    """The opposite of node_of: mappings, lists and text."""
    if isinstance(node, Fields):
        return {key.text: data_of(value) for key, value in node.fields}
    if isinstance(node, Items):
        return [data_of(value) for value in node.items]
    return node.text


def criterion_of(data: object, scale: Scale) -> Criterion:
    """The criterion of stored data. Raises BadCriteriaError."""
    problems: list[Problem] = []
    parent = Section(Fields((), 1, 1), "criteria", (), problems)
    read = read_criterion(node_of(data), "criteria", scale, parent)
    if read is None:
        raise BadCriteriaError(problems)
    return read.criterion
