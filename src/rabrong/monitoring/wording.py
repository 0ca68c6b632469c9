"""Why something of watching was refused, and what an alert says, as sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.wording.years import refusal_words as year_words
from rabrong.monitoring.models import Alert, AlertKind
from rabrong.org.rules import Refusal
from rabrong.ui.dates import day, month_name
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import language

PLACES = 4
NUMBERS = ("before", "value")


def refusal_words(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the request."""
    if refusal.code not in SENTENCES:
        return year_words(refusal)
    terms = {name: getattr(value, "label", value) for name, value in refusal.terms.items()}
    return SENTENCES[refusal.code]() % terms


SENTENCES: Mapping[str, Callable[[], str]] = {
    "alert_rule.limit": lambda: gettext("%(kind)s: ใส่ตัวเลขตั้งแต่ %(least)s ถึง %(most)s วันและช่วงคะแนนเป็นจำนวนเต็ม"),
    "alert_rule.levels": lambda: gettext("ยังไม่ได้เลือกว่าดูหน่วยระดับใด เลือกอย่างน้อยหนึ่งระดับ"),
    "alert_rule.no_reason": lambda: gettext("ใส่เหตุผลของการเปลี่ยนกติกา"),
    "alert_rule.long_reason": lambda: gettext("เหตุผลยาวเกิน %(most)s ตัวอักษร ตัดให้สั้นลง"),
    "alert_rule.same": lambda: gettext("กติกาเป็นอย่างนี้อยู่แล้ว เปลี่ยนค่าใดค่าหนึ่งก่อนบันทึก"),
    "watch.most": lambda: gettext("เฝ้าดูได้ปีละไม่เกิน %(most)s รายการ เลิกเฝ้าดูบางรายการก่อน"),
    "watch.not_seen": lambda: gettext("ไม่พบสิ่งที่จะเฝ้าดู"),
}


def alert_words(alert: Alert, bands: Mapping[int, str]) -> str:
    """The numbers that made an alert, as a sentence; `bands` is number of a band -> its word."""
    return _SAID[AlertKind(alert.kind)](alert.facts, bands)


def _band(facts: Mapping[str, object], bands: Mapping[int, str]) -> str:
    high, low = (bands.get(int(str(facts[name])), "") for name in ("band_before", "band_after"))
    return gettext("จาก %(before)s (%(high)s) เหลือ %(after)s (%(low)s)") % {
        "before": fixed(Fraction(str(facts["before"])), PLACES),
        "after": fixed(Fraction(str(facts["after"])), PLACES),
        "high": high,
        "low": low,
    }


def _late(facts: Mapping[str, object], bands: Mapping[int, str]) -> str:
    due = day(date.fromisoformat(str(facts["due"])), language())
    return gettext("ครบกำหนด %(due)s เกินมา %(days)s วันเมื่อเตือน") % {"due": due, "days": facts["days"]}


def _forecast(facts: Mapping[str, object], bands: Mapping[int, str]) -> str:
    return gettext("คาดว่าสิ้นปีได้ %(middle)s เป้าหมายเท่ากับ %(target)s") % {
        name: fixed(Fraction(str(facts[name])), PLACES) for name in ("middle", "target")
    }


def _outlier(facts: Mapping[str, object], bands: Mapping[int, str]) -> str:
    findings = facts["findings"]
    assert isinstance(findings, list)  # as it was stored
    return " · ".join(_finding(each) for each in findings)


def _finding(kept: Mapping[str, Mapping[str, str]]) -> str:
    return _FOUND[str(kept["code"])]() % {name: _shown(name, text) for name, text in kept["terms"].items()}


def _shown(name: str, text: str) -> str:
    if name == "month":
        return month_name(int(text), language())
    return at_most(Fraction(text), PLACES) if name in NUMBERS else text


_FOUND: Mapping[str, Callable[[], str]] = {
    "report.falls": lambda: gettext("%(cell)s เป็นยอดสะสมแต่ลดลงจาก %(before)s ของ %(month)s เป็น %(value)s"),
    "report.part_over_whole": lambda: gettext("%(part)s มากกว่า %(whole)s"),
    "report.over_hundred": lambda: gettext("ได้ร้อยละ %(value)s เกิน 100"),
    "report.unlike_before": lambda: gettext("%(cell)s ต่างจาก %(months)s เดือนก่อนของหน่วยนี้มาก"),
    "report.unlike_others": lambda: gettext("ผลต่างจาก %(units)s หน่วยข้างเคียงมาก"),
}
"""The findings of results.rules.plausibility, without what they ask of the keeper."""


_SAID: Mapping[AlertKind, Callable[[Mapping[str, object], Mapping[int, str]], str]] = {
    AlertKind.BAND: _band,
    AlertKind.LATE: _late,
    AlertKind.FORECAST: _forecast,
    AlertKind.OUTLIER: _outlier,
}


def month_words(alert: Alert) -> str:
    """The month an alert is about."""
    return month_name(alert.month, language())
