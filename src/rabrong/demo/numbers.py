"""What districts report, invented: running totals with believable shapes, the same from the same seed. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from rabrong.demo.plan import (
    COUNTED,
    FAR_AHEAD,
    FAR_BEHIND,
    GROWING,
    GROWTH,
    GROWTH_LEVEL,
    NEVER_REPORTED,
    NOT_APPLICABLE_IN,
    PERMILLE_OF_APRIL,
    PERMILLE_OF_SALES,
    SALES,
    SILENT_PROVINCES,
    SPREAD_OF_DISTRICTS,
    SPREAD_OF_INDICATORS,
    SPREAD_OF_PROVINCES,
    STOPPED_REPORTING,
    WHOLE_MONTHS,
    Plan,
)

FIRST, SECOND = "ก", "ข"
BASIS_POINTS = 10_000
WORST, BEST = -3500, 2200
NOT_APPLICABLE = "N/A"
PERMILLE_LATE = 25
"""Of the reports of a month, so many never came; none in March, when the half-year was closed."""


@dataclass(frozen=True, slots=True)
class District:
    """A district as far as its numbers depend on it."""

    code: str
    subdistricts: int

    @property
    def province(self) -> str:
        """The province's code."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Report:
    """One district's numbers of one indicator in one fiscal month, as texts."""

    district: str
    indicator: str
    month: int
    cells: tuple[tuple[str, str], ...]


def reports(districts: Sequence[District], seed: int) -> Iterator[Report]:
    """Every report of months 1 to 8, as if everybody who reports at all had sent in the open month too."""
    chance = Random(seed)
    ahead = offsets(districts, chance)
    last = last_months(districts, chance)
    for district in districts:
        reported = [month for month in range(1, last[district.code] + 1) if not _is_late(month, chance)]
        for indicator in (*COUNTED, GROWING):
            offset = ahead[district.code] + spread(chance, SPREAD_OF_INDICATORS)
            series = _series(district, indicator, max(WORST, min(BEST, offset)), chance)
            for month in reported:
                yield Report(district.code, indicator, month, series[month - 1])


def offsets(districts: Sequence[District], chance: Random) -> Mapping[str, int]:
    """District -> how far ahead of the country it is, in thousandths of a level; nothing on the whole."""
    provinces = {code: _of_province(code, chance) for code in sorted({each.province for each in districts})}
    drawn = {each.code: provinces[each.province] + spread(chance, SPREAD_OF_DISTRICTS) for each in districts}
    ahead_of_all = sum(drawn.values()) // len(drawn)
    return {code: offset - ahead_of_all for code, offset in drawn.items()}


def _of_province(code: str, chance: Random) -> int:
    drawn = spread(chance, SPREAD_OF_PROVINCES)
    return FAR_BEHIND.get(code, FAR_AHEAD.get(code, drawn))


def spread(chance: Random, most_often_within: int) -> int:
    """A whole number around 0."""
    return round(chance.gauss(0, most_often_within))


def last_months(districts: Sequence[District], chance: Random) -> Mapping[str, int]:
    """District -> the last month it reports; 0 for those that never do."""
    last = {each.code: 0 if each.province in SILENT_PROVINCES else len(PERMILLE_OF_APRIL) for each in districts}
    reporting = [code for code, month in last.items() if month and not code.endswith("01")]
    chosen = chance.sample(reporting, min(len(reporting), NEVER_REPORTED + STOPPED_REPORTING))
    last |= dict.fromkeys(chosen[:NEVER_REPORTED], 0)
    return last | {code: chance.randint(3, 6) for code in chosen[NEVER_REPORTED:]}


def _is_late(month: int, chance: Random) -> bool:
    return chance.randrange(1000) < PERMILLE_LATE and month not in (WHOLE_MONTHS - 1, WHOLE_MONTHS)


Cells = tuple[tuple[str, str], ...]


def _series(district: District, indicator: str, offset: int, chance: Random) -> list[Cells]:
    if (indicator, district.province) == NOT_APPLICABLE_IN:
        return [((FIRST, NOT_APPLICABLE), (SECOND, NOT_APPLICABLE))] * len(PERMILLE_OF_APRIL)
    if indicator == GROWING:
        return _sales(offset, chance)
    return _counts(COUNTED[indicator], district, offset, chance)


def _counts(plan: Plan, district: District, offset: int, chance: Random) -> list[Cells]:
    everybody = max(1, district.subdistricts) if plan.sizes is None else chance.randint(*plan.sizes)
    in_april = plan.april + offset * plan.level // 1000
    luck = chance.randrange(BASIS_POINTS)
    reached = [
        max(0, min(everybody, (in_april * permille // 1000 * everybody + luck) // BASIS_POINTS))
        for permille in PERMILLE_OF_APRIL
    ]
    return [((FIRST, str(count)), (SECOND, str(everybody))) for count in reached]


def _sales(offset: int, chance: Random) -> list[Cells]:
    year = chance.randint(*SALES)
    series: list[Cells] = []
    for growth, permille in zip(GROWTH, PERMILLE_OF_SALES, strict=True):
        before = year * permille // 1000
        now = before * (BASIS_POINTS + growth + offset * GROWTH_LEVEL // 1000) // BASIS_POINTS
        series.append(((FIRST, _hundredths(now)), (SECOND, _hundredths(before))))
    return series


def _hundredths(count: int) -> str:
    return f"{count // 100}.{count % 100:02}"
