"""A workbook comes back: checked without writing, mistakes by cell, conflicts to choose from, taken in once."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from rabrong.audit.models import Event
from rabrong.paper.sheets.books import read_book
from rabrong.results.models import Draft, Entry, Report, ReportMove, ReportNote, SentWorkbook, Total
from rabrong.results.scores import rebuild
from rabrong.results.workbooks.layout import NUMBER_COLUMNS
from tests.dashboards.conftest import Browser, enter
from tests.dashboards.filled import Change, Formula, Grid, Percent, refilled, written
from tests.nation import NOW, YEAR, Nation
from tests.paper.files import opendocument, with_part

pytestmark = pytest.mark.django_db

MAY, JUNE = "2012-05", "2012-06"


def blank(client: Client, unit: str) -> bytes:
    """A unit's workbook as it is downloaded."""
    content: bytes = client.get(f"/2555/unit/{unit}/excel/template/").content
    return content


def send_file(client: Client, unit: str, data: bytes, name: str = "ผล.xlsx") -> HttpResponse:
    """Send a file back."""
    return client.post(f"/2555/unit/{unit}/excel/send/", {"file": SimpleUploadedFile(name, data)})  # type: ignore[return-value]


def sent(client: Client, unit: str, data: bytes) -> SentWorkbook:
    """What became of a file that is sent."""
    answer = send_file(client, unit, data)
    assert answer.status_code == 302, answer.content.decode()
    return SentWorkbook.objects.latest("pk")


def filled(client: Client, unit: str, change: Change) -> SentWorkbook:
    """What the check says of a workbook after a change."""
    return sent(client, unit, refilled(blank(client, unit), change))


def good(numbers: Grid, notes: Grid) -> None:
    """16 of 21 in May: 76.19 %, level 4."""
    numbers.fill("1201", "ก", MAY, "16")
    numbers.fill("1201", "ข", MAY, "21")


def confirm(client: Client, workbook: SentWorkbook, **choices: str) -> HttpResponse:
    """Confirm what was checked."""
    form = {"digest": workbook.outcome.get("digest", ""), **choices}
    return client.post(f"/2555/excel/{workbook.pk}/confirm/", form)  # type: ignore[return-value]


def page(client: Client, workbook: SentWorkbook) -> str:
    """The page of a workbook."""
    return client.get(f"/2555/excel/{workbook.pk}/").content.decode()


def faults(workbook: SentWorkbook) -> dict[str, str]:
    """Sheet and cell -> what is wrong there."""
    return {f"{each['sheet']} {each['cell']}": each["words"]["th"] for each in workbook.outcome["mishaps"]}


def letter(month: str) -> str:
    """The letter of a month's column."""
    column = len(NUMBER_COLUMNS) + {MAY: 7, JUNE: 8}[month]
    return chr(ord("A") + column)


def test_nothing_is_written_before_it_is_confirmed_and_then_all_of_it(nation: Nation, browser: Browser) -> None:
    client = browser("1201")
    Draft.objects.create(
        unit=nation.units["1201"], indicator=nation.indicators["4.3"], cell="ก", month=8, text="1",
        by=nation.people["1201"], at=NOW,
    )  # fmt: skip
    before = Entry.objects.count()
    workbook = filled(client, "1201", good)

    assert (workbook.state, workbook.outcome["numbers"], workbook.outcome["faults"]) == ("checked", 2, 0)
    assert Entry.objects.count() == before
    assert confirm(client, workbook).status_code == 302
    new = Entry.objects.filter(unit=nation.units["1201"], month=8).order_by("cell")
    assert [(each.cell, each.value, each.version, each.by.code) for each in new] == [
        ("ก", Decimal(16), 1, "keeper-1201"),
        ("ข", Decimal(21), 1, "keeper-1201"),
    ]
    report = Report.objects.get(unit=nation.units["1201"], month=8)
    assert (report.state, report.version) == ("submitted", 2)
    assert ReportMove.objects.get(report=report).difference == {"ก": ["", "16"], "ข": ["", "21"]}
    assert not Draft.objects.exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject, event.after["numbers"]) == ("entries.workbook", "workbook 2555/1201", "2")
    assert "บันทึกแล้ว 2 ตัวเลขใน 1 รายงาน" in page(client, workbook)


