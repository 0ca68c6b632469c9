"""My work: what a keeper owes, by what comes first: overdue, given back, due; and how much is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from rabrong.agreements.models import Item
from rabrong.charts import State, Svg, state_glyph
from rabrong.dashboards.pages.entering.kept import Kept
from rabrong.dashboards.pages.states import days_words, standing_glyph
from rabrong.org.models import Unit
from rabrong.results.models import ReportMove
from rabrong.results.queries.states import counts_in
from rabrong.results.standing import Standing
from rabrong.ui.dates import month_and_year, short_day
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class Task:
    """One report to make, or all of a month that are overdue; `days` are left, below 0 it is overdue."""

    title: str
    detail: str
    href: str
    state: State
    days: int
    note: str = ""

    @property
    def glyph(self) -> Svg:
        """The glyph of the state."""
        return state_glyph(self.state)

    @property
    def days_words(self) -> str:
        """How many days are left, or how many it is over."""
        return days_words(self.days)


@dataclass(frozen=True, slots=True)
class Section:
    """Tasks of one kind; `is_trouble` where they are late or were given back."""

    title: str
    tasks: tuple[Task, ...]
    is_trouble: bool = False


@dataclass(frozen=True, slots=True)
class UnitWork:
    """What somebody keeps at a unit: the sections that have anything, and how far the newest open month is."""

    unit: Unit
    sections: tuple[Section, ...]
    month: str
    done: int
    all: int
    grid: str

    @property
    def count(self) -> int:
        """How many things are to be done."""
        return sum(len(section.tasks) for section in self.sections)

    @property
    def bar(self) -> tuple[str, ...]:
        """A piece for each indicator of the month: done, trouble or open."""
        trouble = sum(len(section.tasks) for section in self.sections if section.is_trouble)
        rest = self.all - self.done
        late = min(rest, trouble)
        return ("done",) * self.done + ("late",) * late + ("open",) * (rest - late)


def unit_work(kept: Kept, returned: Mapping[int, ReportMove]) -> UnitWork:
    """The work at a unit. `returned` is report id -> the move that gave it back."""
    places = [(item, month, kept.standing(item, month)) for item, month in _opened(kept)]
    month = kept.book.month
    now = [standing for item, at, standing in places if at == month]
    sections = (
        Section(gettext("เกินกำหนด"), tuple(_overdue(kept, places)), is_trouble=True),
        Section(gettext("ส่งกลับแก้"), tuple(_given_back(kept, places, returned)), is_trouble=True),
        *_due(kept, places),
    )
    return UnitWork(
        unit=kept.unit,
        sections=tuple(section for section in sections if section.tasks),
        month=month_and_year(kept.book.year, month, language()),
        done=sum(standing.is_done for standing in now),
        all=len(now),
        grid=_grid(kept, month),
    )


def _opened(kept: Kept) -> Iterator[tuple[Item, int]]:
    """Every item and month that has to be reported by now."""
    for item in kept.desk.items:
        for month, window in kept.desk.windows.items():
            if window.opens <= kept.book.today and counts_in(item.indicator, month):
                yield item, month


Places = Sequence[tuple[Item, int, Standing]]


def _overdue(kept: Kept, places: Places) -> Iterator[Task]:
    """A month's overdue reports are one task; the numbers are entered together."""
    months: dict[int, list[Item]] = {}
    for item, month, standing in places:
        if standing.time == "overdue" and standing.work != "returned":
            months.setdefault(month, []).append(item)
    for month, items in sorted(months.items()):
        is_open = any(kept.desk.refusal(item.indicator, month) is None for item in items)
        words = ngettext("%(count)s ตัวชี้วัด: %(codes)s", "%(count)s ตัวชี้วัด: %(codes)s", len(items)) % {
            "count": len(items),
            "codes": ", ".join(item.indicator.code for item in items),
        }
        detail = words if is_open else f"{words} · {gettext('ปิดรับแล้ว ขอให้ กพร. เปิดเป็นกรณีพิเศษ')}"
        yield Task(
            month_and_year(kept.book.year, month, language()), detail, _grid(kept, month), "overdue", _left(kept, month)
        )


def _given_back(kept: Kept, places: Places, returned: Mapping[int, ReportMove]) -> Iterator[Task]:
    for item, month, standing in places:
        if standing.work != "returned":
            continue
        report = kept.reports[item.indicator_id, month]
        move = returned.get(report.pk)
        said = (
            ""
            if move is None
            else f"“{move.note}” {in_language(move.by, 'position')} · {short_day(move.at, language())}"
        )
        yield _task(kept, item, month, standing, said)


def _due(kept: Kept, places: Places) -> Iterator[Section]:
    """A section for each last day."""
    days: dict[date, list[Task]] = {}
    for item, month, standing in places:
        if standing.time == "due" and standing.work in ("none", "draft"):
            days.setdefault(_last(kept, month), []).append(_task(kept, item, month, standing, ""))
    for last, tasks in sorted(days.items()):
        yield Section(gettext("ครบกำหนด %(day)s") % {"day": short_day(last, language())}, tuple(tasks))


def _task(kept: Kept, item: Item, month: int, standing: Standing, note: str) -> Task:
    version = item.indicator
    title = f"{version.code} {in_language(version, 'name')}"
    href = f"{_grid(kept, month)}#kpi-{kept.desk.items.index(item)}"
    detail = f"{month_and_year(kept.book.year, month, language())} · {_progress(kept, item, month)}"
    return Task(title, detail, href, standing_glyph(standing), _left(kept, month), note)


def _progress(kept: Kept, item: Item, month: int) -> str:
    texts = kept.form(item, month).texts
    filled = sum(bool(text) for text in texts.values())
    if not filled:
        return gettext("ยังไม่เริ่ม %(count)s ช่อง") % {"count": len(texts)}
    return gettext("กรอก %(filled)s จาก %(count)s ช่อง") % {"filled": filled, "count": len(texts)}


def _last(kept: Kept, month: int) -> date:
    window = kept.desk.windows[month]
    return window.closes if window.excepted_until is None else max(window.closes, window.excepted_until)


def _left(kept: Kept, month: int) -> int:
    return (_last(kept, month) - kept.book.today).days


def _grid(kept: Kept, month: int) -> str:
    return f"{reverse('entry_grid', args=(kept.book.year, kept.unit.code))}?month={month}"


def given_back(kepts: Iterable[Kept]) -> list[int]:
    """The ids of the reports that were given back."""
    return [report.pk for kept in kepts for report in kept.reports.values() if report.state == "returned"]
