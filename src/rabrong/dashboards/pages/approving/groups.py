"""What waits for somebody, as rows to decide on: a district's report, a province's districts, an indicator's round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rabrong.results.models import Approver
from rabrong.results.months import round_of
from rabrong.results.queries.waiting import Waiting, is_below, months_in


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that are decided on together. `place` is a unit's id, 0 for all; `period` the months they are of."""

    step: int
    approver: str
    indicator: int
    period: tuple[int, int]
    place: int
    rows: tuple[Waiting, ...]

    @property
    def name(self) -> str:
        """What the page calls it; the same as long as the same reports are meant."""
        return f"{self.step}-{self.indicator}-{self.period[0]}-{self.period[1]}-{self.place}"

    @property
    def pick(self) -> str:
        """The name with what was seen: how many reports, and the sum of their versions, which only grow."""
        return f"{self.name}:{len(self.rows)}.{sum(row.version for row in self.rows)}"

    @property
    def versions(self) -> dict[int, int]:
        """Report id -> version."""
        return {row.report: row.version for row in self.rows}

    @property
    def month(self) -> int:
        """The newest month in it."""
        return max(row.month for row in self.rows)

    @property
    def is_round(self) -> bool:
        """Whether it is an indicator of a whole round."""
        return self.approver == Approver.PSDG

    @property
    def is_one(self) -> bool:
        """Whether it is one unit's report."""
        return len(self.rows) == 1 and self.rows[0].unit == self.place


def grouped(rows: Iterable[Waiting]) -> list[Group]:
    """In the order in which the reports came."""
    found: dict[tuple[int, str, int, tuple[int, int], int], list[Waiting]] = {}
    for row in rows:
        found.setdefault((row.step, row.approver, row.indicator, *_where(row)), []).append(row)
    return [Group(*key, tuple(members)) for key, members in found.items()]


def _where(row: Waiting) -> tuple[tuple[int, int], int]:
    """A supervisor decides on a province's month, the PSDG on an indicator's round."""
    if row.approver == Approver.PSDG:
        months = months_in(round_of(row.month))
        return (months[0], months[-1]), 0
    if row.approver == Approver.SUPERVISOR and is_below(row):
        return (row.month, row.month), row.parent or row.unit
    return (row.month, row.month), row.unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: an indicator's code, a month, words in a unit's name; and its order."""

    kpi: str = ""
    month: int = 0
    q: str = ""
    sort: str = ""

    def keeps(self, group: Group, code: str, unit: str) -> bool:
        """Whether a group is among what is wanted."""
        if self.kpi and code != self.kpi:
            return False
        if self.month and not group.period[0] <= self.month <= group.period[1]:
            return False
        return self.q.casefold() in unit.casefold()


def picked(groups: Sequence[Group], picks: Iterable[str]) -> list[Group] | None:
    """The groups that were picked; None where any of them is no longer what was seen."""
    by_pick: Mapping[str, Group] = {group.pick: group for group in groups}
    chosen = list(dict.fromkeys(picks))
    if any(pick not in by_pick for pick in chosen):
        return None
    return [by_pick[pick] for pick in chosen]
