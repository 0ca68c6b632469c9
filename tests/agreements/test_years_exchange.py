"""An agreement leaves the database as a file and comes back: nothing is lost, nothing changes that was not said."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from rabrong.agreement_file.from_data import data_of
from rabrong.agreement_file.tree import parse
from rabrong.agreement_file.writing import text_of_data
from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.actions.exchange import apply_file, document_of, open_from_file
from rabrong.agreements.actions.framework import change_framework
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.framework import AspectRow, FrameworkPlan, IndicatorRow, same_for_all
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Aspect,
    Band,
    DataItem,
    Deadline,
    IndicatorVersion,
    Item,
    PastResult,
    Year,
    YearState,
)
from rabrong.agreements.queries.exchange import file_data, file_text
from rabrong.agreements.queries.framework import plan_of
from rabrong.agreements.queries.years import agreement_of, lead_agreement
from rabrong.assignments.exchange import owners_of
from rabrong.assignments.models import Ownership
from rabrong.config.opening import STAGES
from rabrong.org.rules import Refusal
from tests.agreement_file.oracle import Tree, nodes_of
from tests.agreement_file.test_writing import TEXT, full_files, without_results
from tests.agreements.years_texts import TWO_DIMENSIONS
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def rows_of(number: int) -> list[Any]:
    """Every row of a year that a file speaks of, without the numbers of the rows."""
    year = {"year": number}
    indicators = (
        "indicator__key", "code", "name", "name_en", "aspect__code", "position", "measure", "criteria", "formula",
        "formulas", "unreported", "starts", "cancelled", "adjustments", "evidence", "note", "responsible__code",
    )  # fmt: skip
    items = ("indicator__code", "weights", "target", "criteria", "amended")
    data = (
        "indicator__code",
        "code",
        "name",
        "name_en",
        "measure",
        "position",
        "over_units",
        "over_months",
        "weighted_by",
    )
    rules = (
        "points",
        "floor",
        "places",
        "total",
        "missing",
        "result_places",
        "note",
        "appeal_days",
        "details_decided_by",
    )
    return [
        list(Year.objects.filter(pk=number).values(*rules)),
        list(Band.objects.filter(**year).values("position", "upto", "name", "name_en")),
        list(Deadline.objects.filter(**year).values("code", "name", "name_en", "on")),
        list(Aspect.objects.filter(**year).values("code", "name", "name_en", "parent__code", "position", "weights")),
        list(IndicatorVersion.objects.filter(**year).values(*indicators)),
        list(DataItem.objects.filter(indicator__year=number).order_by("indicator", "position").values(*data)),
        list(Agreement.objects.filter(**year).values("unit__code", "superior__code", "superior_name")),
        list(Item.objects.filter(agreement__year=number).order_by("indicator__position").values(*items)),
        list(
            Ownership.objects.filter(indicator__year=number)
            .order_by("indicator", "position")
            .values("unit__code", "role", "share")
        ),
    ]  # fmt: skip


def forget(number: int) -> None:
    """Take a draft year out again, as if it had never been."""
    Item.objects.filter(agreement__year=number).delete()
    Agreement.objects.filter(year=number).delete()
    IndicatorVersion.objects.filter(year=number).delete()
    Aspect.objects.filter(year=number).delete()
    Year.objects.filter(pk=number).delete()


UNITS = ("กผ", "12", "1201", "cdd")


@st.composite
def known_files(draw: st.DrawFn) -> Tree:
    """A generated file that names only units that are there, and no unit, key or owner twice."""
    tree = draw(full_files())
    tree |= {"year": "2560", "unit": {"code": "cdd"}, "superior": {"name": draw(TEXT)}}
    for name in ("person", "units", "printed"):
        tree.pop(name, None)
    for at, node in enumerate(nodes_of(tree["framework"])):
        node["name"] = f"{draw(TEXT)}{at}"
    for at, indicator in enumerate(tree["indicators"]):
        for name in ("result", "key", "responsible", "owners"):
            indicator.pop(name, None)
        indicator["criteria"] = without_results(indicator["criteria"])
        optional = {"key": st.just(f"k{at}"), "responsible": st.sampled_from(UNITS)}
        indicator.update(draw(st.fixed_dictionaries({}, optional=optional)))
        owners = draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3))
        indicator["owners"] = [{"unit": unit, "role": "co"} for unit in owners]
    return tree


@given(tree=known_files())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_random_agreement_goes_out_and_comes_back(nation: Nation, tree: Tree) -> None:
    psdg = actor(nation.people["psdg"])
    with transaction.atomic():
        done = open_from_file(document_of(text_of_data(tree), "f"), by=psdg, now=NOW, later=STAGES.later)
        assert isinstance(done, Year), done
        text, rows = file_text(agreement_with(2560), owners_of), rows_of(2560)
        forget(2560)

        again = open_from_file(document_of(text, "f"), by=psdg, now=NOW, later=STAGES.later)

        assert isinstance(again, Year), again
        assert rows_of(2560) == rows
        assert file_text(agreement_with(2560), owners_of) == text
        transaction.set_rollback(True)


def agreement_with(year: int, unit: str = "cdd") -> Agreement:
    """The agreement of that unit."""
    found = agreement_of(year, unit)
    assert found is not None
    return found


def test_an_agreement_of_the_tests_is_written_as_it_was_agreed(nation: Nation) -> None:
    Item.objects.filter(agreement=nation.agreements["cdd"], indicator__code="4.3").update(target=Decimal("75.50"))
    PastResult.objects.create(
        indicator=nation.indicators["4.3"].indicator, unit=nation.units["cdd"], year=2554, value=Decimal("71.20")
    )
    tree = data_of(parse(file_text(agreement_with(YEAR), owners_of), "written"))
    assert isinstance(tree, dict)
    by_code = {row["code"]: row for row in tree["indicators"]}
    assert by_code["4.3"]["target"] == "75.50"
    assert by_code["4.3"]["baseline"] == {"2554": "71.20"}
    assert by_code["4.3"]["data"]["ก"]["over_months"] == "running"
    assert by_code["8"]["owners"] == [{"unit": "กผ", "role": "main"}]


def draft(nation: Nation, number: int = 2556) -> Year:
    """A copied year."""
    year = copy_year(Year.objects.get(pk=YEAR), number, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(year, Year)
    return Year.objects.get(pk=number)


def applied(nation: Nation, tree: Tree, year: int = 2556) -> object:
    """What becomes of a changed file."""
    edits = Year.objects.get(pk=year).edits
    document = document_of(text_of_data(tree), "f")
    return apply_file(document, edits, by=actor(nation.people["psdg"]), now=NOW, later=STAGES.later)


def test_a_renumbered_and_moved_indicator_stays_the_same(nation: Nation) -> None:
    draft(nation)
    tree: Any = file_data(agreement_with(2556), owners_of)
    before = dict(IndicatorVersion.objects.filter(year=2556).values_list("indicator__key", "pk"))
    tree["framework"].append({"code": "new", "name": "ใหม่"})
    codes = {"4.3": "8", "8": "4.3"}  # the two change places
    for row in tree["indicators"]:
        row["code"], row["aspect"] = codes[row["code"]], "new"

    assert isinstance(applied(nation, tree), Agreement)

    after = {row.indicator.key: row for row in IndicatorVersion.objects.filter(year=2556).select_related("indicator")}
    assert {key: row.pk for key, row in after.items()} == before
    assert {key: row.code for key, row in after.items()} == {"k4.3": "8", "k8": "4.3"}
    assert {row.aspect.code for row in after.values()} == {"new"}


def test_what_a_file_no_longer_has_is_dropped(nation: Nation) -> None:
    draft(nation)
    tree: Any = file_data(agreement_with(2556))
    tree["indicators"] = [row for row in tree["indicators"] if row["code"] == "8"]
    assert isinstance(applied(nation, tree), Agreement)
    assert list(IndicatorVersion.objects.filter(year=2556).values_list("code", flat=True)) == ["8"]
    assert IndicatorVersion.objects.filter(year=YEAR).count() == 2


def test_what_others_still_rest_on_is_not_dropped(nation: Nation) -> None:
    draft(nation)
    other = Agreement.objects.create(year_id=2556, unit=nation.units["12"], state=AgreementState.DRAFT)
    version = IndicatorVersion.objects.get(year=2556, code="4.3")
    Item.objects.create(agreement=other, indicator=version, weights={"12": "5"})
    rows = rows_of(2556)
    tree: Any = file_data(agreement_with(2556))
    tree["indicators"] = [row for row in tree["indicators"] if row["code"] == "8"]
    done = applied(nation, tree)
    assert isinstance(done, Refusal)
    assert done.code == "indicator.in_use"
    assert rows_of(2556) == rows


def test_a_province_has_its_own_weights_and_criteria_and_no_own_rules(nation: Nation) -> None:
    draft(nation)
    other = Agreement.objects.create(year_id=2556, unit=nation.units["12"], state=AgreementState.DRAFT)
    tree: Any = file_data(agreement_with(2556))
    tree["unit"] = {"code": "12"}
    tree["indicators"] = [row for row in tree["indicators"] if row["code"] == "4.3"]
    tree["indicators"][0] |= {"weight": "100", "criteria": {"kind": "levels", "at": ["50", "55", "60", "65", "70"]}}

    assert isinstance(applied(nation, tree), Agreement)

    item = Item.objects.get(agreement=other)
    assert item.weights == {"6": "100", "9": "100", "12": "100"}
    assert item.criteria == {"kind": "levels", "at": ["50", "55", "60", "65", "70"]}
    assert IndicatorVersion.objects.get(year=2556, code="4.3").criteria != item.criteria

    tree["scale"]["points"] = ["1", "2", "3", "4", "6"]
    assert applied(nation, tree) == Refusal("exchange.other_rules", {"year": 2556})
    tree["scale"]["points"] = ["1", "2", "3", "4", "5"]
    tree["indicators"][0]["code"] = "9.9"
    assert applied(nation, tree) == Refusal("exchange.unknown_indicator", {"code": "9.9"})


def test_a_file_is_taken_in_only_where_and_by_whom_it_may(nation: Nation) -> None:
    draft(nation)
    tree: Any = file_data(agreement_with(2556))
    document = document_of(text_of_data(tree), "f")
    refused = apply_file(document, 1, by=actor(nation.people["12"]), now=NOW)
    assert refused == Refusal("org.not_administrator")
    assert isinstance(apply_file(document, 99, by=actor(nation.people["psdg"]), now=NOW), Stale)
    Year.objects.filter(pk=2556).update(state=YearState.OPEN)
    assert applied(nation, tree) == Refusal("year.not_draft", {"year": 2556})
    assert applied(nation, tree | {"unit": {"code": "12"}}) == Refusal(
        "exchange.no_agreement", {"code": "12", "year": 2556}
    )
    Agreement.objects.create(year_id=2556, unit=nation.units["12"], state=AgreementState.SIGNED)
    signed = applied(nation, tree | {"unit": {"code": "12"}})
    assert isinstance(signed, Refusal)
    assert signed.code == "agreement.not_draft"


def test_writing_a_file_takes_a_fixed_number_of_queries(
    nation: Nation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    agreement = agreement_with(YEAR)
    for count in (2, 3):
        if count == 3:
            draft(nation, 2557)
            text = TWO_DIMENSIONS.replace("2560", "2558").replace("target: 5", "target: 5, owners: [{unit: กผ}]")
            open_from_file(document_of(text, "f"), by=actor(nation.people["psdg"]), now=NOW, later=STAGES.later)
            agreement = agreement_with(2558)
        with django_assert_num_queries(8):
            file_text(agreement, owners_of)


def test_the_framework_is_changed_as_a_whole(nation: Nation) -> None:
    draft(nation)
    plan = plan_of(2556, lead_agreement(2556))
    rows = {row.code: row for row in plan.indicators}
    hundred, sixty, forty = (same_for_all(Decimal(weight)) for weight in (100, 60, 40))
    changed = FrameworkPlan(
        (
            AspectRow(None, "out", "ภายนอก", "External", "", hundred),
            AspectRow(plan.aspects[0].pk, "eff", "ประสิทธิผล", "", "out", hundred),
        ),
        (
            IndicatorRow(rows["4.3"].pk, "1", "ชื่อใหม่", "eff", sixty, "กผ"),
            IndicatorRow(None, "2", "ตัวชี้วัดใหม่", "eff", forty),
        ),
    )
    done = change_framework(2556, Year.objects.get(pk=2556).edits, changed, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, Year), done
    again = plan_of(2556, lead_agreement(2556))
    assert [(row.code, row.under) for row in again.aspects] == [("out", ""), ("eff", "out")]
    assert [(row.code, row.name, row.weights, row.responsible) for row in again.indicators] == [
        ("1", "ชื่อใหม่", sixty, "กผ"),
        ("2", "ตัวชี้วัดใหม่", forty, ""),
    ]
    kept = IndicatorVersion.objects.get(year=2556, code="1")
    assert kept.indicator.key == "k4.3"
    assert not IndicatorVersion.objects.filter(year=2556, code="8").exists()


ONE = AspectRow(None, "a", "ก", "", "", {})
BAD_PLANS = [
    ("framework.empty", (), ()),
    ("aspect.no_name", (AspectRow(None, "a", "", "", "", {}),), ()),
    ("aspect.bad_code", (AspectRow(None, "", "ก", "", "", {}),), ()),
    ("aspect.code_twice", (ONE, ONE), ()),
    ("aspect.unknown", (AspectRow(None, "a", "ก", "", "b", {}),), ()),
    ("aspect.cycle", (AspectRow(None, "a", "ก", "", "b", {}), AspectRow(None, "b", "ข", "", "a", {})), ()),
    ("aspect.unknown", (ONE,), (IndicatorRow(None, "1", "n", "x", {}),)),
    ("indicator.no_name", (ONE,), (IndicatorRow(None, "1", "", "a", {}),)),
    ("indicator.bad_code", (ONE,), (IndicatorRow(None, "1" * 41, "n", "a", {}),)),
    ("indicator.code_twice", (ONE,), (IndicatorRow(None, "1", "n", "a", {}),) * 2),
    ("exchange.unknown_unit", (ONE,), (IndicatorRow(None, "1", "n", "a", {}, "ไม่มี"),)),
]


@pytest.mark.parametrize(("code", "aspects", "indicators"), BAD_PLANS)
def test_a_framework_that_is_none_changes_nothing(
    nation: Nation, code: str, aspects: tuple[AspectRow, ...], indicators: tuple[IndicatorRow, ...]
) -> None:
    draft(nation)
    rows = rows_of(2556)
    edits = Year.objects.get(pk=2556).edits
    done = change_framework(2556, edits, FrameworkPlan(aspects, indicators), by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, Refusal)
    assert done.code == code
    assert rows_of(2556) == rows
