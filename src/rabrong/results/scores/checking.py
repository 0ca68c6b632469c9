"""Do the stored sums, scores and totals equal those that the entries give: the proof on a live database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import YearState
from rabrong.audit.actions import queue_behind
from rabrong.audit.queries import chains
from rabrong.results.models import Score, Tally, Total
from rabrong.results.queries.stored import TallyRow
from rabrong.results.scores.rows import Rows, ScoreRow
from rabrong.results.scores.year import computed, rebuild
from rabrong.scoring.rollup import NEVER

Key = tuple[str, int, int, int]
"""("tally" | "score" | "total", unit or item or agreement, data item or 0, month)."""
Digits = tuple[object, ...]
EMPTY_TALLY: Digits = ("0", "0", NEVER, "", 0, 0)
NOTHING: Mapping[str, Digits] = {
    "tally": EMPTY_TALLY,
    "score": ("missing", "", "", ""),
    "total": ("", "", "0"),
}
"""What a row says that need not be there at all."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored value that the entries do not give: `kind` is "tally", "score" or "total", `whose` names it."""

    year: int
    kind: str
    whose: str
    month: int
    stored: str
    computed: str


def years_stored() -> list[int]:
    """The years with stored totals that are not closed: a closed year keeps its digits, whatever is said later."""
    kept = Total.objects.exclude(agreement__year__state=YearState.CLOSED)
    return list(kept.order_by("agreement__year_id").values_list("agreement__year_id", flat=True).distinct())


def differences_now(year: int, now: datetime) -> list[Difference]:
    """What differs; only what also differs while nobody writes, for a reading may cross a submission."""
    if not _differences(year, now):
        return []
    with transaction.atomic():
        _wait_for_writers()
        return _differences(year, now)


def _wait_for_writers() -> None:
    for chain in sorted(chains()):
        queue_behind(chain)


@transaction.atomic
def repaired(year: int, now: datetime) -> list[Difference]:
    """What differed, stored anew from the entries."""
    _wait_for_writers()
    found = _differences(year, now)
    if found:
        rebuild(year, until_month=max(_months(year)), now=now)
    return found


def _months(year: int) -> tuple[int, ...]:
    stored = Total.objects.filter(agreement__year_id=year).values_list("month", flat=True).distinct()
    return tuple(sorted(stored))


def _differences(year: int, now: datetime) -> list[Difference]:
    months = _months(year)
    wanted: dict[Key, Digits] = {}
    for rows in computed(year, months, now):
        wanted |= dict(_said(rows))
    there = dict(_said(_stored(year)))
    differing = sorted(key for key in {*wanted, *there} if _of(wanted, key) != _of(there, key))
    names = _names(year, differing)
    return [
        Difference(year, key[0], names[key], key[3], _text(_of(there, key)), _text(_of(wanted, key)))
        for key in differing
    ]


def _of(values: Mapping[Key, Digits], key: Key) -> Digits:
    return values.get(key, NOTHING[key[0]])


def _stored(year: int) -> Rows:
    tallies = Tally.objects.filter(data_item__indicator__year_id=year)
    scores = Score.objects.filter(item__agreement__year_id=year)
    return Rows(
        tallies=[TallyRow(*row) for row in tallies.values_list(*TallyRow._fields)],
        scores=[ScoreRow(*row) for row in scores.values_list(*ScoreRow._fields)],
        totals=list(Total.objects.filter(agreement__year_id=year)),
    )


def _said(rows: Rows) -> Iterator[tuple[Key, Digits]]:
    for row in rows.tallies:
        yield ("tally", row.unit_id, row.data_item_id, row.month), _tally_digits(row)
    for score in rows.scores:
        exact = (score.state, _digit(score.result), _digit(score.exact), _digit(score.shown))
        yield ("score", score.item_id, 0, score.month), exact
    for total in rows.totals:
        shown = (_digit(total.exact), _digit(total.shown), _digit(total.counted_weight))
        yield ("total", total.agreement_id, 0, total.month), shown


def _tally_digits(row: TallyRow) -> Digits:
    return (str(row.total), str(row.weight), row.latest_month, row.latest_unit, row.units, row.not_applicable)


def _digit(number: object) -> str:
    return "" if number is None else str(number)


def _text(digits: Digits) -> str:
    return " ".join(str(each) for each in digits if each not in ("", None))


def _names(year: int, keys: list[Key]) -> dict[Key, str]:
    if not keys:
        return {}
    tallies = Tally.objects.filter(data_item__indicator__year_id=year)
    of_tally = {
        (unit, item): f"{code} {indicator} {cell}"
        for unit, item, code, indicator, cell in tallies.values_list(
            "unit_id", "data_item_id", "unit__code", "data_item__indicator__code", "data_item__code"
        )
    }
    scores = Score.objects.filter(item__agreement__year_id=year)
    of_score = {
        item: f"{code} {indicator}"
        for item, code, indicator in scores.values_list(
            "item_id", "item__agreement__unit__code", "item__indicator__code"
        )
    }
    totals = Total.objects.filter(agreement__year_id=year)
    of_total = dict(totals.values_list("agreement_id", "agreement__unit__code"))
    found: dict[Key, str] = {}
    for key in keys:
        kind, whose, part, _ = key
        named = {"tally": of_tally.get((whose, part)), "score": of_score.get(whose), "total": of_total.get(whose)}
        found[key] = named[kind] or f"#{whose}"
    return found
