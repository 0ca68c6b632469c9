"""A nation of the real size, made by a seeded generator: 878 districts, 76 provinces, 18 regions, one department."""

import random
from collections.abc import Iterator
from decimal import Decimal

DEPARTMENT, REGIONS, PROVINCES, DISTRICTS, INDICATORS, MONTHS = "cdd", 18, 76, 878, 21, 12
SEED = 2555


def parents() -> dict[str, str]:
    """Unit -> the unit above it; 972 units above and in the districts, without the department itself."""
    tree = {f"r{region}": DEPARTMENT for region in range(REGIONS)}
    tree |= {f"p{province}": f"r{province % REGIONS}" for province in range(PROVINCES)}
    tree |= {f"d{district}": f"p{district % PROVINCES}" for district in range(DISTRICTS)}
    return tree


def readings() -> list[dict[str, list[tuple[int, Decimal]]]]:
    """For each indicator: district -> its twelve months; 221,256 values in all."""
    chance = random.Random(SEED)
    return [{f"d{district}": list(_year(chance)) for district in range(DISTRICTS)} for _ in range(INDICATORS)]


def _year(chance: random.Random) -> Iterator[tuple[int, Decimal]]:
    for month in range(1, MONTHS + 1):
        yield month, Decimal(chance.randint(0, 99_999)) / 100
