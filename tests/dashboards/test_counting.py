"""Which numbers count, by page: ordered at once, computed by a job, the rule before in force until it is done."""

from html import unescape

import pytest
from django.test import Client

from rabrong.agreements.models import Year
from rabrong.demo.models import Mark
from rabrong.results.actions import recounting
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import CountingOrder, Counts, OrderState, RoundClosing, Total
from rabrong.results.queries.counting import counting_of
from tests.dashboards.conftest import MAY, Browser
from tests.nation import NOW, YEAR, Nation
from tests.notices.jobs import run_due_jobs

pytestmark = pytest.mark.django_db
PAGE = f"/{YEAR}/counting/"


@pytest.fixture
def psdg(nation: Nation, browser: Browser) -> Client:
    """The PSDG; nothing that districts reported is approved yet."""
    submit_reports(YEAR)
    Mark.objects.create(loaded="a nation", now=NOW)
    return browser("psdg")


def choose(client: Client, counts: str = "approved", reason: str = "มติ", edits: int | None = None) -> int:
    """The status of ordering a rule."""
    seen = Year.objects.get(pk=YEAR).edits if edits is None else edits
    return client.post(PAGE, {"counts": counts, "reason": reason, "edits": str(seen)}).status_code


def page(client: Client) -> str:
    """The page as text."""
    return unescape(client.get(PAGE).content.decode())


def total(nation: Nation) -> object:
    """May's total of province 12."""
    return Total.objects.get(agreement=nation.agreements["12"], month=MAY).shown


def test_until_the_job_is_done_rule_and_scores_stay_and_the_page_says_so(psdg: Client, nation: Nation) -> None:
    """33 of 40 is level 5 while all counts; nothing is approved, so that nothing counts then."""
    before = total(nation)
    assert choose(psdg) == 302
    said = page(psdg)
    assert "กำลังคำนวณคะแนนทั้งปีใหม่" in said
    assert '<form method="post" class="desk-form"' not in said
    assert (counting_of(YEAR), total(nation)) == (Counts.ALL, before)

    run_due_jobs()
    assert (counting_of(YEAR), total(nation)) == (Counts.APPROVED, None)
    assert CountingOrder.objects.get().state == OrderState.DONE
    assert "กำลังคำนวณคะแนนทั้งปีใหม่" not in page(psdg)
    assert psdg.get(f"{PAGE}progress/")["HX-Refresh"] == "true"


def test_a_second_change_waits_for_the_first(psdg: Client) -> None:
    assert choose(psdg) == 302
    assert "HX-Refresh" not in psdg.get(f"{PAGE}progress/")
    assert choose(psdg, "certified") == 422
    assert CountingOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("choice", "status"),
    [({"counts": "all"}, 422), ({"reason": " "}, 422), ({"counts": "x"}, 422), ({"edits": 99}, 422)],
)
def test_what_cannot_be_ordered_is_said_and_nothing_is(psdg: Client, choice: dict[str, object], status: int) -> None:
    assert choose(psdg, **choice) == status  # type: ignore[arg-type]
    assert not CountingOrder.objects.exists()


def test_a_round_closed_meanwhile_keeps_the_rule(psdg: Client, nation: Nation) -> None:
    choose(psdg)
    RoundClosing.objects.create(
        year_id=YEAR, round=6, number=1, rules="{}", digest="x", by=nation.people["psdg"], at=NOW
    )
    run_due_jobs()

    assert counting_of(YEAR) == Counts.ALL
    order = CountingOrder.objects.get()
    assert (order.state, order.code) == (OrderState.REFUSED, "counting.round_closed")


def test_a_job_that_breaks_off_leaves_everything_and_can_be_ordered_again(
    psdg: Client, nation: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(psdg)
    before = total(nation)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(recounting, "choose_counting", broken)
        run_due_jobs()
    assert (counting_of(YEAR), total(nation)) == (Counts.ALL, before)
    assert "หยุดกลางคัน" in page(psdg)
    assert choose(psdg) == 302


def test_an_order_whose_worker_was_lost_does_not_block_for_ever(psdg: Client) -> None:
    choose(psdg)
    CountingOrder.objects.update(state=OrderState.RUNNING, at=NOW - 2 * recounting.LOST)

    assert choose(psdg, "certified") == 302
    assert list(CountingOrder.objects.values_list("state", flat=True)) == [OrderState.REFUSED, OrderState.WAITING]


@pytest.mark.parametrize(("who", "status"), [("12", 404), ("1201", 404)])
def test_who_does_not_see_everything_finds_neither_page_nor_progress(
    psdg: Client, browser: Browser, who: str, status: int
) -> None:
    for address in (PAGE, f"{PAGE}progress/"):
        assert browser(who).get(address).status_code == status


def test_the_page_is_in_english_too(psdg: Client) -> None:
    choose(psdg)
    psdg.cookies["django_language"] = "en"

    assert "The scores of the whole year are being computed" in page(psdg)
