"""How a signed text is said: criteria of every kind in lines, differences, the order of codes."""

import pytest

from rabrong.agreements.differences import differences, sides_of
from rabrong.agreements.on_paper import Around, annex_of, natural
from rabrong.agreements.wording.agreements import weights_words
from rabrong.agreements.wording.criteria import criteria_lines, five_levels
from rabrong.paper.agreement_text.content import FrameworkRow, IndicatorRow

POINTS = ("1", "2", "3", "4", "5")
LEVELS = {"kind": "levels", "at": ["60", "65", "70", "75", "80"]}


@pytest.mark.parametrize(
    ("criteria", "lines"),
    [
        (LEVELS, ("ระดับ 1: 60 · 2: 65 · 3: 70 · 4: 75 · 5: 80",)),
        ({"kind": "steps", "steps": ["ก", "ข"]}, ("1 คะแนน: ก", "2 คะแนน: ข")),
        ({"kind": "steps", "steps": ["ก", "ข"], "points": ["2", "5"]}, ("2 คะแนน: ก", "5 คะแนน: ข")),
        (
            {"kind": "bands", "from": ["10", "20"], "points": ["1", "3", "5"]},
            ("1 คะแนน: ก่อน 10", "3 คะแนน: ตั้งแต่ 10 ก่อน 20", "5 คะแนน: ตั้งแต่ 20"),
        ),
        (
            {"kind": "weighted_steps", "points": ["1", "0.25"]},
            ("ขั้นที่ 1: 1 คะแนน", "ขั้นที่ 2: 0.25 คะแนน", "รวมไม่เกิน 5 คะแนน"),
        ),
        (
            {"kind": "mixed", "steps": ["ก", "ข"], "at": ["60", "70", "80"]},
            ("1 คะแนน: ก", "2 คะแนน: ข", "ระดับ 3: 60 · 4: 70 · 5: 80"),
        ),
        (
            {"kind": "average", "parts": [{"weight": "60"}, {"weight": "40"}], "at": LEVELS["at"]},
            ("ระดับ 1: 60 · 2: 65 · 3: 70 · 4: 75 · 5: 80", "ผลคือค่าเฉลี่ยถ่วงน้ำหนัก 60 : 40"),
        ),
        ({"kind": "pass_fail", "pass": "5", "fail": "1"}, ("ผ่าน 5 คะแนน ไม่ผ่าน 1 คะแนน",)),
        ({"kind": "score"}, ("คะแนนจากผู้ประเมินหรือหน่วยงานภายนอก ไม่เกิน 5",)),
        (
            {"kind": "composite", "parts": [{"code": "1.1", "name": "ส่วน", "weight": "60", "criteria": LEVELS}]},
            ("1.1 ส่วน (น้ำหนัก 60)", "\u2003ระดับ 1: 60 · 2: 65 · 3: 70 · 4: 75 · 5: 80"),
        ),
        (None, ()),
    ],
)
def test_criteria_of_every_kind_are_said_in_lines(criteria: object, lines: tuple[str, ...]) -> None:
    assert criteria_lines(criteria, POINTS) == lines


def test_only_one_value_a_point_stands_in_columns() -> None:
    assert five_levels(LEVELS, POINTS) == ("60", "65", "70", "75", "80")
    assert five_levels({"kind": "levels", "at": ["60"]}, POINTS) is None
    assert five_levels({"kind": "score"}, POINTS) is None


def test_codes_are_put_in_order_as_people_count() -> None:
    codes = ["10", "2", "1.10", "1.9", "1", "10.2", "ก2", "ก10"]
    assert sorted(codes, key=natural) == ["1", "1.9", "1.10", "2", "10", "10.2", "ก2", "ก10"]


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"6": "5", "9": "5", "12": "5"}, "5%"),
        ({"6": "5", "9": "10", "12": "10.50"}, "รอบ 6: 5% · รอบ 9: 10% · รอบ 12: 10.5%"),
        ({"9": "10", "12": "10"}, "รอบ 9: 10% · รอบ 12: 10%"),
        ({}, "-"),
    ],
)
def test_weights_are_said_once_where_all_rounds_have_the_same(weights: dict[str, str], words: str) -> None:
    assert weights_words(weights) == words


def row(code: str, **other: object) -> dict[str, object]:
    weights = {"6": "50", "9": "50", "12": "50"}
    known = {"key": code, "code": code, "name": f"ตัวชี้วัด {code}", "aspect": "in", "measure": "ร้อยละ", "target": "80"}
    return {**known, "weights": weights, "criteria": LEVELS, "starts": 6, "cancelled": None, **other}


def content(*rows: dict[str, object], from_round: int = 6) -> dict[str, object]:
    aspects = [
        {"code": "in", "name": "ภายใน", "under": "", "weights": {"6": "100"}},
        {"code": "out", "name": "ภายนอก", "under": "", "weights": {"6": "0"}},
    ]
    return {"year": 2555, "from_round": from_round, "framework": aspects, "indicators": list(rows)}


def test_every_field_that_differs_is_found_once() -> None:
    before = content(row("1"), row("2"))
    after = content(row("1", target="85", criteria={"kind": "score"}), row("3"))
    found = [(each.code, each.field) for each in differences(before, after)]

    assert ("1", "target") in found
    assert ("1", "criteria") in found
    assert {field for code, field in found if code == "2"} == {field for code, field in found if code == "3"}
    assert differences(before, before) == ()
    assert sides_of(differences(before, after))[0]["1"] == {"target": "80", "criteria": LEVELS}


def test_a_framework_that_differs_is_found() -> None:
    before, after = content(row("1")), content(row("1"))
    after["framework"] = [{"code": "in", "name": "ภายใน", "under": "", "weights": {"6": "90"}}]
    found = [(each.code, each.field) for each in differences(before, after)]

    assert ("framework/in", "weights") in found
    assert ("framework/out", "name") in found


def test_the_annex_heads_its_rows_and_leaves_empty_parts_out() -> None:
    around = Around("กรม", POINTS, ["out", "in"])
    rows = [row("10"), row("2", cancelled=9, target=""), row("3", starts=12)]
    made = annex_of(content(*rows, from_round=9), around)

    assert [each.name for each in made.framework] == ["ภายนอก", "ภายใน"]
    heads = [each.name for each in made.rows if isinstance(each, FrameworkRow)]
    assert heads == ["ภายใน"]
    shown = [each for each in made.rows if isinstance(each, IndicatorRow)]
    assert [each.code for each in shown] == ["2", "3", "10"]
    assert (shown[0].weight, shown[0].target) == ("-", "-")
    assert shown[0].criteria == ("ยกเลิกตัวชี้วัดตั้งแต่รอบ 9 เดือน",)
    assert shown[1].name == "ตัวชี้วัด 3 (เริ่มรอบ 12 เดือน)"
    assert made.total == "100"
