"""What is settled is read once, until a deed changes any of it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.models import Item
from rabrong.agreements.queries.scoring import rules_and_bands
from rabrong.audit.models import ChainHead
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.forecasts.year_end import _outlook
from rabrong.dashboards.queries import settled as module
from rabrong.dashboards.queries.record import versions_now
from rabrong.dashboards.queries.settled import forget, reading, settled, shared
from rabrong.org.actor import Actor
from rabrong.org.models import Role, RoleAssignment
from rabrong.results.actions.approving import approve_reports
from rabrong.results.forecasts.outlook import Seen, outlook_of
from rabrong.results.forecasts.reading import Basis
from rabrong.results.models import Report
from rabrong.results.queries.stored import MonthScore
from tests.dashboards.conftest import enter
from tests.nation import NOW, STARTS, YEAR, Nation, actor


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()


def test_within_a_version_a_function_reads_once_and_elsewhere_each_time() -> None:
    read: list[int] = []

    @settled
    def doubled(number: int) -> int:
        read.append(number)
        return 2 * number

    assert [doubled(4), doubled(4)] == [8, 8]
    assert read == [4, 4]
    with reading("first"):
        assert [doubled(5), doubled(5), doubled(6)] == [10, 10, 12]
    assert read == [4, 4, 5, 6]
    with reading("second"):
        assert doubled(5) == 10
    assert read == [4, 4, 5, 6, 5]
    assert doubled(5) == 10
    assert read == [4, 4, 5, 6, 5, 5]


def test_what_is_shared_is_read_once_for_each_moment_and_key() -> None:
    read: list[str] = []

    def noted(name: str) -> str:
        read.append(name)
        return name

    assert [shared(("a",), lambda: noted("1")), shared(("a",), lambda: noted("2"))] == ["1", "2"]
    with reading("settled", "now"):
        assert [shared(("a",), lambda: noted("3")), shared(("a",), lambda: noted("4"))] == ["3", "3"]
        assert shared(("b",), lambda: noted("5")) == "5"
    with reading("settled", "later"):
        assert shared(("a",), lambda: noted("6")) == "6"
    with reading("settled"):
        assert shared(("a",), lambda: noted("7")) == "7"
    assert read == ["1", "2", "3", "5", "6", "7"]


def test_reading_within_reading_gives_back_the_version_of_before() -> None:
    with reading("outer"):
        with reading(""):
            assert module._VERSION.get() == ""
        assert module._VERSION.get() == "outer"
    assert module._VERSION.get() == ""


def test_what_fails_is_asked_again() -> None:
    tried: list[int] = []

    @settled
    def failing(number: int) -> int:
        tried.append(number)
        raise LookupError(number)

    with reading("first"):
        for _ in range(2):
            with pytest.raises(LookupError):
                failing(1)
    assert tried == [1, 1]


def approver(nation: Nation) -> Actor:
    """The head of province 12, who approves what its districts report."""
    person = nation.people["12"]
    RoleAssignment.objects.create(person=person, role=Role.APPROVER, unit=nation.units["12"], starts=STARTS)
    return actor(person)


@pytest.mark.django_db
def test_numbers_and_their_approval_leave_the_settled_version_alone(nation: Nation) -> None:
    before = versions_now()
    enter(nation, "1201", 20, 20)
    entered = versions_now()
    report = Report.objects.get(unit=nation.units["1201"])
    assert not approve_reports({report.pk: report.version}, by=approver(nation), now=NOW).refusals
    approved = versions_now()
    assert len({before.everything, entered.everything, approved.everything}) == 3
    assert before.settled == entered.settled == approved.settled
    assert ChainHead.objects.get().number == 2


def _score(month: int, result: int) -> MonthScore:
    return MonthScore(1, month, "counted", Fraction(result), Fraction(3), Decimal(3))


def test_an_outlook_is_kept_for_the_same_results_alone(nation: Nation) -> None:
    item = Item.objects.filter(indicator=nation.indicators["4.3"], agreement__unit=nation.units["1201"]).get()
    scale = rules_and_bands(YEAR)[0].scale
    criterion, seen = criterion_in(item, scale, 12), Seen(8, scale, Basis())
    grows = {month: _score(month, result) for month, result in ((6, 20), (7, 30), (8, 40))}
    fell = {**grows, 6: _score(6, 50)}  # the newest results are those of the other
    with reading("v"):
        first, again, other = (_outlook(item, criterion, scores, seen) for scores in (grows, dict(grows), fell))

    assert again is first
    assert (first.known.kind, other.known.kind) == ("accumulating", "moving")
    assert first == outlook_of(item, criterion, grows, seen)
    assert other == outlook_of(item, criterion, fell, seen)
