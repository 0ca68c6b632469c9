"""Rules of a year: who changes them, what is refused, and that every version stays."""

from decimal import Decimal

import pytest

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year
from rabrong.audit.models import Event
from rabrong.monitoring.actions.rules import NewRule, change_alert_rule
from rabrong.monitoring.models import AlertKind, AlertRule
from rabrong.monitoring.rules import LONGEST_REASON
from rabrong.org.rules import Refusal
from tests.monitoring.conftest import Browser
from tests.monitoring.world import rule
from tests.nation import NOW, YEAR, Nation, actor

GOOD = NewRule(AlertKind.LATE, is_on=True, limit=Decimal(7), levels=("district",), reason="เริ่มใช้")


def change(nation: Nation, new: NewRule, who: str = "psdg") -> AlertRule | Refusal | Stale:
    """As somebody asks for it."""
    edits = Year.objects.get(pk=YEAR).edits
    return change_alert_rule(YEAR, edits, new, by=actor(nation.people[who]), now=NOW)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewRule(AlertKind.LATE, True, Decimal(0), ("district",), "x"), "alert_rule.limit"),
        (NewRule(AlertKind.LATE, True, Decimal("1.5"), ("district",), "x"), "alert_rule.limit"),
        (NewRule(AlertKind.BAND, True, None, ("district",), "x"), "alert_rule.limit"),
        (NewRule(AlertKind.FORECAST, True, Decimal(5), ("district",), "x"), "alert_rule.limit"),
        (NewRule(AlertKind.OUTLIER, True, None, (), "x"), "alert_rule.levels"),
        (NewRule(AlertKind.OUTLIER, True, None, ("region",), "x"), "alert_rule.levels"),
        (NewRule(AlertKind.OUTLIER, True, None, ("district",), "  "), "alert_rule.no_reason"),
        (NewRule(AlertKind.OUTLIER, True, None, ("district",), "x" * (LONGEST_REASON + 1)), "alert_rule.long_reason"),
        (NewRule(AlertKind.OUTLIER, False, None, ("district",), "x"), "alert_rule.same"),
    ],
)
def test_what_makes_no_rule_is_refused(nation: Nation, new: NewRule, code: str) -> None:
    done = change(nation, new)

    assert isinstance(done, Refusal)
    assert done.code == code
    assert not AlertRule.objects.exists()


def test_only_the_psdg_changes_a_rule_and_not_in_a_closed_year(nation: Nation) -> None:
    refused = change(nation, GOOD, "12")
    Year.objects.filter(pk=YEAR).update(state="closed")
    closed = change(nation, GOOD)

    assert isinstance(refused, Refusal)
    assert isinstance(closed, Refusal)
    assert (refused.code, closed.code) == ("org.not_administrator", "year.closed")


def test_a_change_is_a_further_version_with_its_record(nation: Nation) -> None:
    first = change(nation, GOOD)
    same = change(nation, GOOD)
    second = change(nation, NewRule(AlertKind.LATE, True, Decimal(10), ("district", "province"), "ช้าลง"))

    assert isinstance(first, AlertRule)
    assert isinstance(second, AlertRule)
    assert isinstance(same, Refusal)
    assert same.code == "alert_rule.same"
    assert (first.version, second.version) == (1, 2)
    assert list(AlertRule.objects.order_by("pk").values_list("limit", flat=True)) == [Decimal(7), Decimal(10)]
    event = Event.objects.filter(verb="year.alert_rule").last()
    assert event is not None
    assert (event.before, event.after) == (
        {"limit": "7", "levels": "district"},
        {"limit": "10", "levels": "district, province", "reason": "ช้าลง"},
    )


def test_a_form_opened_before_another_change_is_stale(nation: Nation) -> None:
    edits = Year.objects.get(pk=YEAR).edits
    rule(nation, AlertKind.BAND, "1")

    assert isinstance(change_alert_rule(YEAR, edits, GOOD, by=actor(nation.people["psdg"]), now=NOW), Stale)


def test_the_page_changes_a_rule_and_says_why_it_does_not(nation: Nation, browser: Browser) -> None:
    client, path = browser("psdg"), f"/{YEAR}/alerts/rules/"
    form = {"edits": str(Year.objects.get(pk=YEAR).edits), "kind": "late", "on": "1", "limit": "๗"}
    refused = client.post(path, {**form, "reason": "เริ่มใช้"})
    done = client.post(path, {**form, "levels": ["district"], "reason": "เริ่มใช้"})

    assert refused.status_code == 422
    assert "เลือกอย่างน้อยหนึ่งระดับ" in refused.content.decode()
    assert done.status_code == 302
    assert AlertRule.objects.get().limit == 7
    assert "เริ่มใช้" in client.get(path).content.decode()
