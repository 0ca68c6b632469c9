"""What differs between two agreements is named field by field; an indicator stays itself under another number."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from rabrong.agreement_file.differences import Difference, differences
from rabrong.agreement_file.from_data import data_of
from rabrong.agreement_file.tree import parse
from tests.agreement_file.oracle import Tree
from tests.agreement_file.sample import CLEAN
from tests.agreement_file.test_writing import full_files

CLEAN_TREE: Any = data_of(
    parse(
        CLEAN.replace('code: "1"', 'code: "1", key: a').replace('  - code: "1", key: a', '  - key: a\n    code: "1"'),
        "clean",
    )
)


@pytest.fixture
def tree() -> Any:  # noqa: ANN401  a tree of text
    return copy.deepcopy(CLEAN_TREE)


def only(found: list[Difference]) -> Difference:
    """The one difference there is."""
    assert len(found) == 1, found
    return found[0]


def test_an_agreement_does_not_differ_from_itself(tree: Tree) -> None:
    assert differences(CLEAN_TREE, tree) == []


def test_a_changed_weight_and_target_stand_before_and_after(tree: Tree) -> None:
    tree["indicators"][0] |= {"weight": "55", "target": "90"}
    found = only(differences(CLEAN_TREE, tree))
    assert (found.part, found.kind, found.code, found.is_renumbered) == ("indicator", "changed", "1", False)
    assert [(each.field, each.before, each.after) for each in found.changes] == [
        ("weight", "60", "55"),
        ("target", None, "90"),
    ]


def test_another_number_is_the_same_indicator(tree: Tree) -> None:
    tree["indicators"][0]["code"] = "9"
    found = only(differences(CLEAN_TREE, tree))
    assert (found.kind, found.earlier, found.code, found.is_renumbered) == ("changed", "1", "9", True)
    assert found.changed("code")
    assert not found.changed("name")


def test_an_indicator_without_a_key_is_known_by_its_number(tree: Tree) -> None:
    del tree["indicators"][0]["key"]
    tree["indicators"][0]["name"] = "ชื่อใหม่"
    assert only(differences(CLEAN_TREE, tree)).changed("name")


def test_two_files_are_joined_one_to_one_though_a_key_stands_twice(tree: Tree) -> None:
    earlier = copy.deepcopy(tree)
    for indicator in earlier["indicators"]:
        indicator.pop("key", None)
    for indicator in tree["indicators"]:
        indicator |= {"key": "same", "note": "ใหม่"}
    for first, second in ((earlier, tree), (tree, earlier)):
        found = differences(first, second)
        assert [(each.kind, each.earlier, each.code) for each in found] == [
            ("changed", "1", "1"),
            ("changed", "2", "2"),
        ]


def test_new_and_dropped_indicators_are_named_with_all_they_say(tree: Tree) -> None:
    tree["indicators"][1] |= {"code": "3"}
    added, dropped = differences(CLEAN_TREE, tree)
    assert (added.kind, added.code, dropped.kind, dropped.code) == ("added", "3", "dropped", "2")
    assert {change.field for change in dropped.changes} >= {"weight", "criteria", "aspect"}
    assert all(change.before is None for change in added.changes)


def test_rules_framework_and_calendar_are_compared_too(tree: Tree) -> None:
    tree["scale"]["floor"] = "zero"
    tree["bands"] = tree["bands"][:1]
    tree["framework"][0]["parts"] = []
    tree["framework"].append({"code": "effectiveness", "name": "ประสิทธิผล", "weight": "60"})
    tree["deadlines"] = [{"code": "a", "name": "b", "on": "2555-04-02"}]
    rules, moved, day = differences(CLEAN_TREE, tree)
    assert [change.field for change in rules.changes] == ["floor", "bands"]
    assert [(change.field, change.before, change.after) for change in moved.changes] == [("under", "external", None)]
    assert (day.part, day.kind, day.code) == ("day", "added", "a")


@given(full_files(), full_files())
@settings(max_examples=60)
def test_what_is_found_one_way_is_found_the_other_way_round(first: Tree, second: Tree) -> None:
    there, back = differences(first, second), differences(second, first)
    assert differences(first, first) == []
    turned = {"added": "dropped", "dropped": "added", "changed": "changed"}
    assert sorted((each.part, turned[each.kind], each.earlier) for each in there) == sorted(
        (each.part, each.kind, each.code) for each in back
    )