def test_the_scores_that_follow_are_those_of_a_rebuild(nation: Nation, browser: Browser) -> None:
    workbook = filled(browser("1201"), "1201", good)
    confirm(browser("1201"), workbook)
    after = list(Total.objects.order_by("pk").values_list("agreement__unit__code", "month", "exact", "shown"))
    rebuild(YEAR, until_month=8, now=NOW)
    assert after == list(Total.objects.order_by("pk").values_list("agreement__unit__code", "month", "exact", "shown"))
    # 12: (16 + 18) of (21 + 20) = 34/41 = 82.9 %: level 5, the only indicator that counts
    assert [shown for code, month, _, shown in after if (code, month) == ("12", 8)] == [Decimal(5)]


def test_confirmed_twice_it_is_there_once(nation: Nation, browser: Browser) -> None:
    workbook = filled(browser("1201"), "1201", good)
    assert [confirm(browser("1201"), workbook).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(unit=nation.units["1201"], month=8).count() == 2
    again = filled(browser("1201"), "1201", lambda numbers, notes: None)
    assert "ไม่มีอะไรต้องบันทึก" in page(browser("1201"), again)


def test_numbers_are_read_as_on_the_grid(nation: Nation, browser: Browser) -> None:
    def typed(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", MAY, "๑,๐๐๐")
        numbers.fill("1201", "ข", MAY, 1250.5)

    confirm(browser("1201"), filled(browser("1201"), "1201", typed))
    new = Entry.objects.filter(unit=nation.units["1201"], month=8).order_by("cell").values_list("value", flat=True)
    assert list(new) == [Decimal(1000), Decimal("1250.5")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Formula("=1+1", 2), "เป็นสูตร"),
        (Percent(0.5), "แสดงเป็นร้อยละ"),
        ("2012-05-01", "เป็นวันที่"),
        ("12,5", "จุลภาค"),
        ("50%", ""),
        ("-", ""),
        ("1e400", ""),
        ("NaN", ""),
        (1e300, ""),
        ("=1+1", ""),
        ("9" * 61, "ยาวเกิน"),
    ],
)
def test_what_is_no_number_is_named_by_its_cell(
    nation: Nation, browser: Browser, value: str | float | Formula | Percent, words: str
) -> None:
    def typed(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", MAY, value)
        numbers.fill("1201", "ข", MAY, "21")

    workbook = filled(browser("1201"), "1201", typed)
    assert workbook.state == "faulty"
    assert words in faults(workbook)[f"กรอกผล {letter(MAY)}5"]
    assert f"แผ่น กรอกผล เซลล์ {letter(MAY)}5" in page(browser("1201"), workbook)
    assert confirm(browser("1201"), workbook).status_code == 409
    assert not Entry.objects.filter(month=8).exists()


def test_a_shut_month_is_refused_as_on_the_grid(nation: Nation, browser: Browser) -> None:
    def typed(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", "2012-04", "99")

    workbook = filled(browser("1201"), "1201", typed)
    assert "ปิดเมื่อ 12" in faults(workbook)[f"กรอกผล {chr(ord(letter(MAY)) - 1)}5"]


def test_half_a_report_and_an_emptied_number_are_named(nation: Nation, browser: Browser) -> None:
    half = filled(browser("1201"), "1201", lambda numbers, notes: numbers.fill("1201", "ก", MAY, "16"))
    assert "ยังว่าง" in faults(half)[f"กรอกผล {letter(MAY)}6"]
    enter(nation, "1201", 16, 21)
    emptied = filled(browser("1201"), "1201", lambda numbers, notes: numbers.fill("1201", "ก", MAY, ""))
    assert "ส่งไว้แล้วเป็น 16" in faults(emptied)[f"กรอกผล {letter(MAY)}5"]


def test_not_applicable_and_red_ask_for_words_on_the_sheet_of_notes(nation: Nation, browser: Browser) -> None:
    def red(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", MAY, "N/A")
        numbers.fill("1201", "ข", MAY, "21")

    asked = filled(browser("1201"), "1201", red)
    assert [each["sheet"] for each in asked.outcome["mishaps"]] == ["บันทึก"]
    assert "N/A: เขียนคำอธิบาย" in asked.outcome["mishaps"][0]["words"]["th"]

    def low(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", MAY, "15")  # 15 of 40 is 37.5 %, level 1: the lowest band
        numbers.fill("1201", "ข", MAY, "40")

    assert "ต้องเขียนปัญหา" in next(iter(faults(filled(browser("1201"), "1201", low)).values()))

    def said(numbers: Grid, notes: Grid) -> None:
        low(numbers, notes)
        notes.say("1201", "problems", "น้ำท่วม")
        notes.say("1201", "remark", "=ตรวจแล้ว")

    confirm(browser("1201"), filled(browser("1201"), "1201", said))
    assert [(note.problems, note.version) for note in ReportNote.objects.all()] == [("น้ำท่วม", 1)]
    assert ReportMove.objects.get(report__month=8).note == "=ตรวจแล้ว"


def test_the_marked_workbook_keeps_what_was_typed_and_can_be_sent_again(nation: Nation, browser: Browser) -> None:
    client = browser("1201")

    def typed(numbers: Grid, notes: Grid) -> None:
        numbers.fill("1201", "ก", MAY, "สิบหก")
        numbers.fill("1201", "ข", MAY, "21")
        notes.say("1201", "done", "ออกเยี่ยม")

    workbook = filled(client, "1201", typed)
    marked = client.get(f"/2555/excel/{workbook.pk}/marked.xlsx").content
    sheets = read_book(marked)
    assert isinstance(sheets, tuple)
    assert [sheet.name for sheet in sheets] == ["ที่ต้องแก้", "กรอกผล", "บันทึก", "คำแนะนำ"]
    assert sheets[0].rows[1].cells[:2] == ("กรอกผล", f"{letter(MAY)}5")
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert "สิบหก" in archive.read("xl/comments1.xml").decode()

    again = sent(client, "1201", refilled(marked, lambda _, numbers: numbers.fill("1201", "ก", MAY, "16")))
    assert (again.state, again.outcome["numbers"], again.outcome["notes"]) == ("checked", 2, 1)


def test_what_somebody_changed_meanwhile_is_shown_side_by_side(nation: Nation, browser: Browser) -> None:
    client = browser("1201")
    mine = blank(client, "1201")
    enter(nation, "1201", 17, 22)
    workbook = sent(client, "1201", refilled(mine, good))

    text = page(client, workbook)
    assert workbook.state == "checked"
    assert [(each["mine"], each["theirs"], each["by"]) for each in workbook.outcome["clashes"]] == [
        ("16", "17", "ผู้จัดเก็บ 1201"),
        ("21", "22", "ผู้จัดเก็บ 1201"),
    ]
    assert "เปลี่ยนไปหลังดาวน์โหลดแฟ้ม" in text
    assert confirm(client, workbook).status_code == 409  # nothing chosen
    places = [each["place"] for each in workbook.outcome["clashes"]]
    choices = {f"choice~{places[0]}": "mine", f"choice~{places[1]}": "theirs"}
    assert confirm(client, workbook, **choices).status_code == 302
    new = Entry.objects.filter(unit=nation.units["1201"], month=8).order_by("cell", "version")
    assert [(each.cell, each.version, each.value) for each in new] == [
        ("ก", 1, Decimal(17)), ("ก", 2, Decimal(16)), ("ข", 1, Decimal(22)),
    ]  # fmt: skip


def test_what_was_not_touched_gives_way_to_what_somebody_else_sent(nation: Nation, browser: Browser) -> None:
    enter(nation, "1201", 16, 21)
    mine = blank(browser("1201"), "1201")
    enter(nation, "1201", 17, 22, version=1)
    workbook = sent(browser("1201"), "1201", mine)
    assert (workbook.outcome["theirs"], workbook.outcome["numbers"], workbook.outcome["clashes"]) == (2, 0, [])


def test_a_number_that_changes_after_the_check_is_shown_anew(nation: Nation, browser: Browser) -> None:
    client = browser("1201")
    workbook = filled(client, "1201", good)
    enter(nation, "1201", 17, 22)
    answer = confirm(client, workbook)
    workbook.refresh_from_db()
    assert answer.status_code == 409
    assert "มีตัวเลขเปลี่ยนหลังการตรวจ" in answer.content.decode()
    assert len(workbook.outcome["clashes"]) == 2
    assert confirm(client, workbook, every="mine").status_code == 302
    newest = Entry.objects.filter(unit=nation.units["1201"], month=8, version=2).order_by("cell")
    assert [each.value for each in newest] == [Decimal(16), Decimal(21)]


def test_rows_may_be_sorted_deleted_and_sheets_renamed(nation: Nation, browser: Browser) -> None:
    def moved(numbers: Grid, notes: Grid) -> None:
        good(numbers, notes)
        numbers.name, notes.name = "ของฉัน", "อื่น ๆ"
        numbers.rows[4:] = reversed(numbers.rows[4:])
        numbers.rows.insert(0, ["หัวใหม่"])
        for row in numbers.rows:
            row.insert(4, "")

    workbook = filled(browser("1201"), "1201", moved)
    assert (workbook.state, workbook.outcome["numbers"]) == ("checked", 2)


def test_rows_that_are_not_ours_are_named(nation: Nation, browser: Browser) -> None:
    def added(numbers: Grid, notes: Grid) -> None:
        good(numbers, notes)
        row: list[object] = [""] * len(numbers.rows[3])
        row[numbers.column(MAY)] = "5"
        numbers.rows.append(row)  # type: ignore[arg-type]

    def copied(numbers: Grid, notes: Grid) -> None:
        numbers.rows.append(list(numbers.rows[4]))

    def tampered(numbers: Grid, notes: Grid) -> None:
        numbers.rows[4][0] = str(numbers.rows[4][0]).replace("0.0.0", "0.0.7")

    def half_sorted(numbers: Grid, notes: Grid) -> None:
        at = numbers.column("cell")
        numbers.rows[4][at], numbers.rows[5][at] = numbers.rows[5][at], numbers.rows[4][at]

    def merged(numbers: Grid, notes: Grid) -> None:
        numbers.merged.append(f"{letter(MAY)}5:{letter(MAY)}6")

    said = {
        added: ("7", "เพิ่มขึ้นมาเอง"), copied: ("7", "ซ้ำกับแถว 5"), tampered: ("5", "ถูกแก้"),
        half_sorted: ("5", "เรียงเพียงบางคอลัมน์"), merged: (f"{letter(MAY)}5", "ถูกผสาน"),
    }  # fmt: skip
    for change, (cell, words) in said.items():
        workbook = filled(browser("1201"), "1201", change)
        assert workbook.state == "faulty"
        assert words in faults(workbook)[f"กรอกผล {cell}"], change


def test_a_workbook_of_another_unit_or_with_a_broken_seal_is_named(nation: Nation, browser: Browser) -> None:
    other = sent(browser("1201"), "1201", blank(browser("1202"), "1202"))
    assert "เป็นของ หน่วย 1202 ปีงบประมาณ 2555" in page(browser("1201"), other)

    def broken(numbers: Grid, notes: Grid) -> None:
        numbers.rows[0][0] = str(numbers.rows[0][0])[:-2] + "xx"

    assert "รหัสของแฟ้มถูกแก้" in page(browser("1201"), filled(browser("1201"), "1201", broken))

    def foreign(numbers: Grid, notes: Grid) -> None:
        theirs = read_book(blank(browser("1202"), "1202"))
        assert isinstance(theirs, tuple)
        numbers.rows[4] = list(theirs[0].rows[4].cells)

    assert "มาจากแฟ้มอื่น" in faults(filled(browser("1201"), "1201", foreign))["กรอกผล 5"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a;b\n1;2\n", "แฟ้มเป็น .csv"),
        (opendocument([["a"]]), "แฟ้มเป็น .ods"),
        (b"PK\x03\x04 broken", "แฟ้มเสีย"),
        (b"%PDF-1.7", "ไม่ใช่แฟ้มตาราง"),
        (written([Grid("a", [["x"]])]), "ไม่ใช่แบบกรอกของระบบ"),
        (with_part(written([Grid("a", [["x"]])]), "xl/vbaProject.bin", b"x"), "มีมาโคร"),
    ],
)
def test_other_files_get_a_clear_sentence_and_are_kept(
    nation: Nation, browser: Browser, data: bytes, words: str
) -> None:
    workbook = sent(browser("1201"), "1201", data)
    assert words in page(browser("1201"), workbook)
    assert browser("1201").get(f"/2555/excel/{workbook.pk}/sent.xlsx").content == data


def test_nobody_else_reads_a_workbook_and_only_keepers_send_one(nation: Nation, browser: Browser) -> None:
    data = blank(browser("1201"), "1201")
    workbook = sent(browser("1201"), "1201", data)
    for who in ("1202", "12", "psdg"):
        for tail in ("", "progress/", "sent.xlsx", "marked.xlsx"):
            assert browser(who).get(f"/2555/excel/{workbook.pk}/{tail}").status_code == 404
        for tail in ("confirm/", "cancel/"):
            assert browser(who).post(f"/2555/excel/{workbook.pk}/{tail}").status_code == 404
    assert send_file(browser("12"), "1201", data).status_code == 403
    assert send_file(browser("1202"), "1201", data).status_code == 404
    assert browser("1201").post("/2555/unit/1201/excel/send/").status_code == 422


def test_one_that_is_cancelled_is_over(nation: Nation, browser: Browser) -> None:
    workbook = filled(browser("1201"), "1201", good)
    browser("1201").post(f"/2555/excel/{workbook.pk}/cancel/")
    assert confirm(browser("1201"), workbook).status_code == 409
    assert not Entry.objects.filter(month=8).exists()
    browser("1201").post(f"/2555/excel/{workbook.pk}/cancel/")
    assert "ยกเลิกแล้ว" in page(browser("1201"), workbook)
