"""What changed in the last seven days, by its effect on the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.dashboards.queries.indicators import Change
from rabrong.ui.numbers import fixed

SHOWN = 5
PLACES = 4
VALUE_PLACES = 2
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One indicator's changes together."""

    effect: Decimal
    code: str
    href: str
    sentence: str
    values: str
    at: datetime

    @property
    def is_down(self) -> bool:
        """Whether the total lost by it."""
        return self.effect < 0


def change_rows(changes: Sequence[Change], *, year: int, unit: str) -> list[ChangeRow]:
    """The changes by indicator, the greatest effect first. `changes` are oldest first."""
    by_code: dict[str, list[Change]] = {}
    for change in changes:
        by_code.setdefault(change.code, []).append(change)
    rows = [_row(group, year, unit) for group in by_code.values()]
    return sorted(rows, key=lambda row: -abs(row.effect))[:SHOWN]


def _row(group: Sequence[Change], year: int, unit: str) -> ChangeRow:
    first, last = group[0], group[-1]
    code = last.code
    effect = sum(((each.total_after or NOTHING) - (each.total_before or NOTHING) for each in group), NOTHING)
    href = reverse("indicator", args=(year, code, unit))
    return ChangeRow(effect, code, href, _sentence(first, last), _values(first, last), last.at)


def _sentence(first: Change, last: Change) -> str:
    before, after = first.score_before, last.score_after
    if after is None:
        return gettext("ไม่มีคะแนนแล้ว")
    if before is None:
        return gettext("มีคะแนนแล้ว %(score)s") % {"score": fixed(after, PLACES)}
    if before == after:
        return gettext("คะแนนคงเดิม %(score)s") % {"score": fixed(after, PLACES)}
    words = gettext("ขึ้นเป็น %(score)s") if after > before else gettext("ลดลงเป็น %(score)s")
    return words % {"score": fixed(after, PLACES)}


def _values(first: Change, last: Change) -> str:
    if first.result_before is None or last.result_after is None:
        return ""
    before, after = fixed(first.result_before, VALUE_PLACES), fixed(last.result_after, VALUE_PLACES)
    return "" if before == after else gettext("ผล %(after)s จาก %(before)s") % {"after": after, "before": before}
