"""Which units report an indicator: the same of a whole year at once and of one unit."""

from itertools import product

import pytest

from rabrong.agreements.models import IndicatorVersion
from rabrong.results.reporters import reporting_units
from rabrong.results.rules import entry_refusal
from tests.nation import YEAR, actor, build_nation

pytestmark = pytest.mark.django_db
ELSEWHERE = ("entry.reported_below", "entry.not_owner")


def test_the_units_of_a_year_are_those_that_may_enter() -> None:
    nation = build_nation()
    found = reporting_units(YEAR)
    for version, (code, keeper) in product(IndicatorVersion.objects.filter(year=YEAR), nation.people.items()):
        if code not in nation.units:
            continue  # the PSDG keeps no numbers
        refusal = entry_refusal(actor(keeper), nation.units[code], version, 7)
        is_elsewhere = refusal is not None and refusal.code in ELSEWHERE
        assert (nation.units[code].pk in found.get(version.pk, ())) == (not is_elsewhere), (version.code, code)
