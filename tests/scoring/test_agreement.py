"""What was agreed: the framework as a tree, the rules of a round."""

from dataclasses import replace

from rabrong.scoring.agreement import Aspect, aspects_of
from tests.scoring.sample import agreement, indicator


def test_aspects_are_listed_parents_first_with_their_depth() -> None:
    leaf = Aspect("leaf", "", {})
    framework = (Aspect("top", "", {}, (Aspect("middle", "", {}, (leaf,)),)), Aspect("second", "", {}))
    listed = [(depth, aspect.code) for depth, aspect in aspects_of(framework)]
    assert listed == [(0, "top"), (1, "middle"), (2, "leaf"), (0, "second")]


def test_a_round_has_its_own_rule_for_missing_results() -> None:
    agreed = replace(agreement(), missing={6: "leave_out", 9: "lowest", 12: "block"})
    assert [agreed.scale_in(round_).missing for round_ in (6, 9, 12)] == ["leave_out", "lowest", "block"]
    assert agreed.scale_in(12).points == agreed.scale.points


def test_an_indicator_is_found_by_its_code() -> None:
    agreed = agreement(indicator("1"), indicator("2"))
    assert agreed.indicator("2") == indicator("2")
    assert agreed.indicator("3") is None
