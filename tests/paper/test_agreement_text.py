"""The agreement as an official document: what stands on its pages, and what can never get into it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rabrong.paper.agreement_text.content import IndicatorRow, Party
from rabrong.paper.agreement_text.setting import set_agreement
from rabrong.paper.documents.typesetting import Typeset, Unprintable
from tests.paper.agreements import DIGEST, MADE_AT, MAKER, document, pages_of, paper


def test_the_hash_and_the_page_number_stand_on_every_page() -> None:
    pages = pages_of(document().pdf)

    assert len(pages) >= 3
    for number, text in enumerate(pages, start=1):
        assert f"รหัสคำรับรอง {DIGEST}" in text
        assert f"หน้า {number}/{len(pages)}" in text


def test_the_six_clauses_are_copied_as_they_were_written() -> None:
    first = pages_of(document().pdf)[0]

    for number, clause in enumerate(paper().clauses, start=1):
        written = " ".join(clause.split()).replace(" ", "")
        assert f"{number}.{written}" in first.replace(" ", "")


def test_a_dictionary_of_hard_syllables_is_copied_as_it_was_written() -> None:
    hard = "เพิ่มขึ้น ขั้นตอน ทั้งนี้ สิ่งที่ได้ ครั้งที่ ปั้น ญี่ปุ่น กตัญญู น้ำ ค่ำ ผู้ที่ ป้า ฟ้า ฐาน"
    row = IndicatorRow("99", hard, "ร้อยละ", "5", "80", levels=("1", "2", "3", "4", "5"))

    text = "".join(pages_of(document(paper(indicators=1, extra=(row,))).pdf))

    assert [word for word in hard.split() if word not in text] == []


def test_thai_digits_number_clauses_and_pages() -> None:
    pages = pages_of(document(paper(digits="๐๑๒๓๔๕๖๗๘๙")).pdf)

    assert "๑. คำรับรองระหว่าง" in pages[0]
    assert "หน้า ๒/" in pages[1]


def test_the_head_of_the_table_and_of_the_aspect_come_again_on_every_page() -> None:
    annex = pages_of(document(paper(indicators=30)).pdf)[2:]

    assert len(annex) >= 2
    assert all("ตัวชี้วัดผลการปฏิบัติราชการ" in text and "ประสิทธิผล 60" in text for text in annex)


def test_each_indicator_stands_once_in_its_order() -> None:
    text = "".join(pages_of(document().pdf))

    found = [text.find(f"จปฐ. ลำดับ {number} ") for number in range(1, 22)]
    assert -1 not in found
    assert found == sorted(found)


def test_a_draft_says_so_across_every_page() -> None:
    marked = document(paper(mark="ร่าง")).pdf

    assert marked != document().pdf
    assert all(set("ร่าง") <= set(text) for text in pages_of(marked))


def test_an_acting_official_signs_with_both_titles() -> None:
    acting = Party("นายรักษา การดี", "รองอธิบดี", acting="รักษาราชการแทน อธิบดีกรมการพัฒนาชุมชน")

    first = pages_of(document(paper(maker=acting)).pdf)[0]

    assert "รักษาราชการแทน อธิบดีกรมการพัฒนาชุมชน ผู้ทำคำรับรอง" in first


def test_place_and_day_stand_where_they_are_given() -> None:
    first = pages_of(document(replace(paper(), place="กรมการพัฒนาชุมชน", day="3 ตุลาคม 2554")).pdf)[0]

    assert "ทำที่ กรมการพัฒนาชุมชน" in first
    assert "วันที่ 3 ตุลาคม 2554" in first


def test_the_two_places_to_sign_are_on_the_first_page_side_by_side() -> None:
    superior, maker = document().places

    assert (superior.field, maker.field) == ("superior", "maker")
    assert superior.page == maker.page == 1
    assert superior.top == maker.top
    assert superior.left + superior.width < maker.left
    assert maker.left + maker.width < 595


@pytest.mark.parametrize(
    "name",
    [
        '#image("/etc/passwd")',
        '#read("official.typ")',
        "*_$x^2$ <label> @ref = หัวข้อ // เงียบ /* */",
        '"); #panic("x',
        "\\u{41}",
        '#import "@preview/cetz:0.3.4"',
    ],
)
def test_a_name_that_looks_like_typst_is_only_text(name: str) -> None:
    first = pages_of(document(paper(maker=replace(MAKER, name=name))).pdf)[0]

    assert f"({name})" in first


def test_the_same_agreement_at_the_same_time_is_the_same_file() -> None:
    assert document().pdf == document().pdf
    later = set_agreement(paper(), made_at=MADE_AT + timedelta(minutes=1))
    assert isinstance(later, Typeset)
    assert later.pdf != document().pdf


def test_another_hash_is_another_file() -> None:
    assert document(replace(paper(), digest="0" * 64)).pdf != document().pdf


def test_letters_that_no_font_has_are_named() -> None:
    made = set_agreement(replace(paper(), unit="กรม 中"), made_at=MADE_AT)

    assert made == Unprintable("中")


def test_letters_for_private_use_are_named() -> None:
    made = set_agreement(replace(paper(), unit="กรม \ue000"), made_at=MADE_AT)

    assert made == Unprintable("\\u{e000}")


def test_control_characters_leave_no_trace() -> None:
    made = set_agreement(replace(paper(), unit="กรม\x00\x1b\ufeff"), made_at=MADE_AT)

    assert isinstance(made, Typeset)
    assert made.pdf == document(replace(paper(), unit="กรม")).pdf


def test_a_row_longer_than_a_page_goes_on_over_the_pages() -> None:
    criteria = tuple(f"ข้อ {number} ดำเนินกิจกรรมตามแผนให้ครบถ้วน" for number in range(90))
    row = IndicatorRow("99", "ยาว", "ระดับ", "5", "5", criteria=criteria)

    text = "".join(pages_of(document(paper(indicators=1, extra=(row,))).pdf))

    assert all(f"ข้อ {number} " in text for number in range(90))


def test_a_scale_of_three_points_has_three_columns() -> None:
    row = IndicatorRow("1", "ตัวชี้วัดสามระดับ", "ร้อยละ", "100", "80", levels=("60", "70", "80"))
    annex = replace(paper().annex, rows=(row,), level_heads=("50", "75", "100"))

    assert "50 75 100" in pages_of(document(replace(paper(), annex=annex)).pdf)[2]


def test_the_file_says_archival_tagged_and_thai() -> None:
    pdf = document().pdf

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/MarkInfo<</Marked true" in pdf
    assert b"/Lang(th" in pdf


def test_the_templates_ask_for_no_package_and_no_file_outside() -> None:
    templates = Path(set_agreement.__code__.co_filename).parents[1] / "typst"

    asked = [
        line for path in templates.glob("*.typ") for line in path.read_text("utf-8").splitlines() if "#import" in line
    ]
    assert asked
    assert [line for line in asked if not line.startswith('#import "official.typ": ')] == []
