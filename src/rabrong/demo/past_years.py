"""What provinces and districts came to in the years before, invented so that they add up to the department's. Pure.

Each thing that was counted has a moment: how far the whole department was when it was done. Sorted by these, as many
are done by a month as the department had counted by then; so nothing falls back, and the districts add up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from rabrong.demo.numbers import BASIS_POINTS, BEST, WORST, District, offsets, spread
from rabrong.demo.plan import COUNTED, GROWING, GROWTH_LEVEL, NOT_APPLICABLE_IN, SALES, SEED, Plan

OF_THIS_YEAR = 2
"""Half of how far a district is ahead or behind this year it was in the years before."""

SPREAD_OF_YEARS, SPREAD_OF_DISTRICTS = 330, 300
SPREAD_OF_PACE, MOST_PACE = 900, 2500
"""How early or late in the year, in basis points of the department's result when the year was young."""

SPREAD_OF_GROWTH = 6
"""In basis points a month that is left."""

LEAST_PART = 4
"""No district came to less than this part of what the department came to."""


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's results of an indicator as of the end of each month of a year, October first, in percent, exact."""

    unit: str
    indicator: str
    year: int
    months: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's share in a result: the lower number, and the upper as of the end of each month."""

    whole: int
    reached: Sequence[int]

    def percent(self) -> tuple[Fraction, ...]:
        """Upper by lower by month."""
        return tuple(Fraction(100 * upper, self.whole) for upper in self.reached)


@dataclass(frozen=True, slots=True)
class Group:
    """The districts where an indicator is counted in a year, and how far each is ahead, in basis points."""

    districts: Sequence[District]
    ahead: Mapping[str, int]
    chance: Random


def years_below(districts: Sequence[District], reached: Mapping[tuple[str, int], Sequence[int]]) -> Iterator[UnitYear]:
    """Of every district and province; `reached` is what the department came to by month, in basis points, for each
    indicator and year."""
    of_this_year = offsets(districts, Random(SEED))
    for (code, year), months in reached.items():
        where = [each for each in districts if (code, each.province) != NOT_APPLICABLE_IN]
        chance = Random(f"{SEED}-past-{code}-{year}")
        level = GROWTH_LEVEL if code == GROWING else COUNTED[code].level
        group = Group(where, _ahead(where, of_this_year, level, chance), chance)
        parts = _grown(group, months) if code == GROWING else _counted(group, (code, COUNTED[code]), months)
        for unit, part in _with_provinces(parts).items():
            yield UnitYear(unit, code, year, part.percent())


def _ahead(districts: Sequence[District], usual: Mapping[str, int], level: int, chance: Random) -> dict[str, int]:
    """District -> how far ahead of the department, in basis points."""
    provinces = {code: spread(chance, SPREAD_OF_YEARS) for code in sorted({each.province for each in districts})}
    found = {}
    for each in districts:
        drawn = usual[each.code] // OF_THIS_YEAR + provinces[each.province] + spread(chance, SPREAD_OF_DISTRICTS)
        found[each.code] = max(WORST, min(BEST, drawn)) * level // 1000
    return found


def _counted(group: Group, counted: tuple[str, Plan], months: Sequence[int]) -> dict[str, Part]:
    code, plan = counted
    sizes = Random(f"{SEED}-size-{code}")
    wholes = {
        each.code: max(1, each.subdistricts) if plan.sizes is None else sizes.randint(*plan.sizes)
        for each in group.districts
    }
    order = sorted(_moments(group, wholes, months[-1]))
    done = dict.fromkeys(wholes, 0)
    series: dict[str, list[int]] = {district: [] for district in wholes}
    begin = 0
    for month in months:
        until = (2 * month * len(order) + BASIS_POINTS) // (2 * BASIS_POINTS)
        for _, district in order[begin:until]:
            done[district] += 1
        begin = until
        for district, count in done.items():
            series[district].append(count)
    return {district: Part(whole, series[district]) for district, whole in wholes.items()}


def _moments(group: Group, wholes: Mapping[str, int], end: int) -> Iterator[tuple[int, str]]:
    """How far the department was, in basis points, whenever a district had done one more."""
    paces = {code: spread(group.chance, SPREAD_OF_PACE) for code in sorted({each.province for each in group.districts})}
    for each in group.districts:
        pace = paces[each.province] + spread(group.chance, SPREAD_OF_PACE)
        pace = max(-MOST_PACE, min(MOST_PACE, pace))
        whole, came_to = wholes[each.code], max(end + group.ahead[each.code], end // LEAST_PART)
        for done in range(whole):
            share = (2 * done + 1) * BASIS_POINTS * end // (2 * whole * came_to)
            yield share + pace * (end - share) // end, each.code


def _grown(group: Group, months: Sequence[int]) -> dict[str, Part]:
    sizes = Random(f"{SEED}-size-{GROWING}")
    sales = {each.code: sizes.randint(*SALES) for each in group.districts}
    everything = sum(sales.values())
    series: dict[str, list[int]] = {district: [] for district in sales}
    for left, month in zip(reversed(range(len(months))), months, strict=True):
        ahead = {code: by + spread(group.chance, SPREAD_OF_GROWTH * left) for code, by in group.ahead.items()}
        on_the_whole = sum(by * sales[code] for code, by in ahead.items()) // everything
        for code, by in ahead.items():
            series[code].append(sales[code] * (month + by - on_the_whole))
    return {code: Part(sale * BASIS_POINTS, series[code]) for code, sale in sales.items()}


def _with_provinces(districts: Mapping[str, Part]) -> dict[str, Part]:
    """The same, and each province as the sum of its districts."""
    below: dict[str, list[Part]] = {}
    for code, part in districts.items():
        below.setdefault(code[:2], []).append(part)
    provinces = {
        code: Part(sum(part.whole for part in parts), [sum(at) for at in zip(*(p.reached for p in parts), strict=True)])
        for code, parts in below.items()
    }
    return {**districts, **provinces}
