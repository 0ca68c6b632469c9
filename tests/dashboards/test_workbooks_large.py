"""A large workbook is checked and written by a worker: how far it is, stopping it, its end."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client

from rabrong.org.models import Role, RoleAssignment
from rabrong.results.models import Entry, SentWorkbook
from rabrong.results.workbooks import jobs
from rabrong.results.workbooks.actions import cancel_workbook, check_workbook, order_workbook, take_in_workbook
from rabrong.results.workbooks.jobs import go_on
from tests.dashboards.conftest import Browser, enter
from tests.dashboards.filled import Grid, refilled
from tests.dashboards.test_workbooks_sent import MAY, blank, confirm, good, page, sent
from tests.nation import NOW, STARTS, Nation, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def large() -> Iterator[None]:
    """Every file is a large one."""
    with patch.object(jobs, "LARGE_BYTES", 1):
        yield


@pytest.fixture
def keeper(nation: Nation, browser: Browser) -> Client:
    """Who keeps both districts of province 12 and sees the province."""
    for code, role in (("1201", Role.KEEPER), ("1202", Role.KEEPER), ("12", Role.VIEWER)):
        RoleAssignment.objects.create(person=nation.people["12"], role=role, unit=nation.units[code], starts=STARTS)
    return browser("12")


def both(numbers: Grid, notes: Grid) -> None:
    """May of both districts: 16 of 21 and 19 of 21."""
    good(numbers, notes)
    numbers.fill("1202", "ก", MAY, "19")
    numbers.fill("1202", "ข", MAY, "21")


def worked(workbook: SentWorkbook) -> SentWorkbook:
    """After the worker was there."""
    go_on.call(workbook.pk)
    workbook.refresh_from_db()
    return workbook


@pytest.mark.usefixtures("large")
def test_a_worker_checks_and_writes_a_province(nation: Nation, keeper: Client) -> None:
    workbook = sent(keeper, "12", refilled(blank(keeper, "12"), both))
    assert workbook.state == "waiting"
    assert "รอตรวจ" in page(keeper, workbook)
    part = keeper.get(f"/2555/excel/{workbook.pk}/progress/")
    assert "HX-Refresh" not in part

    workbook = worked(workbook)
    assert (workbook.state, workbook.done, workbook.steps, workbook.outcome["reports"]) == ("checked", 2, 2, 2)
    assert keeper.get(f"/2555/excel/{workbook.pk}/progress/")["HX-Refresh"] == "true"
    confirm(keeper, workbook)
    workbook.refresh_from_db()
    assert workbook.state == "ordered"
    assert not Entry.objects.filter(month=8).exists()
    assert worked(workbook).state == "taken"
    assert Entry.objects.filter(month=8).count() == 4
    assert worked(workbook).state == "taken"  # run twice, it is there once
    assert Entry.objects.filter(month=8).count() == 4


@pytest.mark.usefixtures("large")
def test_one_that_is_stopped_before_the_end_leaves_nothing(nation: Nation, keeper: Client) -> None:
    workbook = sent(keeper, "12", refilled(blank(keeper, "12"), both))
    SentWorkbook.objects.filter(pk=workbook.pk).update(state="ordered", cancel_asked=True)
    workbook.refresh_from_db()
    assert worked(workbook).state == "cancelled"
    assert not Entry.objects.filter(month=8).exists()


def test_one_that_breaks_off_says_so_and_leaves_nothing(nation: Nation, keeper: Client) -> None:
    by = actor(nation.people["12"])
    workbook = sent(keeper, "12", refilled(blank(keeper, "12"), both))
    order_workbook(workbook, {}, workbook.outcome["digest"])
    with (
        patch("rabrong.results.actions.bulk.rescore_units", side_effect=OSError("full")),
        pytest.raises(OSError, match="full"),
    ):
        take_in_workbook(workbook, by=by, now=NOW)
    workbook.refresh_from_db()
    assert workbook.state == "broken"
    assert "ไม่มีอะไรถูกบันทึก" in page(keeper, workbook)
    assert not Entry.objects.filter(month=8).exists()
    assert check_workbook(workbook, by=by, now=NOW).state == "broken"  # what is over is not begun anew
    assert not isinstance(cancel_workbook(workbook, now=NOW), SentWorkbook)


def test_one_number_changed_meanwhile_holds_back_all(nation: Nation, keeper: Client) -> None:
    workbook = sent(keeper, "12", refilled(blank(keeper, "12"), both))
    enter(nation, "1202", 18, 20)
    assert confirm(keeper, workbook).status_code == 409
    assert Entry.objects.filter(month=8).count() == 2
    workbook.refresh_from_db()
    assert (workbook.outcome["reports"], len(workbook.outcome["clashes"])) == (1, 2)
    assert confirm(keeper, workbook, every="theirs").status_code == 302
    newest = Entry.objects.filter(month=8, version=1).order_by("unit__code", "cell")
    assert [int(each.value or 0) for each in newest] == [16, 21, 18, 20]
