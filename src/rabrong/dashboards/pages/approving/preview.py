"""What approving or returning would do, in words: how many move where, and why the others would not."""

from collections.abc import Iterable
from dataclasses import dataclass

from rabrong.org.rules import Refusal
from rabrong.results.actions.approving import Preview
from rabrong.results.models import ReportState
from rabrong.results.wording import refusal_words

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Becoming:
    """So many reports become that."""

    word: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What would happen, and the refusals in words, the first ones of many."""

    becomes: tuple[Becoming, ...]
    passing: int
    refused: int
    refusals: tuple[str, ...]
    more: int


def preview_words(preview: Preview) -> Looked:
    """In the order of the states."""
    becomes = tuple(
        Becoming(str(ReportState(state).label), str(state), count)
        for state in ReportState
        if (count := sum(each == state for each in preview.becomes.values()))
    )
    said = list(dict.fromkeys(_words(preview.refusals.values())))
    return Looked(
        becomes,
        len(preview.grants),
        len(preview.refusals),
        tuple(said[:MOST_NAMED]),
        max(len(said) - MOST_NAMED, 0),
    )


def _words(refusals: Iterable[Refusal]) -> Iterable[str]:
    return (refusal_words(refusal) for refusal in refusals)
