"""The day somebody looks back to, and the days worth looking back to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext, gettext_lazy

from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import RoundClosing
from rabrong.thai.dates import read_date, typed_date
from rabrong.ui.dates import day, month_name
from rabrong.ui.fields import ThaiDateField
from rabrong.ui.words import language


class PastDay(forms.Form):
    """The day to look back to. Refusals: those of the field, `day.future`, `day.before_year`."""

    on = ThaiDateField(label=gettext_lazy("ณ สิ้นวันที่"))

    def __init__(self, data: QueryDict | None, *, book: YearBook) -> None:
        super().__init__(data)
        self.book = book

    def clean_on(self) -> date:
        """Within what is known. Raises ValidationError."""
        chosen: date = self.cleaned_data["on"]
        first = min((window.opens for window in self.book.windows.values()), default=self.book.today)
        if chosen > self.book.today:
            words = gettext("วันนี้คือ %(today)s เลือกวันที่ผ่านมาแล้ว")
            raise ValidationError(words % {"today": day(self.book.today, language())}, code="day.future")
        if chosen < first:
            words = gettext("ปีนี้เริ่มรายงานเมื่อ %(first)s เลือกวันนั้นหรือหลังจากนั้น")
            raise ValidationError(words % {"first": day(first, language())}, code="day.before_year")
        return chosen


def day_asked(given: QueryDict, book: YearBook) -> PastDay:
    """The form as asked for in an address; a day that can be read is shown as Thais write it."""
    if "on" not in given:
        return PastDay(None, book=book)
    asked, read = given.copy(), read_date(str(given["on"]))
    if isinstance(read, date):
        asked["on"] = typed_date(read)
    return PastDay(asked, book=book)


def end_of(chosen: date, now: datetime) -> datetime:
    """The last moment of a day, where it is over; else now."""
    following = make_aware(datetime.combine(chosen + timedelta(days=1), time()), localtime(now).tzinfo)
    return min(following - timedelta(microseconds=1), now)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day worth looking back to, with what happened then."""

    on: date
    words: str
    is_chosen: bool


def milestones(book: YearBook, closings: Iterable[RoundClosing], chosen: date | None) -> list[Milestone]:
    """The last days of the months' windows that are over, and the closings of rounds, in order."""
    words = gettext("ปิดรับ %(month)s")
    over = [window for window in book.windows.values() if window.closes < book.today]
    found = {window.closes: words % {"month": month_name(window.month, language())} for window in over}
    for closing in closings:
        closed = gettext("ปิดรอบ %(round)s เดือน ฉบับที่ %(number)s")
        found[localtime(closing.at).date()] = closed % {"round": closing.round, "number": closing.number}
    return [Milestone(on, words, on == chosen) for on, words in sorted(found.items())]
