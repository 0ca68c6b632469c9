"""The pages of evidence: handing in several files at once, looking at them, and what nobody else gets."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django.fixtures import Settings

from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.queries import key_of
from rabrong.files.models import Scan
from rabrong.files.places import path_of
from tests.evidence.conftest import Browser
from tests.evidence.made import PDF, PROGRAM, document, png
from tests.nation import NOW, Nation

pytestmark = pytest.mark.django_db
PLACE = "/2555/kpi/4.3/unit/1201/evidence/"
MAY = f"{PLACE}?month=8"
FRAGMENT = {"HX-Request": "true"}


def sent(client: Client, *files: tuple[str, bytes], fragment: bool = True, **data: str) -> str:
    handed = [SimpleUploadedFile(name, content) for name, content in files]
    headers = FRAGMENT if fragment else {}
    answer = client.post(MAY, {"files": handed, **data}, headers=headers, follow=True)
    return answer.content.decode()


def attached(client: Client, content: bytes = PDF, name: str = "รายงาน.pdf") -> AttachmentVersion:
    sent(client, (name, content))
    return AttachmentVersion.objects.latest("pk")


def address(version: AttachmentVersion, what: str = "") -> str:
    return f"{PLACE}{version.attachment_id}/{version.number}/{what}"


def photograph(wide: int = 60, high: int = 40) -> bytes:
    """A JPEG with the place where it was taken, held sideways."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # the top of the picture is at its right
    exif[0x010F] = "Maker of the camera"
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 30.5)
    Image.new("RGB", (wide, high), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def pages(count: int) -> bytes:
    """A PDF of some empty pages."""
    made = io.BytesIO()
    sheets = [Image.new("RGB", (210, 297), "white") for _ in range(count)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


def test_one_bad_file_does_not_lose_the_good_ones(browser: Browser) -> None:
    page = sent(browser("1201"), ("a.pdf", PDF), ("ปลอม.pdf", PROGRAM), ("b.png", png()), ("c.docx", document()))
    assert page.count("banner-good") == 3
    assert "ปลอม.pdf: เนื้อในเป็นโปรแกรม" in page
    names = AttachmentVersion.objects.values_list("name", "stored__kind").order_by("pk")
    assert [name for name, _ in names] == ["a.pdf", "b.png", "c.docx"]


def test_without_a_script_the_page_says_what_became_of_each(browser: Browser) -> None:
    keeper = browser("1201")
    page = sent(keeper, ("a.pdf", PDF), ("b.exe", PROGRAM), fragment=False)
    assert "เก็บ a.pdf แล้ว" in page
    assert "b.exe: เนื้อในเป็นโปรแกรม" in page
    bad = keeper.post(MAY, {"files": [SimpleUploadedFile("b.exe", PROGRAM)]})
    assert bad.status_code == 422
    assert "ยังไม่ได้เลือกแฟ้ม" in keeper.post(MAY).content.decode()


def test_a_name_with_folders_and_hidden_characters_is_shown_safely(browser: Browser) -> None:
    version = attached(browser("1201"), PDF, "..\\..\\<b>exe\u202efdp\x07.exe")
    assert version.name == "_b_exefdp.exe.pdf"
    page = browser("1201").get(MAY).content.decode()
    assert "<bdi>_b_exefdp.exe.pdf</bdi>" in page


def test_a_prescribed_document_is_missing_until_it_is_there(nation: Nation, browser: Browser) -> None:
    version = nation.indicators["4.3"]
    version.evidence = ["คำสั่งแต่งตั้ง", "ภาพถ่าย"]
    version.save()
    keeper = browser("1201")
    assert "ยังขาด 2 เอกสาร" in keeper.get(MAY).content.decode()
    page = sent(keeper, ("a.pdf", PDF), document=key_of("ภาพถ่าย"))
    assert "ยังขาด 1 เอกสาร" in page


def test_a_document_is_replaced_and_taken_off_on_its_page(browser: Browser) -> None:
    keeper = browser("1201")
    version = attached(keeper)
    page = f"{PLACE}{version.attachment_id}/"
    assert keeper.post(page, {"act": "replace"}).status_code == 422
    keeper.post(page, {"act": "replace", "file": SimpleUploadedFile("b.png", png()), "reason": "ลงนามแล้ว"})
    assert keeper.post(page, {"act": "remove", "reason": ""}).status_code == 422
    answer = keeper.post(page, {"act": "remove", "reason": "ผิดเดือน"}, follow=True).content.decode()
    assert "ผิดเดือน" in answer
    assert keeper.get(address(version)).status_code == 200  # the first file can still be read
    assert keeper.get(f"{PLACE}{version.attachment_id}/3/").status_code == 404  # the third version has none


def test_who_sees_and_may_not_attach_is_told_why(browser: Browser) -> None:
    province = browser("12")
    assert "ผู้จัดเก็บข้อมูลของ หน่วย 1201" in province.get(MAY).content.decode()
    answer = province.post(MAY, {"files": [SimpleUploadedFile("a.pdf", PDF)]})
    assert answer.status_code == 403
    late = browser("1201").post(f"{PLACE}?month=7", {"files": [SimpleUploadedFile("a.pdf", PDF)]})
    assert late.status_code == 403


def test_nothing_is_there_for_who_may_not_see_the_entry(browser: Browser) -> None:
    version = attached(browser("1201"), png(), "a.png")
    addresses = [
        MAY,
        f"{PLACE}{version.attachment_id}/",
        *(address(version, at) for at in ("", "preview/", "picture/")),
    ]
    for who in ("1202", "13", "1301"):
        for each in addresses:
            assert browser(who).get(each).status_code == 404, (who, each)
    for each in addresses:
        assert Client().get(each).status_code == 302
    foreign = f"/2555/kpi/4.3/unit/1202/evidence/{version.attachment_id}/{version.number}/"
    assert browser("1202").get(foreign).status_code == 404  # the own place and a foreign document
    assert browser("psdg").get(foreign).status_code == 404


def test_a_download_is_whole_and_trusted_to_be_nothing_else(browser: Browser) -> None:
    keeper = browser("1201")
    answer = keeper.get(address(attached(keeper)))
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    thai = "attachment; filename*=utf-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.pdf"
    assert answer["Content-Disposition"] == thai


@pytest.mark.parametrize(
    ("name", "content", "is_shown"),
    [("a.pdf", PDF, True), ("a.png", png(), True), ("a.docx", document(), False), ("a.txt", b"text", False)],
)
def test_only_pictures_and_pdf_open_in_a_browser(browser: Browser, name: str, content: bytes, is_shown: bool) -> None:
    keeper = browser("1201")
    answer = keeper.get(f"{address(attached(keeper, content, name))}?open=1")
    assert answer["Content-Disposition"].startswith("inline" if is_shown else "attachment")


def test_a_picture_is_drawn_without_the_place_where_it_was_taken(browser: Browser) -> None:
    keeper = browser("1201")
    taken = photograph()
    assert b"Maker of the camera" in taken
    version = attached(keeper, taken, "a.jpg")
    answer = keeper.get(address(version, "picture/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    drawn = Image.open(io.BytesIO(answer.content))
    assert drawn.size == (40, 60)  # turned upright
    assert not drawn.getexif()
    assert b"Maker" not in answer.content


def test_a_document_is_drawn_page_by_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rabrong.files.pictures.MOST_PAGES", 2)
    keeper = browser("1201")
    version = attached(keeper, pages(3))
    page = keeper.get(address(version, "preview/")).content.decode()
    assert page.count("<img") == 2
    assert keeper.get(address(version, "picture/?page=2"))["Content-Type"] == "image/jpeg"
    for wrong in ("3", "0", "x", "9" * 30):
        assert keeper.get(address(version, f"picture/?page={wrong}")).status_code == 404


def test_what_cannot_be_drawn_is_said(browser: Browser) -> None:
    keeper = browser("1201")
    version = attached(keeper)  # its content is no more than a first line
    assert "วาดแฟ้มนี้เป็นภาพไม่ได้" in keeper.get(address(version, "preview/")).content.decode()
    assert keeper.get(address(attached(keeper, document(), "a.docx"), "preview/")).status_code == 404


def test_a_file_that_is_lost_or_changed_is_not_sent(browser: Browser) -> None:
    keeper = browser("1201")
    version = attached(keeper)
    assert version.stored is not None
    path_of(version.stored.sha256).write_bytes(b"%PDF-1.7 changed")
    assert keeper.get(address(version)).status_code == 500
    path_of(version.stored.sha256).unlink()
    answer = keeper.get(address(version))
    assert answer.status_code == 500
    assert "แจ้งผู้ดูแลระบบ" in answer.content.decode()


def test_a_file_in_which_a_virus_was_found_later_is_withheld(browser: Browser) -> None:
    keeper = browser("1201")
    version = attached(keeper, png(), "a.png")
    assert version.stored is not None
    assert "ยังไม่ได้ตรวจไวรัส" in keeper.get(MAY).content.decode()
    Scan.objects.create(file=version.stored, found="Eicar-Test", scanner="test", at=NOW)
    assert "พบไวรัส" in keeper.get(MAY).content.decode()
    assert [keeper.get(address(version, at)).status_code for at in ("", "preview/", "picture/")] == [403, 403, 404]


def test_the_page_costs_the_same_for_one_file_and_for_twenty(browser: Browser, settings: Settings) -> None:
    keeper = browser("1201")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            keeper.get(MAY)
        return len(queries)

    attached(keeper)
    one = cost()
    for number in range(19):
        attached(keeper, PDF + str(number).encode())
    assert cost() == one <= 24


def test_what_is_asked_wrongly_is_not_found(browser: Browser) -> None:
    keeper = browser("1201")
    for query in ("?month=13", "?month=x", "?round=7", "?round=", "?month=" + "9" * 30):
        assert keeper.get(PLACE + query).status_code == 404
    assert keeper.get("/2556/kpi/4.3/unit/1201/evidence/").status_code == 404
    assert keeper.get("/2555/kpi/none/unit/1201/evidence/").status_code == 404
    assert keeper.get(f"{PLACE}?round=9").status_code == 200


def test_from_an_object_store_a_link_is_given_after_the_check(
    browser: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = attached(browser("1201"))
    monkeypatch.setattr("rabrong.evidence.views.reading.link_to", lambda digest, name: f"https://store.test/{name}")
    answer = browser("1201").get(address(version))
    assert answer.status_code == 302
    assert answer["Location"].startswith("https://store.test/")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert browser("1202").get(address(version)).status_code == 404
