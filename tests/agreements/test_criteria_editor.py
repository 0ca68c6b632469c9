"""Criteria typed cell by cell: what is kept, what is wrong at which cell, and the form of it."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.actions.criteria_editor import Promise, StalePromise, promise_of, seal_of, word_promise
from rabrong.agreements.forms.criteria_editor import read_criteria, with_row
from rabrong.agreements.models import Agreement, IndicatorVersion, Item, Year
from rabrong.agreements.pages.criteria_editor import curve_of, editor_of, past_score
from rabrong.agreements.pages.criteria_table import criteria_rows
from rabrong.agreements.rules.criteria_editor import Typed, TypedPart, read_typed, refilled, typed_of
from rabrong.audit.models import Event
from rabrong.org.rules import Refusal
from rabrong.scoring.criteria import Levels
from rabrong.scoring.scale import Scale
from tests.agreements.kpi_world import BASE, World, build_world, unsigned
from tests.nation import NOW, actor

FIVE = Scale(points=tuple(Decimal(point) for point in range(1, 6)))
ONE_TO_FIVE = ("1", "2", "3", "4", "5")
THREE = Scale(points=(Decimal(50), Decimal(75), Decimal(100)))

KEPT = [
    {"kind": "levels", "at": ["60", "65", "70", "75", "80"]},
    {"kind": "levels", "at": ["5", "4", "3.50", "2", "1"]},
    {"kind": "bands", "from": ["15", "25", "35", "45"]},
    {"kind": "bands", "from": ["15", "25"], "points": ["1", "3", "5"]},
    {"kind": "steps", "steps": ["ก", "ข", "ค", "ง", "จ"]},
    {"kind": "steps", "steps": ["ก", "ข"], "points": ["2.5", "5"]},
    {"kind": "weighted_steps", "points": ["1", "0.25", "3.75"], "cap": "5"},
    {"kind": "weighted_steps", "points": ["1", "4"]},
    {"kind": "mixed", "steps": ["ก", "ข"], "at": ["60", "70", "80"]},
    {"kind": "average", "parts": [{"weight": "60"}, {"weight": "40"}], "at": ["1", "2", "3", "4", "5"]},
    {"kind": "pass_fail", "pass": "5", "fail": "1"},
    {"kind": "score"},
    {
        "kind": "composite",
        "parts": [
            {"code": "1", "name": "หนึ่ง", "weight": "60", "criteria": {"kind": "score"}},
            {
                "code": "2",
                "name": "สอง",
                "weight": "40",
                "criteria": {
                    "kind": "composite",
                    "parts": [
                        {
                            "code": "2.1",
                            "name": "สองหนึ่ง",
                            "weight": "1",
                            "criteria": {"kind": "levels", "at": ["1", "2", "3", "4", "5"]},
                        }
                    ],
                },
            },
        ],
    },
]


@pytest.mark.parametrize("data", KEPT, ids=lambda data: str(data["kind"]))
def test_criteria_of_every_kind_come_back_as_they_were_kept(data: dict[str, object]) -> None:
    read = read_typed(typed_of(data), FIVE)

    assert read.data == data
    assert read.criterion == criterion_of(data, FIVE)


@pytest.mark.parametrize("data", KEPT, ids=lambda data: str(data["kind"]))
def test_the_form_sends_what_was_kept(data: dict[str, object]) -> None:
    typed = typed_of(data)
    sent = QueryDict(mutable=True)
    _send(sent, typed, "c")

    assert read_typed(read_criteria(sent), FIVE).data == data


def _send(sent: QueryDict, typed: Typed, prefix: str) -> None:
    """What the fields of the editor send."""
    editor = editor_of(typed, read_typed(typed, FIVE), FIVE, prefix)
    sent[f"{prefix}-kind"] = typed.kind
    cells = [*editor.levels, *editor.singles, *(cell for row in editor.rows for cell in row.cells)]
    for cell in cells:
        sent.appendlist(cell.name, cell.text)
    if typed.kind == "composite":
        sent[f"{prefix}-parts"] = str(len(typed.parts))
    for at, (row, part) in enumerate(zip(editor.parts, typed.parts, strict=True)):
        for cell in row.cells:
            sent[cell.name] = cell.text
        _send(sent, part.criteria, f"{prefix}.{at}")


def test_target_level_and_interval_become_the_values_themselves() -> None:
    # level 4 is 75 and a level is 4: 75 - 3*4 = 63, 67, 71, 75, 79
    rising = Typed("levels", {}, {"target": "75", "level": "4", "interval": "4"}, is_by_target=True)
    # level 5 is 2.5 and less is better: 2.5 + 4*0.5 = 4.5 at level 1
    falling = Typed("levels", {}, {"target": "2.5", "level": "5", "interval": "-0.5"}, is_by_target=True)
    # three points worth 50, 75, 100; the target stands for the second
    three = Typed("levels", {}, {"target": "80", "level": "2", "interval": "10"}, is_by_target=True)

    assert read_typed(rising, FIVE).data == {"kind": "levels", "at": ["63", "67", "71", "75", "79"]}
    assert read_typed(falling, FIVE).data == {"kind": "levels", "at": ["4.5", "4", "3.5", "3", "2.5"]}
    assert read_typed(three, THREE).data == {"kind": "levels", "at": ["70", "80", "90"]}


def test_levels_keep_their_values_when_the_form_changes() -> None:
    values = Typed("levels", {"at": ("60", "65", "70", "75", "80")}, {}, is_by_target=True)
    told = {"target": "80", "level": "5", "interval": "5"}
    uneven = Typed("levels", {"at": ("60", "65", "71", "75", "80")}, {}, is_by_target=True)

    assert refilled(values, FIVE).singles == told
    assert refilled(Typed("levels", {}, told), FIVE).lists["at"] == ("60", "65", "70", "75", "80")
    assert refilled(uneven, FIVE) == uneven


@pytest.mark.parametrize(
    ("typed", "place", "code"),
    [
        (Typed("levels", {"at": ("60", "65", "90", "75", "80")}), ("at", 3), "levels.up_and_down"),
        (Typed("levels", {"at": ("5", "5", "5", "5", "5")}), ("at", -1), "levels.all_equal"),
        (Typed("levels", {"at": ("1", "2", "3")}), ("at", -1), "levels.wrong_count"),
        (Typed("levels", {"at": ("1", "2", "x", "4", "5")}), ("at", 2), "number.bad"),
        (Typed("levels", {"at": ("1", "", "3", "4", "5")}), ("at", 1), "number.empty"),
        (Typed("levels", {"at": ("1,000", "2", "3", "4", "5")}), ("at", 0), "number.comma"),
        (Typed("levels", {}, {"target": "x", "level": "5", "interval": "5"}, (), True), ("target", -1), "number.bad"),
        (Typed("bands", {"from": ("15",), "points": ("1", "2", "3")}), ("points", -1), "bands.wrong_count"),
        (Typed("steps", {"steps": ("ก", " "), "points": ("1", "5")}), ("steps", 1), "text.empty"),
        (Typed("steps", {"steps": ("ก", "ข"), "points": ("5", "1")}), ("points", -1), "steps.points_fall"),
        (Typed("steps", {"steps": ("ก", "ข"), "points": ("1", "9")}), ("points", -1), "points.outside_scale"),
        (Typed("weighted_steps", {"points": ("-1", "2")}, {}), ("points", -1), "weighted_steps.negative"),
        (Typed("mixed", {"steps": ("ก",), "at": ("1", "2")}), ("at", -1), "mixed.wrong_count"),
        (Typed("average", {"weights": ("0",), "at": ONE_TO_FIVE}), ("weights", -1), "parts.weight_not_positive"),
        (Typed("pass_fail", {}, {"pass": "1", "fail": "5"}), ("pass", -1), "pass_fail.reversed"),
        (Typed("pass_fail", {}, {"pass": "5", "fail": ""}), ("fail", -1), "number.empty"),
        (Typed("composite"), ("parts", -1), "parts.none"),
        (Typed("nonsense"), ("kind", -1), "choice.unknown"),
    ],
)  # fmt: skip
def test_a_fault_stands_at_its_cell(typed: Typed, place: tuple[str, int], code: str) -> None:
    read = read_typed(typed, FIVE)

    assert not read.is_good
    assert {where: fault.code for where, fault in read.faults.items()} == {place: code}


def test_a_fault_inside_a_part_belongs_to_that_part() -> None:
    bad = TypedPart("1", "หนึ่ง", "50", Typed("levels", {"at": ("1", "2", "1", "2", "3")}))
    twice = TypedPart("1", "สอง", "50", Typed("score"))
    read = read_typed(Typed("composite", parts=(bad, twice)), FIVE)

    assert {place: fault.code for place, fault in read.faults.items()} == {("part-code", 1): "code.twice"}
    assert {place: fault.code for place, fault in read.parts[0].faults.items()} == {("at", 2): "levels.up_and_down"}
    assert read.parts[1].is_good


def test_buttons_add_and_take_out_rows_at_any_depth() -> None:
    typed = Typed("composite", parts=(TypedPart("1", "หนึ่ง", "1", Typed("steps", {"steps": ("ก",), "points": ("1",)})),))

    longer = with_row(typed, "c.0:steps:add")
    assert longer.parts[0].criteria.lists == {"steps": ("ก", ""), "points": ("1", "")}
    assert with_row(longer, "c.0:steps:drop:0").parts[0].criteria.lists == {"steps": ("",), "points": ("",)}
    assert len(with_row(typed, "c:parts:add").parts) == 2
    assert with_row(typed, "c:parts:drop:0").parts == ()
    assert with_row(typed, "c.7:steps:add") == typed
    assert with_row(typed, "elsewhere:steps:add") == typed


def test_past_results_stand_on_the_curve_with_the_score_they_would_get() -> None:
    criterion = Levels(tuple(Decimal(value) for value in (60, 65, 70, 75, 80)))

    # 3 + (71.2 - 70) / 5 = 3.24; 55 falls short of 60: the first point
    assert past_score(criterion, Decimal("71.2"), FIVE) == Decimal("3.2400")
    assert past_score(criterion, Decimal(55), FIVE) == Decimal("1.0000")
    drawn = curve_of(criterion, FIVE, {2553: Decimal(55), 2554: Decimal("71.2")}, "ร้อยละ")
    assert drawn is not None
    assert drawn.count("past-ring") == 2
    assert "2554" in drawn


def test_the_table_in_words_nests_sub_indicators() -> None:
    criterion = criterion_of(KEPT[-1], FIVE)

    rows = [(row.depth, row.text) for row in criteria_rows(criterion, FIVE)]

    assert rows[0] == (0, "1 หนึ่ง")
    assert rows[2] == (0, "2 สอง")
    assert rows[3] == (1, "2.1 สองหนึ่ง")
    assert rows[-1] == (2, "5")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


NEW = {"kind": "levels", "at": ["50", "60", "70", "80", "90"]}


def promise(world: World, **changes: object) -> Promise:
    now = promise_of(world.version)
    return Promise(
        name=str(changes.get("name", now.name)),
        name_en=now.name_en,
        measure="ร้อยละ",
        criteria=changes.get("criteria", NEW),
    )


@pytest.mark.django_db
def test_a_promise_is_worded_before_it_is_agreed_and_recorded(world: World) -> None:
    unsigned()
    seen = seal_of(promise_of(world.version))

    done = word_promise(world.version, promise(world), seen=seen, by=actor(world.people["writer"]), now=NOW)

    assert isinstance(done, IndicatorVersion)
    assert (world.version.criteria, world.version.measure) == (NEW, "ร้อยละ")
    event = Event.objects.get(verb="indicator.word")
    assert (event.subject, event.unit, set(event.after)) == ("indicator 2555/4.3", "กผ", {"measure", "criteria"})


@pytest.mark.django_db
def test_a_stale_wording_is_not_kept(world: World) -> None:
    unsigned()
    seen = seal_of(promise_of(world.version))
    first = {"seen": seen, "by": actor(world.people["psdg"]), "now": NOW}
    word_promise(world.version, promise(world, name="ของ กพร."), **first)  # type: ignore[arg-type]

    done = word_promise(
        world.version, promise(world, name="ของสำนัก"), seen=seen, by=actor(world.people["writer"]), now=NOW
    )

    assert isinstance(done, StalePromise)
    assert (done.current.name, world.version.name) == ("ของ กพร.", "ของ กพร.")


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["notified", "appealed", "vetted", "signed"])
def test_what_was_notified_or_signed_is_not_worded_here(world: World, state: str) -> None:
    Agreement.objects.update(state=state)
    seen = seal_of(promise_of(world.version))

    done = word_promise(world.version, promise(world), seen=seen, by=actor(world.people["psdg"]), now=NOW)

    assert isinstance(done, Refusal)
    assert done.code == "template.promised"
    assert world.version.criteria != NEW


@pytest.mark.django_db
def test_others_closed_years_and_agreed_offers_are_refused(world: World) -> None:
    unsigned()
    seen = seal_of(promise_of(world.version))

    def code(who: str) -> str:
        done = word_promise(world.version, promise(world), seen=seen, by=actor(world.people[who]), now=NOW)
        assert isinstance(done, Refusal)
        return done.code

    assert code("province") == "template.not_writer"
    assert code("executive") == "template.not_writer"
    Item.objects.filter(indicator=world.version).update(criteria=NEW)
    assert code("writer") == "template.offered"
    Item.objects.filter(indicator=world.version).update(criteria=None)
    Year.objects.update(state="closed")
    assert code("psdg") == "year.closed"


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed_and_names_the_cell(world: World) -> None:
    unsigned()
    browser = world.browser("writer")
    sent = {
        "name": "ชื่อใหม่", "measure": "ร้อยละ", "c-kind": "levels", "c-at": ["60", "65", "90", "75", "80"],
        "seen": seal_of(promise_of(world.version)), "act": "save",
    }  # fmt: skip

    answer = browser.post(f"{BASE}criteria/", sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(f'value="{value}"' in text for value in ("60", "65", "90", "75", "80"))
    assert "ทั้งขึ้นและลง" in text
    assert world.version.name == "ตัวชี้วัด 4.3"
    good = browser.post(f"{BASE}criteria/", {**sent, "c-at": ["60", "65", "70", "75", "80"]})
    assert good.status_code == 302
    assert world.version.name == "ชื่อใหม่"


@pytest.mark.django_db
def test_the_page_shows_both_wordings_of_a_stale_form(world: World) -> None:
    unsigned()
    sent = {
        "name": "ของสำนัก", "c-kind": "levels", "c-at": ["50", "60", "70", "80", "90"], "seen": "x", "act": "save",
    }  # fmt: skip

    answer = world.browser("writer").post(f"{BASE}criteria/", sent)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "ของสำนัก" in text
    assert "ตัวชี้วัด 4.3" in text
    assert f'name="seen" value="{seal_of(promise_of(world.version))}"' in text


@pytest.mark.django_db
def test_the_preview_says_what_the_past_would_get_and_keeps_nothing(world: World) -> None:
    unsigned()
    before = promise_of(world.version)
    sent = {"c-kind": "levels", "c-form": "target", "c-target": "75", "c-level": "4", "c-interval": "4"}

    text = world.browser("writer").post(f"{BASE}criteria/preview/", sent).content.decode()

    # 68.90 lies between 67 and 71: 2 + (68.90 - 67) / 4 = 2.475
    assert "ปี 2554 ผล 68.9 จะได้ 2.475" in text
    assert "<td>63</td>" in text
    assert promise_of(world.version) == before
