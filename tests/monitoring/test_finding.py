"""Finding alerts: what opens, what ends, once each, and at what cost."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from rabrong.monitoring.finding.forecasts import Ahead
from rabrong.monitoring.finding.looking import find_alerts
from rabrong.monitoring.models import Alert, AlertKind
from rabrong.results.models import Entry, Report, ReportState
from rabrong.results.scores import rebuild
from tests.monitoring.world import AHEAD, APRIL, LATER, MAY, enter, look, rule
from tests.nation import NOW, YEAR, Nation


def test_a_score_that_fell_into_a_lower_band_opens_once_and_ends_when_it_is_back(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "1")
    assert look() == []

    enter(
        nation, "1201", MAY, 17, 25, now=NOW + LATER
    )  # 17/25 = 68 % = 2 + (68 - 65) / 5 = 2.6: from 5 into the middle
    # province 12: (17 + 16) / (25 + 20) = 73.3333 % = 3 + 3.3333 / 5 = 3.6667; so do region and department
    expected = ["band 12 8", "band 1201 8", "band cdd 8"]
    assert look(NOW + LATER) == expected
    assert look(NOW + 2 * LATER) == expected
    assert Alert.objects.count() == 3
    facts = Alert.objects.get(unit__code="1201").facts
    assert facts == {"before": "5.0000", "after": "2.6000", "band_before": 2, "band_after": 1}

    enter(nation, "1201", MAY, 20, 25, now=NOW + 3 * LATER)  # 80 % again
    assert look(NOW + 3 * LATER) == []
    assert Alert.objects.get(unit__code="1201").closed_at == NOW + 3 * LATER
    assert Alert.objects.get(unit__code="1201").facts == facts


def test_falling_again_is_a_second_episode(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "1", "district")
    for turn, met in enumerate((17, 20, 17), start=1):
        enter(nation, "1201", MAY, met, 25, now=NOW + turn * LATER)
        look(NOW + turn * LATER)

    episodes = Alert.objects.order_by("episode").values_list("episode", "closed_at")
    assert list(episodes) == [(1, NOW + 2 * LATER), (2, None)]


def test_a_rule_says_how_far_and_at_which_level(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "2", "district")
    enter(nation, "1201", MAY, 17, 25, now=NOW + LATER)  # one band lower
    enter(nation, "1202", MAY, 12, 20, now=NOW + LATER)  # 60 % = 1: two bands lower

    assert look(NOW + LATER) == ["band 1202 8"]


def test_without_a_rule_or_with_one_that_is_off_there_are_no_alerts(nation: Nation) -> None:
    enter(nation, "1201", MAY, 12, 20)
    assert look() == []
    rule(nation, AlertKind.BAND, "1", "district")
    assert look(NOW + LATER) == ["band 1201 8"]
    rule(nation, AlertKind.BAND, "1", "district", is_on=False)
    assert look(NOW + 2 * LATER) == []


def test_a_report_is_late_by_so_many_days_and_no_longer_once_it_came(nation: Nation) -> None:
    rule(nation, AlertKind.LATE, "7", "district")
    on_the_18th, on_the_19th = (datetime(2012, 5, day, 3, tzinfo=UTC) for day in (18, 19))
    # April was entered until 12 May; March and before were due long ago
    assert "late 1301 7" not in look(on_the_18th)
    late = look(on_the_19th)
    assert "late 1301 7" in late
    assert "late 1201 7" not in late
    assert "late 1201 6" in late
    assert "late 1201 8" not in late
    facts = Alert.objects.get(unit__code="1301", month=APRIL).facts
    assert facts == {"due": "2012-05-12", "days": 7, "work": "none"}

    Entry.objects.create(
        unit=nation.units["1301"],
        indicator=nation.indicators["4.3"],
        cell="ก",
        month=APRIL,
        version=1,
        value=Decimal(1),
        by=nation.people["1301"],
        at=on_the_19th,
    )
    assert "late 1301 7" not in look(on_the_19th + timedelta(days=1))


def test_a_number_that_stands_out_opens_and_ends_when_it_is_corrected_or_certified(nation: Nation) -> None:
    rule(nation, AlertKind.OUTLIER, None, "district")
    look()
    enter(nation, "1201", MAY, 30, 20, now=NOW + LATER)  # the part is larger than the whole
    enter(nation, "1202", MAY, 15, 20, now=NOW + LATER)  # a running total that falls from 16
    assert look(NOW + LATER) == ["outlier 1201 8", "outlier 1202 8"]
    assert [each["code"] for each in Alert.objects.get(unit__code="1202").facts["findings"]] == ["report.falls"]

    enter(nation, "1201", MAY, 18, 20, now=NOW + 2 * LATER)
    assert look(NOW + 2 * LATER) == ["outlier 1202 8"]
    Report.objects.filter(unit=nation.units["1202"], month=MAY).update(state=ReportState.CERTIFIED)
    assert look(NOW + timedelta(days=1)) == []


@override_settings(ALERT_FORECASTS="tests.monitoring.world.forecasts")
def test_a_forecast_under_the_target_opens_and_ends_when_it_reaches_it(nation: Nation) -> None:
    unit, kpi = nation.units["12"], nation.indicators["4.3"].pk
    rule(nation, AlertKind.FORECAST, "0.5", "province")
    AHEAD[:] = [Ahead(unit.pk, unit.kind, kpi, Decimal("3.5000"), Decimal("4.0000"))]
    assert look() == ["forecast 12 8"]
    AHEAD[:] = [Ahead(unit.pk, unit.kind, kpi, Decimal("3.5001"), Decimal("4.0000"))]
    assert look(NOW + timedelta(days=1)) == []


def test_the_second_of_two_looks_at_once_changes_nothing(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "1")
    enter(nation, "1201", MAY, 12, 20)
    look()
    before = list(Alert.objects.order_by("pk").values())
    look()

    assert list(Alert.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("kind", [AlertKind.BAND, AlertKind.OUTLIER])
def test_a_look_costs_little_where_nothing_changed_and_no_more_for_more_units(nation: Nation, kind: AlertKind) -> None:
    rule(nation, kind, "1" if kind == AlertKind.BAND else None)
    look()
    look(NOW + timedelta(minutes=30))
    day = NOW + timedelta(hours=1)
    with CaptureQueriesContext(connection) as idle:
        find_alerts(YEAR, now=day)
    counts = []
    for turn, codes in enumerate((("1201",), ("1101", "1102", "1202")), start=1):
        for code in codes:
            enter(nation, code, MAY, 18, 20, now=day + turn * LATER)
        with CaptureQueriesContext(connection) as captured:
            find_alerts(YEAR, now=day + turn * LATER)
        counts.append(len(captured))

    assert len(idle) <= 8
    assert max(counts) <= 32, counts
    assert counts[0] == counts[1]


def test_a_rebuild_of_the_whole_year_does_not_open_alerts_again(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "1")
    enter(nation, "1201", MAY, 12, 20)
    first = look()
    rebuild(YEAR, until_month=MAY, now=NOW + LATER)

    assert look(NOW + LATER) == first
    assert Alert.objects.count() == len(first)
