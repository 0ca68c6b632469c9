"""Those who act in the stories, each with a browser of their own: what they do, in the words of the pages."""

# ruff: noqa: PLC2401  the stories are read by people of the field, in Thai

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Running

AGREEMENT = "/2556/agreement/cdd"


class Somebody:
    """A person signed in through a door of the demo."""

    door = ""
    width, height = 1280, 900

    def __init__(self, browser: Browser, server: Running) -> None:
        self.server = server
        context = browser.new_context(viewport={"width": self.width, "height": self.height}, accept_downloads=True)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(8_000)
        self.page.goto(server.address)
        self.page.click(f"button[value={self.door}]")

    def เปิดหน้า(self, path: str) -> None:
        """Open an address."""
        answer = self.page.goto(self.server.address + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)

    def กด(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def กรอก(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").first.fill(text)

    def แนบ(self, name: str, file: Path) -> None:
        """Choose a file."""
        self.page.locator(f"input[name='{name}']:visible").first.set_input_files(file)

    def เห็น(self, words: str) -> None:
        """See some words on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def ไม่เห็นปุ่ม(self, name: str) -> None:
        """There is no such button."""
        expect(self.page.get_by_role("button", name=name, exact=True)).to_have_count(0)


class Psdg(Somebody):
    """กพร.: the secretariat of the department's agreement."""

    door = "psdg"

    def คัดลอกปีก่อนเป็นร่างปีใหม่(self) -> None:
        """Open the next year by copying the last."""
        self.เปิดหน้า("/years/new/")
        self.กด("คัดลอกเป็นร่าง")
        self.เห็น("คัดลอกปี 2555 เป็นร่างแล้ว")

    def เริ่มเจรจา(self) -> None:
        """Begin the negotiation."""
        self.เปิดหน้า(f"{AGREEMENT}/negotiation/")
        self.กด("เริ่มเจรจา")

    def บันทึกการประชุม(self, kind: str, whom: str, day: str, **letter: str | Path) -> None:
        """Record a meeting or a letter."""
        self.เปิดหน้า(f"{AGREEMENT}/negotiation/meetings/")
        self.page.locator("select[name=kind]").select_option(kind)
        self.กรอก(with_whom=whom, on=day, minutes="มติ: ตามข้อเสนอ (ตัวอย่าง)", attendance="ผู้แทนสองฝ่าย (ตัวอย่าง)")
        scan = letter.pop("scan", None)
        self.กรอก(**{name: str(text) for name, text in letter.items()})
        if isinstance(scan, Path):
            self.แนบ("scan", scan)
        self.กด("บันทึก")
        self.เห็น("บันทึกแล้ว ใส่ข้อเสนอที่ได้จากครั้งนี้ต่อได้เลย")

    def เสนอ(self, code: str, side: str, *, target: str, levels: tuple[str, ...] = ()) -> None:
        """Make an offer for an indicator in the newest meeting."""
        self.เปิดหน้า(f"{AGREEMENT}/negotiation/kpi/{code}/?side={side}")
        self.กรอก(target=target)
        for at, value in enumerate(levels):
            self.page.locator("[name='c-at']").nth(at).fill(value)
        newest = self.page.locator("select[name=meeting] option").first.get_attribute("value")
        self.page.locator("select[name=meeting]").select_option(newest)
        self.page.locator("button[value=offer]").click()
        self.เห็น("บันทึกข้อเสนอที่")

    def ตกลงตามข้อเสนอล่าสุด(self, code: str) -> None:
        """Agree to the newest offer of an indicator."""
        self.เปิดหน้า(f"{AGREEMENT}/negotiation/kpi/{code}/")
        self.กด("ตกลงตามฉบับนี้")

    def ตรวจทาน(self) -> None:
        """Write the agreed offers into the agreement, and prove that the text says them."""
        self.เปิดหน้า(f"{AGREEMENT}/vetting/")
        self.กด("เขียนจากข้อเสนอที่ตกลง")
        self.กด("ยืนยันการตรวจทาน")
        self.เห็น("ตรวจทานแล้ว ข้อความที่จะลงนามตรงกับที่ตกลงทุกช่อง")

    def รับข้อควรดูไว้พร้อมเหตุผล(self, reason: str) -> None:
        """Answer for every warning of the lint."""
        self.เปิดหน้า(f"{AGREEMENT}/check/")
        while self.page.locator("form[action$='/check/accept/']").count():
            form = self.page.locator("form[action$='/check/accept/']").first
            form.evaluate("form => form.closest('details').open = true")
            form.locator("input[name=reason]").fill(reason)
            form.get_by_role("button", name="รับไว้", exact=True).click()

    def เปิดปี(self) -> None:
        """Open the year: framework and rules stay as they are from now on."""
        self.เปิดหน้า("/2556/open/")
        self.กด("เปิดปีนี้")
        self.เห็น("เปิดปี 2556 แล้ว")

    def ออกเอกสารสำหรับลงนาม(self, superior: str, position: str, day: str) -> None:
        """Give out the paper."""
        self.เปิดหน้า(f"{AGREEMENT}/signing/")
        self.กรอก(superior_name=superior, superior_position=position, day=day)
        self.กด("ออกเอกสาร")
        self.เห็น("ออกเอกสารสำหรับลงนามแล้ว")

    def บันทึกภาพสแกนของผู้รับคำรับรอง(self, scan: Path, day: str) -> None:
        """Record the superior's signature in ink."""
        self.เปิดหน้า(f"{AGREEMENT}/signing/")
        ยืนยันว่าเป็นท่าน(self)
        self.page.locator("summary", has_text="ลงนามบนกระดาษ").click()
        self.แนบ("scan", scan)
        self.page.locator("[name=signed_on]:visible").fill(day)
        self.กด("บันทึกภาพสแกน")

    def ตรวจและประกาศใช้รายละเอียดตัวชี้วัด(self, code: str, year: int = 2556) -> None:
        """Check the KPI Template and publish it."""
        self.เปิดหน้า(f"/{year}/kpi/{code}/template/edit/")
        self.กด("ประกาศใช้ฉบับนี้")

    def ส่งรายละเอียดตัวชี้วัดให้หน่วยงาน(self) -> None:
        """Send what is published."""
        self.เปิดหน้า("/2556/templates/")
        self.กด("ส่งให้หน่วยที่เลือก")

    def ขอเปลี่ยนเกณฑ์(self, code: str, levels: tuple[str, ...], words: str, *, exception: str = "") -> None:
        """Ask for other levels of an indicator from the 9-month round on."""
        self.เปิดหน้า(f"{AGREEMENT}/amendments/new/?code={code}")
        self.page.locator("summary", has_text="เกณฑ์การให้คะแนน").first.click()
        for at, value in enumerate(levels):
            self.page.locator("[name='k0x-at']").nth(at).fill(value)
        self.page.locator("select[name=reason]").select_option("disaster")
        self.page.locator("select[name=from_round]").select_option("9")
        self.กรอก(text=words)
        if exception:
            self.กรอก(exception=exception)
        self.กด("ส่งคำขอ")

    def บันทึกผลพิจารณา(self, number: int, letter: str, day: str, scan: Path) -> None:
        """Enter that the request was granted, by letter."""
        self.เปิดหน้า(f"{AGREEMENT}/amendments/{number}/")
        self.page.locator("input[name=outcome][value=granted]").check()
        self.กรอก(decided_on=day, letter_number=letter, letter_date=day)
        self.แนบ("scan", scan)
        self.กด("บันทึกผลพิจารณา")


class Head(Somebody):
    """อธิบดี: the head of the department."""

    door = "executive"

    def ลงนามด้วยใบรับรอง(self, key: Path, passphrase: str) -> None:
        """Sign with a certificate file."""
        self.เปิดหน้า(f"{AGREEMENT}/signing/")
        self.เห็น("ลงนามของท่าน")
        ยืนยันว่าเป็นท่าน(self)
        self.page.locator("summary", has_text="ด้วยใบรับรองของผู้ลงนาม").click()
        self.แนบ("key", key)
        self.page.locator("[name=passphrase]:visible").fill(passphrase)
        self.กด("ลงนาม")

    def อนุญาตคำขอที่เลยกำหนด(self, number: int) -> None:
        """Let a late request in."""
        self.เปิดหน้า(f"{AGREEMENT}/amendments/{number}/")
        self.กด("อนุญาตให้รับคำขอ")


class BureauDirector(Somebody):
    """ผู้อำนวยการกอง: writes the KPI Template of the indicator."""

    door = "director"

    def เขียนรายละเอียดตัวชี้วัด(self, code: str, year: int = 2556, *, evidence: tuple[str, ...] = ()) -> None:
        """Write the KPI Template, hand it in to be checked; `evidence` are documents besides those it begins with."""
        self.เปิดหน้า(f"/{year}/kpi/{code}/template/")
        self.กด("เริ่มเขียน")
        texts = {
            "explanation": "วัดครัวเรือนเป้าหมายที่มีรายได้ผ่านเกณฑ์",
            "data_source": "ทะเบียนครัวเรือน",
            "collection": "อำเภอรายงานทุกเดือน",
            "frequency": "รายเดือน",
            "guideline": "ตรวจจากทะเบียนและสุ่มสอบทาน",
        }
        self.กรอก(**texts)
        for document in evidence:
            rows = self.page.locator("[name=evidence-text]")
            there = rows.count()
            self.กด("เพิ่มหลักฐาน")
            expect(rows).to_have_count(there + 1)
            rows.last.fill(document)
        self.เลือกบุคลากร("วางแผน", "เป็นผู้กำกับดูแล", "supervisor")
        self.เลือกบุคลากร("ผู้จัดเก็บ กผ", "เป็นผู้จัดเก็บ", "keepers")
        self.เห็น("ครบแล้ว ส่งตรวจได้")
        self.page.locator("button[value=submit]").click()
        self.เห็น("ส่งตรวจแล้ว")

    def เลือกบุคลากร(self, words: str, duty: str, field: str) -> None:
        """Find somebody and give them a duty."""
        self.page.locator("#find-people").fill(words)
        found = self.page.locator("#found-people li", has_text=words)
        found.get_by_role("button", name=duty).first.click()
        expect(self.page.locator(f"#field-{field}")).to_contain_text(words)
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def ยืนยันว่าเป็นท่าน(who: Somebody) -> None:
    """Prove again that it is you, where the page asks for it."""
    button = who.page.get_by_role("button", name="ยืนยันว่าเป็นท่าน (ตัวอย่าง)")
    if button.count():
        button.click()
