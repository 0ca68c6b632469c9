"""The states of a report in words and glyphs: how far the work is, whether it came in time."""

from django.utils.translation import gettext, ngettext

from rabrong.charts import State
from rabrong.results.standing import Standing
from rabrong.ui.numbers import bare


def standing_glyph(standing: Standing) -> State:
    """One glyph for both: progress where there is any, else what time says; overdue work shows as overdue."""
    if standing.is_done or standing.work == "returned":
        return standing.work  # type: ignore[return-value]  # the words of work that is begun are glyphs
    if standing.time == "overdue":
        return "overdue"
    if standing.work == "draft":
        return "draft"
    return "due" if standing.time == "due" else "not_due"


def standing_words(standing: Standing) -> str:
    """Both in words: "ส่งแล้ว", "ส่งแล้ว ช้ากว่ากำหนด", "ร่าง เกินกำหนด"."""
    work, time = work_words()[standing.work], time_words()[standing.time]
    if standing.work == "none":
        return time
    if standing.time in ("late", "overdue"):
        return f"{work} · {time}"
    return work


def work_words() -> dict[str, str]:
    """The words of how far the work is."""
    return {
        "none": gettext("ยังไม่รายงาน"),
        "draft": gettext("ร่าง"),
        "submitted": gettext("ส่งแล้ว"),
        "returned": gettext("ส่งกลับแก้"),
        "approved": gettext("อนุมัติแล้ว"),
        "certified": gettext("รับรองแล้ว"),
    }


def time_words() -> dict[str, str]:
    """The words of whether it came in time."""
    return {
        "not_due": gettext("ยังไม่ถึงกำหนด"),
        "due": gettext("ถึงกำหนด"),
        "overdue": gettext("เกินกำหนด"),
        "on_time": gettext("ทันกำหนด"),
        "late": gettext("ส่งช้า"),
    }


def days_words(days: int) -> str:
    """How many days are left; below 0 how many it is over."""
    if days < 0:
        return ngettext("เกิน %(days)s วัน", "เกิน %(days)s วัน", -days) % {"days": bare(-days)}
    if not days:
        return gettext("ครบกำหนดวันนี้")
    return ngettext("เหลือ %(days)s วัน", "เหลือ %(days)s วัน", days) % {"days": bare(days)}
