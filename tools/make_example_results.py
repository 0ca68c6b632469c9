"""Writes the monthly results of the example agreement: invented, the same from the same seed, exact in their sums.

    python tools/make_example_results.py

Indicators 3.2 and 4.3, data items ก (reached) and ข (all) of 74 provinces as running totals, October to September.
Two provinces never report, and a few months are late. Which numbers are fixed stands in PLANS.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

SEED = 2555
ROOT = Path(__file__).resolve().parent.parent
PROVINCES_FILE = ROOT / "src" / "rabrong" / "demo" / "data" / "inspection-regions-2555.csv"
RESULTS_FILE = ROOT / "src" / "rabrong" / "examples" / "cdd-2555-results.csv"

HEADER = ("indicator", "unit", "month", "item", "value")
MONTHS = ("2554-10", "2554-11", "2554-12", *(f"2555-{month:02}" for month in range(1, 10)))
JUNE = MONTHS.index("2555-06")
ROUND_ENDS = ("2555-03", "2555-06", "2555-09")
SILENT = ("63", "95")  # ตาก, ยะลา

PERMILLE_OF_JUNE = (60, 140, 250, 370, 490, 620, 700, 860)
PERMILLE_OF_LAST_QUARTER = (400, 750, 1000)
JITTER = 40

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a group of provinces is in June: permille of everybody, least and most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed for an indicator; the seed decides the rest.

    `sizes` are the least and most a province can have where it is not fixed; `ahead` of the provinces are as far as
    `leaders`, the others as far as `followers`. `fixed` is province -> (reached in June, all).
    """

    indicator: str
    everybody: int
    reached_in_june: int
    reached_at_year_end: int
    sizes: tuple[int, int]
    followers: Reach
    leaders: Reach
    ahead: int
    late_reports: int
    fixed: Mapping[str, tuple[int, int]]


PLANS = (
    Plan(
        indicator="3.2",
        everybody=1594,
        reached_in_june=1137,
        reached_at_year_end=1184,
        sizes=(9, 34),
        followers=Reach(560, 780),
        leaders=Reach(800, 900),
        ahead=12,
        late_reports=7,
        fixed={},
    ),
    Plan(
        indicator="4.3",
        everybody=14898,
        reached_in_june=11044,
        reached_at_year_end=11904,
        sizes=(96, 296),
        followers=Reach(665, 777),
        leaders=Reach(790, 820),
        ahead=15,
        late_reports=5,
        fixed={
            "43": (96, 112),  # หนองคาย
            "75": (273, 328),  # สมุทรสงคราม
            "74": (269, 326),  # สมุทรสาคร
            "40": (311, 398),  # ขอนแก่น
            "66": (117, 182),  # พิจิตร
            "96": (151, 242),  # นราธิวาส
            "94": (120, 208),  # ปัตตานี
        },
    ),
)


def provinces() -> list[str]:
    """The codes of the provinces that report, in order."""
    with PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
        codes = [row["province_code"] for row in csv.DictReader(file)]
    return sorted(code for code in codes if code not in SILENT)


def levelled(counts: Counts, total: int, limits: Mapping[str, tuple[int, int]], chance: Random) -> Counts:
    """The counts moved one by one until they add up to `total`, each within its limits, both inclusive.

    Raises ValueError when the limits leave no room.
    """
    result = dict(counts)
    missing = total - sum(result.values())
    step = 1 if missing > 0 else -1
    while missing:
        movable = [code for code, (least, most) in limits.items() if least <= result[code] + step <= most]
        if not movable:
            raise ValueError(f"no room to reach {total}")
        result[chance.choice(movable)] += step
        missing -= step
    return result


def sizes(plan: Plan, codes: Sequence[str], chance: Random) -> Counts:
    """Province -> everybody there is (ข)."""
    least, most = plan.sizes
    drawn = {code: chance.randint(least, most) for code in codes}
    drawn |= {code: everybody for code, (_, everybody) in plan.fixed.items()}
    limits = {code: plan.sizes for code in codes if code not in plan.fixed}
    return levelled(drawn, plan.everybody, limits, chance)


def in_june(plan: Plan, everybody: Counts, chance: Random) -> Counts:
    """Province -> reached by the end of June."""
    free = [code for code in everybody if code not in plan.fixed]
    leaders = set(chance.sample(free, plan.ahead))
    limits = {code: _limits(everybody[code], plan.leaders if code in leaders else plan.followers) for code in free}
    drawn = {code: chance.randint(least, most) for code, (least, most) in limits.items()}
    drawn |= {code: reached for code, (reached, _) in plan.fixed.items()}
    return levelled(drawn, plan.reached_in_june, limits, chance)


def _limits(everybody: int, reach: Reach) -> tuple[int, int]:
    least = -(-everybody * reach.least // 1000)
    return least, max(least, everybody * reach.most // 1000)


def at_year_end(plan: Plan, everybody: Counts, june: Counts, chance: Random) -> Counts:
    """Province -> reached by the end of September, never less than in June."""
    limits = {code: (june[code], everybody[code]) for code in everybody}
    drawn = {code: min(everybody[code], june[code] + everybody[code] * chance.randint(20, 80) // 1000) for code in june}
    return levelled(drawn, plan.reached_at_year_end, limits, chance)


def running_totals(june: int, year_end: int, chance: Random) -> list[int]:
    """One province's total at the end of each month, October to September, never falling."""
    totals: list[int] = []
    for permille in PERMILLE_OF_JUNE:
        share = permille + chance.randint(-JITTER, JITTER)
        totals.append(max(june * share // 1000, totals[-1] if totals else 0))
    gained = year_end - june
    return [*totals, june, *(june + gained * permille // 1000 for permille in PERMILLE_OF_LAST_QUARTER)]


def late(plan: Plan, codes: Sequence[str], chance: Random) -> set[tuple[str, str]]:
    """Province and month of reports that never came; none at the end of a round."""
    months = [month for month in MONTHS if month not in ROUND_ENDS]
    return {(code, chance.choice(months)) for code in chance.sample(list(codes), plan.late_reports)}


def rows(plan: Plan, chance: Random) -> list[tuple[str, ...]]:
    """The rows of one indicator; a late report has empty values."""
    codes = provinces()
    everybody = sizes(plan, codes, chance)
    june = in_june(plan, everybody, chance)
    year_end = at_year_end(plan, everybody, june, chance)
    empty = late(plan, codes, chance)
    result: list[tuple[str, ...]] = []
    for code in codes:
        totals = running_totals(june[code], year_end[code], chance)
        for month, reached in zip(MONTHS, totals, strict=True):
            values = ("", "") if (code, month) in empty else (str(reached), str(everybody[code]))
            result += [(plan.indicator, code, month, item, value) for item, value in zip("กข", values, strict=True)]
    return result


def results_text(seed: int = SEED) -> str:
    """The whole file as text."""
    chance = Random(seed)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for plan in PLANS:
        writer.writerows(rows(plan, chance))
    return text.getvalue()


if __name__ == "__main__":
    RESULTS_FILE.write_text(results_text(), encoding="utf-8")
