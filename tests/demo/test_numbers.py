"""The invented numbers: believable shapes, the same from the same seed."""

from collections import defaultdict
from decimal import Decimal

import pytest

from rabrong.demo.numbers import District, Report, reports
from rabrong.demo.plan import COUNTED, GROWING, NOT_APPLICABLE_IN, SEED, SILENT_PROVINCES

PROVINCES = ("12", "50", "63", "85", "95", "96")
DISTRICTS = [District(f"{province}{number:02}", 5 + number) for province in PROVINCES for number in range(1, 16)]


@pytest.fixture(scope="module")
def made() -> list[Report]:
    return list(reports(DISTRICTS, SEED))


def test_the_same_seed_gives_the_same_numbers(made: list[Report]) -> None:
    assert list(reports(DISTRICTS, SEED)) == made
    assert list(reports(DISTRICTS, SEED + 1)) != made


def test_running_totals_never_fall_and_never_pass_everybody(made: list[Report]) -> None:
    series: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for report in made:
        if report.indicator in COUNTED and (report.indicator, report.district[:2]) != NOT_APPLICABLE_IN:
            cells = dict(report.cells)
            series[report.district, report.indicator].append((int(cells["ก"]), int(cells["ข"])))
    for months in series.values():
        counts = [count for count, _ in months]
        assert counts == sorted(counts)
        assert len({everybody for _, everybody in months}) == 1
        assert counts[-1] <= months[0][1]


def test_growth_falls_over_the_year_in_the_country(made: list[Report]) -> None:
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for report in made:
        if report.indicator == GROWING:
            for at, (_, text) in enumerate(report.cells):
                sums[report.month][at] += Decimal(text)
    growth = [(now - before) / before for now, before in (sums[month] for month in (1, 4, 8))]
    assert growth == sorted(growth, reverse=True)


def test_two_provinces_are_silent_and_one_has_nothing_to_report(made: list[Report]) -> None:
    assert not [report for report in made if report.district[:2] in SILENT_PROVINCES]
    indicator, province = NOT_APPLICABLE_IN
    cells = {report.cells for report in made if report.indicator == indicator and report.district.startswith(province)}
    assert cells == {(("ก", "N/A"), ("ข", "N/A"))}
