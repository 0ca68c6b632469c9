"""Many people submitting at the same moment: nothing is lost, nothing is added twice, the chain stays whole."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connections

from rabrong.audit.queries import broken_in
from rabrong.results.actions import Accepted, Stale, Submission, submit_entries
from rabrong.results.models import Entry, Total
from tests.nation import NOW, Nation, actor, build_nation

MAY = 8
DISTRICTS = ("1101", "1102", "1201", "1202", "1301", "1302")


def submit(nation: Nation, district: str, met: int, version: int) -> object:
    try:
        form = Submission(
            nation.units[district],
            nation.indicators["4.3"],
            MAY,
            {"ก": Decimal(met), "ข": Decimal(20)},
            {"ก": version, "ข": 1 if version else 0},
        )
        return submit_entries(form, by=actor(nation.people[district], NOW), now=NOW)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_districts_submitting_together_all_count() -> None:
    nation = build_nation()
    with ThreadPoolExecutor(max_workers=6) as pool:
        for version, met in enumerate((12, 14, 15)):
            answers = list(pool.map(lambda at, met=met, version=version: submit(nation, at, met, version), DISTRICTS))
            assert all(isinstance(answer, Accepted) for answer in answers)
    total = Total.objects.get(agreement=nation.agreements["cdd"], month=MAY)
    # All six districts stand at 15 of 20, so 90 / 120 = 75 %: the fourth level exactly.
    assert total.shown == Decimal("4.0000")
    assert broken_in("cdd") is None


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_of_one_unit_the_second_is_stale() -> None:
    nation = build_nation()
    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = list(pool.map(lambda met: submit(nation, "1201", met, 0), (11, 12, 13, 14)))
    assert sum(isinstance(answer, Accepted) for answer in answers) == 1
    assert sum(isinstance(answer, Stale) for answer in answers) == 3
    assert Entry.objects.filter(cell="ก").count() == 1
