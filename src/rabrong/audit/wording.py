"""The words of the audit record: what was done, to what kind of thing, which field. Unknown ones are shown as they are.

Data only: whoever adds a verb to the record adds its words here.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from rabrong.audit.rules import Refusal

VERBS: Mapping[str, str] = {
    "entries.submit": gettext_noop("ส่งผลรายเดือน"),
    "entries.workbook": gettext_noop("ส่งผลจากแฟ้ม Excel"),
    "evidence.attach": gettext_noop("แนบหลักฐาน"),
    "evidence.replace": gettext_noop("แทนหลักฐานด้วยแฟ้มใหม่"),
    "evidence.remove": gettext_noop("นำหลักฐานออก"),
    "original.record": gettext_noop("บันทึกทะเบียนหลักฐานตัวจริง"),
    "request.ask": gettext_noop("ขอเอกสารหลักฐาน"),
    "request.move": gettext_noop("ดำเนินการตามคำขอเอกสาร"),
    "evidence.infected": gettext_noop("พบไวรัสในแฟ้มหลักฐาน"),
    "owner.set": gettext_noop("แก้ตารางเจ้าภาพและผู้สนับสนุน"),
    "role.template": gettext_noop("รับผู้กำกับและผู้จัดเก็บจากรายละเอียดตัวชี้วัด"),
    "role.name": gettext_noop("ตั้งผู้กำกับ ผู้จัดเก็บ หรือผู้แทน"),
    "role.end_duty": gettext_noop("สิ้นสุดหน้าที่ต่อตัวชี้วัด"),
    "assignment.printed": gettext_noop("เก็บตารางมอบหมายที่พิมพ์ไว้"),
    "order.begin": gettext_noop("เริ่มร่างคำสั่ง"),
    "order.change": gettext_noop("แก้ร่างคำสั่ง"),
    "order.line": gettext_noop("แก้รายชื่อในร่างคำสั่ง"),
    "order.issue": gettext_noop("ออกคำสั่ง"),
    "order.scan": gettext_noop("แนบภาพสแกนของคำสั่ง"),
    "order.replaced": gettext_noop("ใช้คำสั่งอื่นแทน"),
    "order.withdraw": gettext_noop("ยกเลิกคำสั่ง"),
    "unit.found": gettext_noop("ตั้งหน่วยงาน"),
    "unit.rename": gettext_noop("เปลี่ยนชื่อหน่วยงาน"),
    "unit.move": gettext_noop("ย้ายสังกัดหน่วยงาน"),
    "unit.merge": gettext_noop("รวมหน่วยงาน"),
    "unit.split": gettext_noop("แยกหน่วยงาน"),
    "unit.close": gettext_noop("ยุบเลิกหน่วยงาน"),
    "region.join": gettext_noop("เข้าเขตตรวจราชการ"),
    "region.leave": gettext_noop("ออกจากเขตตรวจราชการ"),
    "person.take_in": gettext_noop("เพิ่มบุคคล"),
    "person.change": gettext_noop("แก้ไขข้อมูลบุคคล"),
    "person.move": gettext_noop("ย้ายบุคคล"),
    "person.suspend": gettext_noop("ระงับบัญชี"),
    "person.restore": gettext_noop("คืนสิทธิบัญชี"),
    "person.close": gettext_noop("ปิดบัญชี"),
    "role.give": gettext_noop("ให้บทบาท"),
    "role.end": gettext_noop("สิ้นสุดบทบาท"),
    "acting.appoint": gettext_noop("แต่งตั้งผู้รักษาการ"),
    "acting.end": gettext_noop("สิ้นสุดการรักษาการ"),
    "accounts.signed_in": gettext_noop("ลงชื่อเข้าใช้"),
    "accounts.locked_out": gettext_noop("ถูกล็อกเพราะลองรหัสหลายครั้ง"),
    "accounts.password_changed": gettext_noop("เปลี่ยนรหัสผ่าน"),
    "accounts.signed_out_everywhere": gettext_noop("ออกจากระบบทุกเครื่อง"),
    "accounts.session_ended": gettext_noop("ปิดการเข้าใช้ของเครื่องหนึ่ง"),
    "accounts.request_made": gettext_noop("ขอเข้าใช้ใหม่"),
    "accounts.request_declined": gettext_noop("ไม่รับคำขอเข้าใช้"),
    "accounts.sso_connected": gettext_noop("ผูกกับระบบลงชื่อภายนอก"),
    "accounts.sso_disconnected": gettext_noop("เลิกผูกกับระบบลงชื่อภายนอก"),
    "accounts.factor_rules": gettext_noop("ตั้งกติกาการยืนยันตัวขั้นที่สอง"),
    "accounts.factor_removed": gettext_noop("นำการยืนยันตัวขั้นที่สองออก"),
    "accounts.code_given": gettext_noop("ออกรหัสใช้ครั้งเดียว"),
    "accounts.code_used": gettext_noop("ใช้รหัสใช้ครั้งเดียว"),
    "accounts.taken_in": gettext_noop("เพิ่มบุคคลจากบรรทัดคำสั่ง"),
    "accounts.app_added": gettext_noop("เพิ่มแอปยืนยันตัวตน"),
    "accounts.passkey_added": gettext_noop("เพิ่มพาสคีย์"),
    "accounts.recovery_codes_made": gettext_noop("ทำรหัสสำรองชุดใหม่"),
    "template.begin": gettext_noop("เริ่มร่างรายละเอียดตัวชี้วัด"),
    "template.save": gettext_noop("แก้ร่างรายละเอียดตัวชี้วัด"),
    "template.attach": gettext_noop("แนบไฟล์กับรายละเอียดตัวชี้วัด"),
    "template.detach": gettext_noop("นำไฟล์ออกจากรายละเอียดตัวชี้วัด"),
    "template.comment": gettext_noop("ให้ข้อสังเกตรายละเอียดตัวชี้วัด"),
    "template.settle": gettext_noop("ทำตามข้อสังเกตของรายละเอียดตัวชี้วัด"),
    "template.submit": gettext_noop("ส่งตรวจรายละเอียดตัวชี้วัด"),
    "template.give_back": gettext_noop("ส่งกลับรายละเอียดตัวชี้วัด"),
    "template.publish": gettext_noop("ประกาศใช้รายละเอียดตัวชี้วัด"),
    "template.send": gettext_noop("ส่งรายละเอียดตัวชี้วัดให้หน่วยงาน"),
    "template.remind": gettext_noop("เตือนให้เปิดอ่านรายละเอียดตัวชี้วัด"),
    "template.open": gettext_noop("เปิดอ่านรายละเอียดตัวชี้วัดในนามหน่วย"),
    "indicator.word": gettext_noop("แก้ชื่อ หน่วยวัด หรือเกณฑ์ของตัวชี้วัด"),
    "negotiation.begin": gettext_noop("เริ่มเจรจา"),
    "negotiation.meeting": gettext_noop("บันทึกการประชุมหรือหนังสือเจรจา"),
    "negotiation.notify": gettext_noop("รับแจ้งผลการเจรจา"),
    "negotiation.offer": gettext_noop("เสนอค่าในการเจรจา"),
    "negotiation.agree": gettext_noop("ตกลงตามข้อเสนอ"),
    "negotiation.forecast": gettext_noop("บันทึกคาดการณ์"),
    "negotiation.file": gettext_noop("ยื่นอุทธรณ์ผลการเจรจา"),
    "negotiation.appeal": gettext_noop("เข้าสู่การอุทธรณ์"),
    "negotiation.outcome": gettext_noop("บันทึกผลอุทธรณ์การเจรจา"),
    "negotiation.decide": gettext_noop("สิ้นสุดการอุทธรณ์"),
    "negotiation.vet": gettext_noop("ยืนยันการตรวจทานคำรับรอง"),
    "negotiation.reopen": gettext_noop("ถอนการตรวจทานคำรับรอง"),
    "vetting.apply": gettext_noop("เขียนคำรับรองจากข้อเสนอที่ตกลง"),
    "vetting.fit": gettext_noop("ปรับน้ำหนักของกรอบตามที่ตกลง"),
    "vetting.revision": gettext_noop("ตรึงข้อความที่จะลงนาม"),
    "agreement.paper": gettext_noop("ออกเอกสารคำรับรองสำหรับลงนาม"),
    "agreement.sign": gettext_noop("ลงนามในคำรับรอง"),
    "agreement.signed": gettext_noop("คำรับรองลงนามครบ"),
    "agreement.take_in": gettext_noop("เก็บข้อความคำรับรองที่ลงนามก่อนแล้ว"),
    "amendment.ask": gettext_noop("ขอเปลี่ยนแปลงคำรับรอง"),
    "amendment.let_in": gettext_noop("อนุญาตคำขอที่เลยกำหนด"),
    "amendment.turn_away": gettext_noop("ไม่อนุญาตคำขอที่เลยกำหนด"),
    "amendment.decide": gettext_noop("บันทึกผลพิจารณาคำขอ"),
    "amendment.text": gettext_noop("ข้อความใหม่จากคำขอ"),
    "amendment.apply": gettext_noop("คำขอเปลี่ยนแปลงมีผล"),
    "certificate.issue": gettext_noop("ออกใบรับรองผู้ลงนาม"),
    "certificate.revoke": gettext_noop("เพิกถอนใบรับรองผู้ลงนาม"),
    "year.reasons": gettext_noop("ตั้งเหตุผลการเปลี่ยนแปลง"),
    "plan.set": gettext_noop("กำหนดแผนรายเดือน"),
    "audit.erase": gettext_noop("ลบข้อมูลส่วนบุคคล"),
    "demo.loaded": gettext_noop("เตรียมกรมตัวอย่าง"),
    "demo.clock_moved": gettext_noop("เลื่อนนาฬิกาของตัวอย่าง"),
}

KINDS: Mapping[str, str] = {
    "entry": gettext_noop("ผลรายเดือน"),
    "evidence": gettext_noop("หลักฐาน"),
    "plan": gettext_noop("แผนรายเดือน"),
    "original": gettext_noop("หลักฐานตัวจริง"),
    "docrequest": gettext_noop("คำขอเอกสาร"),
    "person": gettext_noop("บุคคล"),
    "unit": gettext_noop("หน่วย"),
    "year": gettext_noop("ปีงบประมาณ"),
    "event": gettext_noop("บันทึกตรวจสอบ"),
    "demo": gettext_noop("ตัวอย่าง"),
    "template": gettext_noop("รายละเอียดตัวชี้วัด"),
    "indicator": gettext_noop("ตัวชี้วัด"),
    "agreement": gettext_noop("คำรับรอง"),
    "order": gettext_noop("คำสั่ง"),
}
"""The first word of a subject."""

FIELDS: Mapping[str, str] = {
    "name": gettext_noop("ชื่อ"),
    "name_en": gettext_noop("ชื่อภาษาอังกฤษ"),
    "display_name": gettext_noop("ชื่อที่แสดง"),
    "short_name": gettext_noop("ชื่อย่อ"),
    "position": gettext_noop("ตำแหน่ง"),
    "unit": gettext_noop("หน่วย"),
    "region": gettext_noop("เขตตรวจราชการ"),
    "parent": gettext_noop("สังกัด"),
    "kind": gettext_noop("ชนิด"),
    "person": gettext_noop("บุคคล"),
    "role": gettext_noop("บทบาท"),
    "roles": gettext_noop("บทบาท"),
    "status": gettext_noop("สถานะ"),
    "telephone": gettext_noop("โทรศัพท์"),
    "email": gettext_noop("อีเมล"),
    "starts": gettext_noop("ตั้งแต่"),
    "ends": gettext_noop("ถึง"),
    "on": gettext_noop("มีผลวันที่"),
    "order": gettext_noop("คำสั่ง"),
    "reason": gettext_noop("เหตุผล"),
    "values": gettext_noop("จำนวนค่า"),
    "now": gettext_noop("เวลา"),
    "explanation": gettext_noop("คำอธิบาย"),
    "definitions": gettext_noop("คำจำกัดความ"),
    "population": gettext_noop("ประชากร/กลุ่มเป้าหมาย"),
    "calculation": gettext_noop("วิธีคำนวณเป็นคำพูด"),
    "formula": gettext_noop("สูตรคำนวณ"),
    "conditions": gettext_noop("เงื่อนไข"),
    "data_source": gettext_noop("แหล่งข้อมูล"),
    "collection": gettext_noop("วิธีจัดเก็บข้อมูล"),
    "frequency": gettext_noop("ความถี่ในการจัดเก็บ"),
    "guideline": gettext_noop("แนวทางการประเมินผล"),
    "plans": gettext_noop("แผนงาน/โครงการที่เกี่ยวข้อง"),
    "success_points": gettext_noop("ปัจจัยแห่งความสำเร็จ"),
    "evidence": gettext_noop("หลักฐานอ้างอิง"),
    "data_items": gettext_noop("ข้อมูลพื้นฐาน"),
    "supervisor": gettext_noop("ผู้กำกับดูแลตัวชี้วัด"),
    "keepers": gettext_noop("ผู้จัดเก็บข้อมูล"),
    "level": gettext_noop("ระดับตัวชี้วัด"),
    "from_round": gettext_noop("มีผลตั้งแต่รอบ"),
    "criteria": gettext_noop("เกณฑ์การให้คะแนน"),
    "measure": gettext_noop("หน่วยวัด"),
    "side": gettext_noop("ฝ่าย"),
    "with": gettext_noop("กับใคร"),
    "minutes": gettext_noop("รายงานการประชุม"),
    "letter": gettext_noop("เลขที่หนังสือ"),
    "letter_date": gettext_noop("ลงวันที่"),
    "scan": gettext_noop("สำเนาหนังสือ"),
    "source": gettext_noop("ที่มา"),
    "outcome": gettext_noop("ผลการพิจารณา"),
    "decision": gettext_noop("คำวินิจฉัย"),
    "filed": gettext_noop("วันที่ยื่น"),
    "statement": gettext_noop("คำอุทธรณ์"),
    "revision": gettext_noop("ฉบับที่ตรวจทาน"),
    "number": gettext_noop("เลขที่"),
    "dated": gettext_noop("ลงวันที่"),
    "signer": gettext_noop("ผู้ลงนาม"),
    "lines": gettext_noop("รายชื่อ"),
    "part": gettext_noop("หน้าที่"),
    "units": gettext_noop("หน่วย"),
    "replaces": gettext_noop("ใช้แทน"),
    "by": gettext_noop("ใช้คำสั่ง"),
    "title": gettext_noop("เรื่อง"),
}

_REFUSALS: Mapping[str, str] = {
    "erasure.no_reason": gettext_noop("บอกเหตุผลที่ลบ เช่น เลขที่คำขอของเจ้าของข้อมูล"),
    "erasure.long_reason": gettext_noop("เหตุผลยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง"),
    "erasure.nothing": gettext_noop("ไม่มีข้อมูลส่วนบุคคลให้ลบ หรือลบไปแล้ว"),
    "heads.no_key": gettext_noop("ลงนามหัวโซ่ไม่ได้ เพราะไม่มีกุญแจ ผู้ดูแลระบบสร้างได้ด้วย rabrong audit-key"),
    "heads.bad_key": gettext_noop("ลงนามหัวโซ่ไม่ได้ เพราะกุญแจใช้ไม่ได้: %(error)s"),
}


def verb_words(verb: str) -> str:
    """What was done."""
    return gettext(VERBS[verb]) if verb in VERBS else verb


def verbs_with(words: str) -> tuple[str, ...]:
    """The verbs whose words, in the language of the page, hold some words."""
    sought = words.casefold()
    return tuple(verb for verb in VERBS if sought in verb_words(verb).casefold())


def subject_words(subject: str) -> str:
    """What it was done to: the kind in words, the rest as it is."""
    kind, space, rest = subject.partition(" ")
    return f"{gettext(KINDS[kind])}{space}{rest}" if kind in KINDS else subject


def field_words(field: str) -> str:
    """A changed field."""
    return gettext(FIELDS[field]) if field in FIELDS else field


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do."""
    return gettext(_REFUSALS[refusal.code]) % refusal.terms
