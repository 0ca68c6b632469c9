"""Whether an indicator's numbers of a month are in: a state with its glyph, a word, and how many of how many."""

from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import State, Svg, state_glyph
from rabrong.dashboards.queries.reporting import Reporting
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.months import round_of


@dataclass(frozen=True, slots=True)
class Report:
    """`count` is empty where one unit alone reports."""

    state: State
    word: str
    count: str = ""

    @property
    def glyph(self) -> Svg:
        """The state's glyph; the word stands beside it."""
        return state_glyph(self.state)


def aside_in(version: IndicatorVersion, month: int) -> str:
    """Why an indicator does not count as of a month, in words; empty where it does."""
    round_ = round_of(month or 1)
    if version.cancelled is not None and round_ >= version.cancelled:
        return gettext("ยกเลิกตั้งแต่รอบ %(round)s เดือน") % {"round": version.cancelled}
    if round_ < version.starts:
        return gettext("เริ่มรอบ %(round)s เดือน") % {"round": version.starts}
    return ""


def last_due(version: IndicatorVersion, until: int) -> int:
    """The last month until one given in which the indicator had to be reported; 0 for none."""
    return max((month for month in range(1, until + 1) if not aside_in(version, month)), default=0)


def report_of(book: YearBook, version: IndicatorVersion, reporting: Reporting) -> Report:
    """The state of an indicator's reports of the month."""
    if not book.month:
        return Report("not_due", gettext("ยังไม่ถึงกำหนด"))
    if aside_in(version, book.month):
        return Report("not_due", gettext("ไม่ต้องรายงาน"))
    expected = reporting.expected.get(version.pk, 0)
    submitted = reporting.submitted.get(version.pk, 0)
    drafts = reporting.drafts.get(version.pk, 0)
    if expected > 1:
        return _of_many(book, submitted, expected)
    return _of_one(book, submitted, drafts)


def _of_many(book: YearBook, submitted: int, expected: int) -> Report:
    count = f"{submitted:,}/{expected:,}"
    if submitted >= expected:
        return Report("submitted", gettext("ส่งครบ"), count)
    if book.month <= book.closed_month:
        return Report("overdue", gettext("เกินกำหนด"), count)
    return Report("due", gettext("ส่งแล้ว") if submitted else gettext("ถึงกำหนด"), count)


def _of_one(book: YearBook, submitted: int, drafts: int) -> Report:
    if submitted:
        return Report("submitted", gettext("ส่งแล้ว"))
    if book.month <= book.closed_month:
        return Report("overdue", gettext("เกินกำหนด"))
    return Report("draft", gettext("ร่าง")) if drafts else Report("due", gettext("ถึงกำหนด"))
