"""What a closing froze, read back as a page shows it: scores, sums and the whole scorecard of a unit. No query."""

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import weights_of
from rabrong.results.frozen.computing import Json, scale_of
from rabrong.results.models import RoundClosing, Score
from rabrong.scoring import agreement as core
from rabrong.scoring.absence import Absent
from rabrong.scoring.rollup import OverUnits, Tally
from rabrong.scoring.scorecard import Scorecard, Scored, scorecard


def score_of(item: Item, month: int, said: Json) -> Score:
    """A frozen score as the pages know scores; it is not stored."""
    return Score(
        item=item,
        month=month,
        state=said["state"],
        result=_fraction(said["result"]),
        exact=_fraction(said["exact"]),
        shown=None if said["shown"] is None else Decimal(said["shown"]),
    )


def score_in(said: Json) -> Fraction | None:
    """The exact frozen score."""
    return _fraction(said["exact"])


def total_in(content: Json) -> Decimal | None:
    """The displayed total of a unit."""
    shown = content["total"]["shown"]
    return None if shown is None else Decimal(shown)


def months_in(content: Json, month: int) -> dict[int, Decimal | None]:
    """The displayed totals by month: of the round's months before its last as they stood, and of the last, `month`.
    Closings of the first format know the last only."""
    before = {int(at): None if shown is None else Decimal(shown) for at, shown in content.get("months", {}).items()}
    return {**before, month: total_in(content)}


def card_in(content: Json, closing: RoundClosing) -> Scorecard:
    """The scorecard with the scale and the framework of the closing: the same digits as its total."""
    rules: Json = json.loads(closing.rules)
    round_ = next(each for each in core.ROUNDS if each == closing.round)
    scored = [
        Scored(
            code,
            rules["indicators"][code]["aspect"],
            weights_of(content["items"][code]["weights"]).get(round_),
            said["state"],
            _fraction(said["exact"]),
        )
        for code, said in content["scores"].items()
    ]
    return scorecard(scored, _framework(rules["framework"], ""), scale_of(rules), round_)


def _framework(rows: Sequence[Json], under: str) -> tuple[core.Aspect, ...]:
    return tuple(
        core.Aspect(row["code"], row["name"], weights_of(row["weights"]), _framework(rows, row["code"]))
        for row in rows
        if row["under"] == under
    )


def tallies_in(content: Json, version: IndicatorVersion) -> dict[str, Tally]:
    """Data item code -> its tally in the unit and all below it."""
    rows = content["sums"].get(version.code, {})
    how = {row.code: cast(OverUnits, row.over_units) for row in version.data_items.all()}
    return {code: _tally(how[code], row) for code, row in rows.items() if code in how}


def values_in(content: Json, version: IndicatorVersion) -> dict[str, Fraction | Absent]:
    """Data item code -> its value in the unit and all below it, as in results.queries.tally_values."""
    return {code: tally.value() for code, tally in tallies_in(content, version).items()}


def _tally(how: OverUnits, row: Sequence[object]) -> Tally:
    total, weight, month, unit, units, absent = row
    return Tally(
        how, Fraction(str(total)), Fraction(str(weight)), int(str(month)), str(unit), int(str(units)), int(str(absent))
    )


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
