"""What a word is asked for beside a number, as a sentence: what stands out, and that the number may still be true."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from rabrong.results.rules.plausibility import Finding
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import at_most
from rabrong.ui.words import language

PLACES = 4


def asked_words(finding: Finding, cells: Mapping[str, str]) -> str:
    """The sentence of a finding; `cells` is cell -> its words."""
    terms = {name: _shown(name, value, cells) for name, value in finding.terms.items()}
    return SENTENCES[finding.code]() % terms


def _shown(name: str, value: object, cells: Mapping[str, str]) -> object:
    if name in ("cell", "part", "whole"):
        return cells.get(str(value), value)
    if name == "month":
        return month_name(int(str(value)), language())
    return at_most(value, PLACES) if name in ("before", "value") else value  # type: ignore[arg-type]  # numbers


SENTENCES: Mapping[str, Callable[[], str]] = {
    "report.not_applicable": lambda: gettext("%(cell)s เป็น N/A: เขียนคำอธิบายว่าเหตุใดจึงใช้กับหน่วยไม่ได้"),
    "report.falls": lambda: gettext(
        "%(cell)s เป็นยอดสะสมแต่ลดลงจาก %(before)s ของ %(month)s เป็น %(value)s: ถ้าถูกแล้วเขียนคำอธิบาย"
    ),
    "report.part_over_whole": lambda: gettext("%(part)s มากกว่า %(whole)s: ถ้าถูกแล้วเขียนคำอธิบาย"),
    "report.over_hundred": lambda: gettext("ได้ร้อยละ %(value)s เกิน 100: ถ้าถูกแล้วเขียนคำอธิบาย"),
    "report.unlike_before": lambda: gettext("%(cell)s ต่างจาก %(months)s เดือนก่อนของหน่วยนี้มาก: ถ้าถูกแล้วเขียนคำอธิบาย"),
    "report.unlike_others": lambda: gettext("ผลต่างจาก %(units)s หน่วยข้างเคียงมาก: ถ้าถูกแล้วเขียนคำอธิบาย"),
    "report.red": lambda: gettext("คะแนนอยู่ในช่วงต่ำสุด: ต้องเขียนปัญหา/อุปสรรค"),
}
