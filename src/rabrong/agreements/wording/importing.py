"""What is wrong in a cell of a sheet, as sentences: what, and what to write instead."""

from collections.abc import Callable

from django.utils.translation import gettext

from rabrong.agreement_file.problems import Problem as FileProblem
from rabrong.agreement_file.wording import FILE, file_sentence
from rabrong.agreements.wording.years import REFUSALS, refusal_words
from rabrong.org.importing.rows import Problem
from rabrong.org.importing.wording import problem_words as org_problem_words
from rabrong.org.rules import Refusal
from rabrong.scoring.wording.faults import FAULTS
from rabrong.ui.words import language

SENTENCES: dict[str, Callable[[], str]] = {
    "cell.empty": lambda: gettext("ยังไม่ได้ใส่"),
    "criteria.unknown_kind": lambda: gettext("ไม่รู้จักชนิดเกณฑ์ “%(kind)s” เลือกจากรายการในแบบฟอร์ม"),
    "criteria.no_levels": lambda: gettext("ชนิดเกณฑ์นี้ต้องใส่ค่าทุกระดับ หรือใส่เป้าหมาย ระดับของเป้าหมาย และช่วงปรับเกณฑ์"),
    "criteria.level_outside": lambda: gettext("ระดับของเป้าหมายต้องเป็น 1 ถึง %(most)s"),
    "data.unreadable": lambda: gettext(
        "อ่านข้อมูลพื้นฐานไม่ออก เขียน รหัส=ชื่อ [หน่วยนับ] คั่นด้วย ; เช่น ก=ผู้ผ่านเกณฑ์ [คน]; ข=ทั้งหมด [คน]"
    ),
    "past.twice": lambda: gettext("ผลของตัวชี้วัด หน่วย และปีนี้มีในแถวก่อนแล้ว ลบแถวหนึ่ง"),
    "month.not_gone": lambda: gettext("เดือนนี้ยังไม่ผ่านไป กรอกตามปกติในระบบ"),
    "month.no_cell": lambda: gettext("ตัวชี้วัด %(code)s ไม่มีข้อมูล “%(cell)s” ที่รู้จัก: %(cells)s"),
    "month.not_reporter": lambda: gettext("%(unit)s ไม่ได้รายงานตัวเลขของ %(code)s เอง ใส่ที่หน่วยซึ่งรายงาน ถ้าใส่ที่นี่ด้วยจะนับซ้ำ"),
    "month.twice": lambda: gettext("ตัวเลขของตัวชี้วัด หน่วย ข้อมูล และเดือนนี้มีในแถวก่อนแล้ว ลบแถวหนึ่ง"),
}


def cell_words(problem: Problem) -> str:
    """The sentence in the language of the page."""
    if problem.code in SENTENCES:
        return SENTENCES[problem.code]() % problem.terms
    if problem.code in REFUSALS:
        return refusal_words(Refusal(problem.code, problem.terms))
    if problem.code in FILE or problem.code in FAULTS:
        said = FileProblem(problem.code, "", terms=problem.terms)
        return file_sentence(said, "th" if language().startswith("th") else "en")
    return org_problem_words(problem)
