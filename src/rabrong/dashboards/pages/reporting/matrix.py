"""The reporting matrix: units by indicators or by months, each cell with the state of what has to be reported there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import State, Svg, state_glyph
from rabrong.charts.report_strip import report_strip
from rabrong.dashboards.pages.states import standing_glyph, standing_words, time_words, work_words
from rabrong.org.models import Unit
from rabrong.results.queries.states import Counts, Key, together
from rabrong.ui.dates import month_name
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class Column:
    """A column: an indicator with its aspect, or a month. `key` is the indicator's id or the month."""

    key: int
    head: str
    title: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What has to be reported of a unit and below it. One report alone shows its glyph, several how many are done."""

    words: str
    glyph: Svg | None = None
    done: int = 0
    all: int = 0
    strip: Svg | None = None
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit; `leads_on` where there is anything below it."""

    unit: Unit
    name: str
    leads_on: bool
    cells: tuple[Cell | None, ...]
    done: int
    all: int


@dataclass(frozen=True, slots=True)
class Legend:
    """A state with its glyph, word and number of reports."""

    state: State
    word: str
    count: int

    @property
    def glyph(self) -> Svg:
        """The state's glyph."""
        return state_glyph(self.state)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table, and how many reports of all of it stand where."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Legend, ...]
    done: int
    all: int
    trouble: int

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The aspects over the columns, each with how many it spans."""
        found: list[tuple[str, int]] = []
        for column in self.columns:
            if found and found[-1][0] == column.group:
                found[-1] = (column.group, found[-1][1] + 1)
            else:
                found.append((column.group, 1))
        return found if any(name for name, _ in found) else []


def indicator_columns(indicators: Iterable[IndicatorVersion]) -> list[Column]:
    """A column for each indicator."""
    return [Column(row.pk, row.code, in_language(row, "name"), in_language(row.aspect, "name")) for row in indicators]


def month_columns(months: Iterable[int]) -> list[Column]:
    """A column for each month."""
    return [Column(month, month_name(month, language())) for month in months]


def by_column(counts: Mapping[Key, Counts], *, of_months: bool) -> dict[tuple[int, int], Counts]:
    """(unit id, indicator id or month) -> counts."""
    found: dict[tuple[int, int], list[Counts]] = {}
    for (unit, indicator, month), each in counts.items():
        found.setdefault((unit, month if of_months else indicator), []).append(each)
    return {key: parts[0] if len(parts) == 1 else together(parts) for key, parts in found.items()}


def matrix_of(
    units: Iterable[Unit],
    columns: Sequence[Column],
    counts: Mapping[tuple[int, int], Counts],
    parents: Iterable[int],
    everything: Counts,
) -> Matrix:
    """The table of some units. `parents` are the ids of units with others below them."""
    above = frozenset(parents)
    shown = [_row(unit, columns, counts, unit.pk in above) for unit in units]
    return Matrix(
        tuple(columns),
        tuple(row for row in shown if row.all),
        _legend(everything),
        done_of(everything),
        everything.total(),
        trouble_of(everything),
    )


def _row(unit: Unit, columns: Sequence[Column], counts: Mapping[tuple[int, int], Counts], leads_on: bool) -> Row:
    own = [counts.get((unit.pk, column.key)) for column in columns]
    total = together(each for each in own if each is not None)
    return Row(
        unit=unit,
        name=unit.short_name or in_language(unit, "name"),
        leads_on=leads_on,
        cells=tuple(None if each is None else _cell(each, leads_on) for each in own),
        done=done_of(total),
        all=total.total(),
    )


def _cell(counts: Counts, leads_on: bool) -> Cell:
    if counts.total() == 1 and not leads_on:
        standing = next(iter(counts))
        return Cell(standing_words(standing), glyph=state_glyph(standing_glyph(standing)), looks=_looks(counts))
    done, total = done_of(counts), counts.total()
    words = gettext("ส่งแล้ว %(done)s จาก %(all)s") % {"done": done, "all": total}
    return Cell(words, done=done, all=total, strip=_strip(counts), looks=_looks(counts))


def _looks(counts: Counts) -> str:
    if trouble_of(counts):
        return "is-trouble"
    return "is-complete" if done_of(counts) == counts.total() else ""


def _strip(counts: Counts) -> Svg:
    approved = sum(count for each, count in counts.items() if each.work in ("approved", "certified"))
    returned = sum(count for each, count in counts.items() if each.work == "returned")
    overdue = sum(count for each, count in counts.items() if standing_glyph(each) == "overdue")
    submitted = done_of(counts) - approved
    pending = counts.total() - approved - submitted - returned - overdue
    return report_strip(
        (
            ("approved", approved),
            ("submitted", submitted),
            ("pending", pending),
            ("returned", returned),
            ("overdue", overdue),
        )
    )


def done_of(counts: Counts) -> int:
    """How many reports wait for nothing from their keepers."""
    return sum(count for each, count in counts.items() if each.is_done)


def trouble_of(counts: Counts) -> int:
    """How many are overdue or were given back."""
    return sum(count for each, count in counts.items() if standing_glyph(each) in ("overdue", "returned"))


def _legend(counts: Counts) -> tuple[Legend, ...]:
    words: dict[State, str] = {
        "not_due": time_words()["not_due"],
        "due": time_words()["due"],
        "draft": work_words()["draft"],
        "submitted": work_words()["submitted"],
        "approved": work_words()["approved"],
        "certified": work_words()["certified"],
        "returned": work_words()["returned"],
        "overdue": time_words()["overdue"],
    }
    found = dict.fromkeys(words, 0)
    for standing, count in counts.items():
        found[standing_glyph(standing)] += count
    return tuple(Legend(state, word, found[state]) for state, word in words.items())
