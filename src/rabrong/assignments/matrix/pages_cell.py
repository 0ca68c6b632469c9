"""One cell of the matrix in words: what it says in each round, and everything it ever said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.matrix.asked import Asked
from rabrong.assignments.matrix.pages import Head, Square, square, who_name
from rabrong.assignments.matrix.who import key_of_who
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.assignments.queries.cells import history_of, mark_of
from rabrong.assignments.wording import role_words, rounds_words
from rabrong.org.models import Person, Unit
from rabrong.scoring.exact import trimmed
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the history: what, for which rounds, who made and who ended it; None where a file brought it."""

    role: str
    share: str
    rounds: str
    made_at: datetime | None
    made_by: str
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class OfRound:
    """What the cell says in a round."""

    round_: int
    role: str
    share: str
    is_now: bool


def cell_page(
    asked: Asked, version: IndicatorVersion, who: Unit | Person, typed: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Everything of the page of a cell; `typed` is what somebody sent that could not be kept. One query."""
    rows = history_of(version, who)
    standing = [row for row in rows if row.ended_at is None]
    rounds = [_of_round(standing, round_, is_now=round_ == asked.round_) for round_ in ROUNDS]
    now = next((row for row in standing if row.counts_in(asked.round_)), None)
    stored = {
        "role": "" if now is None else now.role,
        "share": "" if now is None or now.share is None else trimmed(now.share),
        "from_round": str(asked.round_),
        "to_round": "12",
    }
    return {
        "version": version,
        "name": in_language(version, "name"),
        "who": who_name(who),
        "who_whole": in_language(who, "position") if isinstance(who, Person) else in_language(who, "name"),
        "rounds": rounds,
        "history": [_said(row) for row in rows],
        "mark": mark_of(standing),
        "typed": stored if typed is None else {**stored, **typed},
        "stored_words": None if typed is None else role_words(stored["role"]),
        "roles": Ownership.ROLES,
        "all_rounds": [str(round_) for round_ in ROUNDS],
    }


def _of_round(rows: list[Ownership], round_: int, *, is_now: bool) -> OfRound:
    row = next((row for row in rows if row.counts_in(round_)), None)
    share = "" if row is None or row.share is None else trimmed(row.share)
    return OfRound(round_, role_words("" if row is None else row.role), share, is_now)


def _said(row: Ownership) -> Said:
    share = "" if row.share is None else trimmed(row.share)
    made = "" if row.made_by is None else who_name(row.made_by)
    ended = "" if row.ended_by is None else who_name(row.ended_by)
    return Said(role_words(row.role), share, rounds_words(row), row.made_at, made, row.ended_at, ended)


def square_of(asked: Asked, version: IndicatorVersion, who: Unit | Person, round_: int) -> Square:
    """The cell as the matrix of a round shows it. One query."""
    rows = [row for row in history_of(version, who) if row.ended_at is None]
    head = Head(key_of_who(who), who_name(who), "", "", "")
    return square(version.code, head, rows, (round_, f"{asked.base}{_quoted(version.code)}/"))


def _quoted(code: str) -> str:
    return quote(code, safe="")
