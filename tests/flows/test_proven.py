"""จากเอกสารที่ส่วนกลางกำหนด ถึงแฟ้มรวมเล่มที่ใครก็ตรวจได้: เรื่องเดียว อ่านจากบนลงล่าง."""

# ruff: noqa: PLC2401  the stories are read by people of the field, in Thai

import subprocess
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.conftest import Running
from tests.flows.conftest import Clock
from tests.flows.keepers import District, Province, command_in
from tests.flows.people import BureauDirector, Psdg

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
MISSING = "/2555/evidence/missing/?round=9"
REPORT, PHOTOS = "รายงานผลการดำเนินงาน", "ทะเบียนครัวเรือนเป้าหมาย"


def test_หลักฐานรอบ_9_เดือน_ตั้งแต่กำหนดถึงตรวจแฟ้มรวมเล่ม(
    browser: Browser, server: Running, clock: Clock, tmp_path: Path
) -> None:
    รายงาน, ทะเบียน = tmp_path / "รายงานเดือนพฤษภาคม.pdf", tmp_path / "ทะเบียนครัวเรือน.pdf"
    รายงาน.write_bytes(PDF)
    ทะเบียน.write_bytes(PDF + b"% 2\n")
    clock.set_to("2012-06-05")
    กพร, ผอกอง = Psdg(browser, server), BureauDirector(browser, server)
    อำเภอ, จังหวัด = District(browser, server), Province(browser, server)

    # ส่วนกลางกำหนดเอกสารในรายละเอียดตัวชี้วัด: หกอำเภอต้องมีสองรายการ กองแผนงานหนึ่งรายการ
    ผอกอง.เขียนรายละเอียดตัวชี้วัด("1", 2555, evidence=(PHOTOS,))
    กพร.ตรวจและประกาศใช้รายละเอียดตัวชี้วัด("1", 2555)
    กพร.เปิดหน้า(MISSING)
    กพร.เห็น("มีแล้ว 0 จาก 13 รายการที่กำหนด")

    # อำเภอแนบจากโทรศัพท์
    อำเภอ.แนบหลักฐาน("1", REPORT, รายงาน)
    อำเภอ.แนบหลักฐาน("1", PHOTOS, ทะเบียน)
    อำเภอ.เปิดหน้า(MISSING)
    อำเภอ.เห็น("ครบแล้ว")
    อำเภอ.ไม่ล้นจอ()

    # รายการที่ขาดลดลง และจังหวัดเห็นเท่าที่เป็นของตน
    กพร.เปิดหน้า(MISSING)
    กพร.เห็น("มีแล้ว 2 จาก 13 รายการที่กำหนด")
    จังหวัด.เปิดหน้า(MISSING)
    จังหวัด.เห็น("มีแล้ว 2 จาก 4 รายการที่กำหนด")

    # จังหวัดลงทะเบียนตัวจริง แล้วส่งกรมด้วยหนังสือฉบับเดียว
    จังหวัด.ลงทะเบียนตัวจริงที่แนบแล้ว(2, "สำนักงานพัฒนาชุมชนจังหวัด", "ตู้ 3 แฟ้ม 12/2555", "นางจังหวัด ตัวอย่าง")
    จังหวัด.ส่งตัวจริงตามหนังสือ(2, "5/6/2555", "จว 0019/1234")
    กพร.เปิดหน้า("/2555/unit/cdd/originals/?round=9&state=sent")
    กพร.เห็น("จว 0019/1234")

    # แฟ้มรวมเล่ม: แตก แล้วตรวจด้วยคำสั่งที่บัญชีบอก
    เล่ม = จังหวัด.ดาวน์โหลดรวมเล่ม(tmp_path)
    ตรวจ = subprocess.run(["sh", "-c", command_in(เล่ม)], cwd=เล่ม, capture_output=True, text=True, check=True)
    assert [line.rpartition(": ")[2] for line in ตรวจ.stdout.splitlines()] == ["OK", "OK", "OK"]
    assert sorted(path.name for path in เล่ม.rglob("*.pdf")) == sorted(["index.pdf", รายงาน.name, ทะเบียน.name])
    assert next(เล่ม.rglob(รายงาน.name)).read_bytes() == PDF

    # แฟ้มที่ถูกแก้หลังแตก คำสั่งเดียวกันบอกชื่อ
    next(เล่ม.rglob(ทะเบียน.name)).write_bytes(PDF)
    แก้ = subprocess.run(["sh", "-c", command_in(เล่ม)], cwd=เล่ม, capture_output=True, text=True, check=False)
    assert แก้.returncode == 1
    assert f"{ทะเบียน.name}: FAILED" in แก้.stdout
