"""The words of KPI Templates and of the criteria editor: fields, kinds, refusals, what is lacking."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import file_sentence
from rabrong.org.rules import Refusal
from rabrong.org.wording import SENTENCES as ORG_SENTENCES
from rabrong.org.wording import refusal_words as org_refusal_words
from rabrong.scoring.absence import Fault
from rabrong.ui.words import language

Word = str | Promise

FIELDS: Mapping[str, Word] = {
    "code": _("รหัส"),
    "name": _("ชื่อตัวชี้วัด"),
    "name_en": _("ชื่อภาษาอังกฤษ"),
    "aspect": _("ประเด็นการประเมิน"),
    "level": _("ระดับตัวชี้วัด"),
    "measure": _("หน่วยวัด"),
    "weights": _("น้ำหนัก"),
    "target": _("ค่าเป้าหมาย"),
    "from_round": _("มีผลตั้งแต่รอบ"),
    "explanation": _("คำอธิบาย"),
    "definitions": _("คำจำกัดความ"),
    "population": _("ประชากร/กลุ่มเป้าหมาย"),
    "data_items": _("ข้อมูลพื้นฐาน"),
    "formula": _("สูตรคำนวณ"),
    "calculation": _("วิธีคำนวณเป็นคำพูด"),
    "criteria": _("เกณฑ์การให้คะแนน"),
    "past": _("ผลย้อนหลังสามปี"),
    "conditions": _("เงื่อนไข"),
    "data_source": _("แหล่งข้อมูล"),
    "collection": _("วิธีจัดเก็บข้อมูล"),
    "frequency": _("ความถี่ในการจัดเก็บ"),
    "guideline": _("แนวทางการประเมินผล"),
    "evidence": _("หลักฐานอ้างอิง"),
    "supervisor": _("ผู้กำกับดูแลตัวชี้วัด"),
    "keepers": _("ผู้จัดเก็บข้อมูล"),
    "owners": _("เจ้าภาพและผู้สนับสนุน (O&S)"),
    "plans": _("แผนงาน/โครงการที่เกี่ยวข้อง"),
    "success_points": _("ปัจจัยแห่งความสำเร็จ"),
    "attachments": _("ไฟล์แนบ"),
}
"""Every field of the page, in its order."""

KINDS: Mapping[str, Word] = {
    "levels": _("ค่าของแต่ละระดับ (เทียบบัญญัติไตรยางศ์)"),
    "bands": _("ช่วงคะแนน (ไม่เทียบ)"),
    "steps": _("ขั้นตอน"),
    "weighted_steps": _("ขั้นตอนถ่วงน้ำหนัก"),
    "mixed": _("ขั้นตอนแล้วเป็นปริมาณ"),
    "average": _("เฉลี่ยถ่วงน้ำหนัก"),
    "composite": _("ตัวชี้วัดย่อย"),
    "pass_fail": _("ผ่าน/ไม่ผ่าน"),
    "score": _("คะแนนจากผู้ประเมินหรือหน่วยงานภายนอก"),
}

OVER_UNITS: Mapping[str, Word] = {
    "sum": _("ผลรวม"),
    "mean": _("ค่าเฉลี่ย"),
    "weighted_mean": _("ค่าเฉลี่ยถ่วงน้ำหนัก"),
    "min": _("ค่าต่ำสุด"),
    "max": _("ค่าสูงสุด"),
    "latest": _("ค่าล่าสุด"),
    "none": _("ไม่รวม"),
}
OVER_MONTHS: Mapping[str, Word] = {
    "sum": _("รวมรายเดือน"),
    "running": _("ยอดสะสม"),
    "last": _("ค่าสุดท้าย"),
    "mean": _("ค่าเฉลี่ย"),
}

CELLS: Mapping[str, Word] = {
    "kind": _("ชนิดเกณฑ์"),
    "at": _("ค่าของระดับ"),
    "from": _("รอยต่อของช่วง"),
    "points": _("คะแนน"),
    "steps": _("ขั้นตอน"),
    "steps_en": _("ภาษาอังกฤษ"),
    "weights": _("น้ำหนักของส่วน"),
    "cap": _("คะแนนสูงสุด"),
    "pass": _("ผ่านได้"),
    "fail": _("ไม่ผ่านได้"),
    "target": _("ค่าเป้าหมาย"),
    "level": _("ระดับของค่าเป้าหมาย"),
    "interval": _("ช่วงปรับเกณฑ์ต่อหนึ่งระดับ"),
    "part-weight": _("น้ำหนัก"),
}

OWNER_ROLES: Mapping[str, Word] = {
    "main": _("เจ้าภาพหลัก"),
    "co": _("เจ้าภาพรอง"),
    "supporter": _("ผู้สนับสนุน"),
}

VERBS: Mapping[str, Word] = {
    "template.begin": _("เริ่มฉบับใหม่"),
    "template.save": _("แก้ไขร่าง"),
    "template.attach": _("แนบไฟล์"),
    "template.detach": _("นำไฟล์ออก"),
    "template.comment": _("ให้ข้อสังเกต"),
    "template.settle": _("ทำตามข้อสังเกตแล้ว"),
    "template.submit": _("ส่งตรวจ"),
    "template.give_back": _("ส่งกลับแก้ไข"),
    "template.publish": _("ประกาศใช้"),
    "template.send": _("ส่งให้หน่วยงาน"),
    "template.remind": _("เตือนหน่วยที่ยังไม่เปิดอ่าน"),
    "template.open": _("เปิดอ่านในนามหน่วยที่ได้รับ"),
}

REFUSALS: Mapping[str, Callable[[], str]] = {
    "year.closed": lambda: gettext("ปี %(year)s ปิดแล้ว อ่านได้อย่างเดียว"),
    "template.not_writer": lambda: gettext("เขียนได้เฉพาะหัวหน้า ผู้กำกับดูแล และผู้จัดเก็บข้อมูลของ %(unit)s กับ กพร."),
    "template.not_checker": lambda: gettext("กพร. เท่านั้นที่ตรวจ ประกาศใช้ และส่งรายละเอียดตัวชี้วัดได้"),
    "template.not_draft": lambda: gettext("ฉบับนี้อยู่ในสถานะ “%(state)s” จึงแก้ไขไม่ได้ เปิดฉบับใหม่หรือรอผลการตรวจ"),
    "template.no_move": lambda: gettext("ฉบับนี้อยู่ในสถานะ “%(state)s” แล้ว เปิดหน้านี้ใหม่เพื่อดูว่าทำอะไรต่อได้"),
    "template.draft_there": lambda: gettext("มีฉบับร่างอยู่แล้ว แก้ไขฉบับนั้นต่อได้เลย"),
    "template.promised": lambda: gettext(
        "คำรับรองอยู่ในสถานะ “%(state)s” ชื่อ หน่วยวัด และเกณฑ์จึงแก้ที่นี่ไม่ได้ ต้องขอเปลี่ยนแปลงรายละเอียดตัวชี้วัด"
    ),
    "template.offered": lambda: gettext("เกณฑ์นี้ตกลงในการเจรจาแล้ว แก้ได้ที่โต๊ะเจรจาเท่านั้น"),
    "template.not_signed": lambda: gettext("ประกาศใช้ได้หลังลงนามคำรับรองแล้ว ตอนนี้คำรับรองอยู่ในสถานะ “%(state)s”"),
    "template.incomplete": lambda: gettext("ยังขาดหรือผิดอยู่ %(count)s แห่ง ดูรายการ “ก่อนส่งตรวจ” แล้วแก้ให้ครบ"),
    "template.comment_length": lambda: gettext("ข้อสังเกตต้องมีข้อความและยาวไม่เกิน %(most)s ตัวอักษร"),
    "template.note_length": lambda: gettext("เขียนบอกว่าต้องแก้อะไร ไม่เกิน %(most)s ตัวอักษร"),
    "template.many_files": lambda: gettext("แนบได้ไม่เกิน %(most)s ไฟล์ นำไฟล์ที่ไม่ใช้ออกก่อน"),
    "template.not_published": lambda: gettext("ตัวชี้วัด %(code)s ยังไม่ประกาศใช้ จึงส่งให้หน่วยงานไม่ได้"),
    "template.nobody_to_send": lambda: gettext("เลือกฉบับที่จะส่งและหน่วยงานผู้รับอย่างน้อยหนึ่งหน่วย"),
    "template.all_read": lambda: gettext("ทุกหน่วยเปิดอ่านแล้ว ไม่มีใครให้เตือน"),
    "file.empty": lambda: gettext("ไฟล์ว่างหรือยังไม่ได้เลือกไฟล์"),
    "file.too_large": lambda: gettext("ไฟล์ใหญ่เกิน %(most)s MB"),
    "file.no_scan": lambda: gettext("รับเฉพาะ PDF, PNG และ JPEG โดยดูจากเนื้อไฟล์ ไม่ใช่นามสกุล"),
}

LACKS: Mapping[str, Callable[[], str]] = {
    "template.empty": lambda: gettext("ยังไม่ได้กรอก"),
    "template.too_long": lambda: gettext("ยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง"),
    "template.weighed_by_nothing": lambda: gettext("ข้อมูล %(name)s เป็นค่าเฉลี่ยถ่วงน้ำหนัก เลือกว่าถ่วงด้วยข้อมูลใด"),
    "template.round_earlier": lambda: gettext("ฉบับก่อนมีผลตั้งแต่รอบ %(round)s เดือน ฉบับนี้เริ่มก่อนนั้นไม่ได้"),
    "template.item_reported": lambda: gettext("มีหน่วยรายงานข้อมูล %(item)s แล้ว จึงแก้หรือตัดออกไม่ได้ เพิ่มข้อมูลใหม่แทนได้"),
    "template.formula_reported": lambda: gettext("มีหน่วยรายงานแล้ว สูตรใหม่ต้องมีผลตั้งแต่รอบถัดไป (หลังรอบ %(round)s เดือน)"),
    "template.no_such_level": lambda: gettext("หลักฐานข้อ %(number)s ผูกกับระดับที่ไม่มี มีได้ 1 ถึง %(most)s"),
}


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do."""
    if refusal.code in ORG_SENTENCES:
        return org_refusal_words(refusal)
    terms = {name: str(getattr(value, "label", value)) for name, value in refusal.terms.items()}
    return REFUSALS[refusal.code]() % terms


def fault_words(fault: Fault) -> str:
    """What is wrong with a field or a cell, in the language of the page."""
    terms = dict(fault.terms)
    if fault.code in LACKS:
        return LACKS[fault.code]() % terms
    if "key" in terms:
        terms["key"] = str(CELLS.get(str(terms["key"]), terms["key"]))
    return file_sentence(Problem(fault.code, "", terms=terms), "th" if language().startswith("th") else "en")


def field_words(name: str) -> str:
    """A field as the page calls it; the whole version where none is named."""
    return str(FIELDS[name]) if name in FIELDS else gettext("ทั้งฉบับ")


def verb_words(verb: str) -> str:
    """What was done, in the history of a version."""
    return str(VERBS.get(verb, verb))
