"""Those who hand in what proves a result, and those who gather it: what they do, in the words of the pages."""


# ruff: noqa: PLC2401  the stories are read by people of the field, in Thai

import subprocess
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.flows.people import Somebody


class District(Somebody):
    """อำเภอ: the keeper of a district, with a phone."""

    door = "district"
    width, height = 360, 740

    def แนบหลักฐาน(self, code: str, document: str, file: Path) -> None:
        """Attach a file to the last month as a prescribed document."""
        self.เปิดหน้า(f"/2555/kpi/{code}/unit/1201/evidence/?month=8")
        choices = self.page.locator("#evidence-document option", has_text=document)
        self.page.locator("#evidence-document").select_option(choices.first.get_attribute("value"))
        self.แนบ("files", file)
        self.กด("แนบหลักฐาน")
        expect(self.page.locator(".ev-files", has_text=file.name)).to_be_visible()

    def ไม่ล้นจอ(self) -> None:
        """Nothing is wider than the phone."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, wide


class Province(Somebody):
    """จังหวัด: keeps the set of originals, and sends it to the department."""

    door = "province"

    def ลงทะเบียนตัวจริงที่แนบแล้ว(self, count: int, place: str, folder: str, keeper: str) -> None:
        """Say of what the districts attached where the originals are."""
        self.เปิดหน้า("/2555/unit/12/originals/?round=9")
        attached = self.page.locator(".pp-register tr", has_text=".pdf")
        expect(attached).to_have_count(count)
        for at in range(count):
            attached.nth(at).locator("input[type=checkbox]").check()
        self.กด("บันทึกรายการที่เลือก")
        self.กรอก(place=place, folder=folder, keeper=keeper)
        self.กด("บันทึก")
        self.เห็น(f"บันทึกทะเบียน {count} รายการแล้ว")

    def ส่งตัวจริงตามหนังสือ(self, count: int, day: str, letter: str) -> None:
        """Send all that is kept here by one letter."""
        self.เปิดหน้า("/2555/unit/12/originals/?round=9&state=kept")
        self.กด(f"บันทึกทั้ง {count} รายการที่กรองไว้")
        self.กรอก(sent_on=day, letter=letter)
        self.page.locator("select[name=way]").select_option("post")
        self.กด("บันทึก")
        self.เห็น(f"บันทึกทะเบียน {count} รายการแล้ว")

    def ดาวน์โหลดรวมเล่ม(self, to: Path) -> Path:
        """Download the binder of the province and unpack it."""
        self.เปิดหน้า("/2555/unit/12/binder/?round=9")
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="ดาวน์โหลด ZIP").click()
        path = to / "binder.zip"
        download.value.save_as(path)
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
        subprocess.run(["unzip", "-q", path, "-d", to / "binder"], check=True)
        return to / "binder"


def command_in(folder: Path) -> str:
    """The command that the index gives for the shell, as it is copied out of the PDF."""
    told = subprocess.run(["pdftotext", "-layout", folder / "index.pdf", "-"], capture_output=True, check=True)
    line = next(line for line in told.stdout.decode().splitlines() if "sha256sum" in line)
    return line[line.index("sha256sum") :].strip()
