"""A unit's scorecard beside something else: `?with=year`, `full-year`, `plan`, `like`, `wide`,
or `day` with `on=`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.comparing.compare import (
    Other,
    comparison_of,
    median,
    planned_total,
    sides_of_like,
    sides_of_plan,
    sides_of_reached,
    sides_of_scores,
)
from rabrong.dashboards.pages.comparing.days import day_asked, milestones
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_of
from rabrong.dashboards.pages.labels import label_of
from rabrong.dashboards.queries import past, units
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.comparing.past import asked_then, year_then
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import Own, own_scores
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries.tree import children_of
from rabrong.results.queries.trajectories import newest_plans, typed_months
from rabrong.ui.dates import day, month_and_year
from rabrong.ui.numbers import bare
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a unit can be compared with: its key in the address and its words."""

    key: str
    words: str


@login_required
@require_safe
def compare(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Both totals, and every indicator with both scores and the difference."""
    asked = asked_unit(request, year, code)
    own, choices = own_scores(asked, asked.unit), list(_choices(asked))
    key = request.GET.get("with", choices[0].key)
    if key not in {choice.key for choice in choices}:
        raise Http404
    form = day_asked(request.GET if key == "day" else QueryDict(), asked.book)
    other = _other(asked, own, key, form.cleaned_data["on"] if form.is_valid() else None)
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "crumbs": [*crumbs_of(year, asked.path, asked.sight.scope), Crumb(gettext("เทียบ"))],
        "choose_month": True,
        "choices": choices,
        "key": key,
        "form": form,
        "days": milestones(asked.book, past.closings_until(year, asked.now), None) if key == "day" else (),
        "own": own.scores,
        "comparison": None if other is None else comparison_of(asked.book, own.scores, other),
        "tab": "compare",
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "dashboards/comparing/compare.html", context, status=status)


def _choices(asked: Asked) -> Iterator[Choice]:
    """What may be compared with: of other units only where all of them are seen."""
    yield Choice("year", gettext("เดือนเดียวกันของปีก่อน"))
    yield Choice("plan", gettext("แผนรายเดือน"))
    yield Choice("full-year", gettext("ผลทั้งปีของปีก่อน"))
    if _like(asked, "like"):
        yield Choice("like", _like_words(asked))
    if asked.sight.everything and asked.unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT):
        every = gettext("ทุกจังหวัด") if asked.unit.kind == UnitKind.PROVINCE else gettext("ทุกอำเภอ")
        yield Choice("wide", every)
    yield Choice("day", gettext("วันที่ผ่านมา"))


def _like_words(asked: Asked) -> str:
    if asked.unit.kind == UnitKind.PROVINCE:
        return gettext("จังหวัดในเขตเดียวกัน")
    return gettext("อำเภอในจังหวัดเดียวกัน")


def _other(asked: Asked, own: Own, key: str, on: date | None) -> Other | None:
    if key in ("year", "full-year"):
        return _last_year(asked, own, 0 if key == "full-year" else asked.book.month)
    if key == "plan":
        return _plan(asked, own)
    if key == "day":
        return None if on is None else _past_day(asked, on)
    return _like_units(asked, own, key)


def _last_year(asked: Asked, own: Own, month: int) -> Other:
    book, items = asked.book, own.unit_year.items
    reached = past.last_year(asked.unit, book.year, month, (item.indicator_id for item in items))
    total = units.past_totals(asked.unit, book.year - 1).get(month)
    name = month_and_year(book.year - 1, month, language()) if month else _year(book.year - 1)
    basis = gettext("ผลของปีก่อนตามเกณฑ์ของปีก่อน ที่นำเข้าไว้ในระบบ")
    return Other(name, basis, total, sides_of_reached(book, items, reached))


def _year(year: int) -> str:
    return gettext("ปี %(year)s") % {"year": bare(year)}


def _plan(asked: Asked, own: Own) -> Other:
    """The monthly plan as of the month; indicators without a plan stay out of its total."""
    book, items = asked.book, own.unit_year.items
    plans = newest_plans(asked.unit, book.year)
    planned = {indicator: typed_months(plan)[max(book.month, 1) - 1] for indicator, plan in plans.items()}
    sides = sides_of_plan(book, items, planned)
    words = gettext("ตัวชี้วัดที่มีแผน %(count)s จาก %(all)s ตัว คะแนนตามเกณฑ์ปีนี้")
    basis = words % {"count": bare(len(sides)), "all": bare(len(items))}
    return Other(gettext("แผนรายเดือน"), basis, planned_total(book, items, sides), sides)


def _past_day(asked: Asked, on: date) -> Other:
    at = asked_then(asked, on, str(asked.book.month))
    then, month = year_then(at, on), at.book.month
    scores = {item: months[month] for item, months in then.unit_year.scores.items() if month in months}
    label = label_of(then.closing, is_whole=False)
    name = gettext("สิ้นวันที่ %(day)s") % {"day": day(on, language())}
    basis = gettext("ข้อมูลถึง %(month)s %(label)s") % {
        "month": month_and_year(asked.book.year, month, language()),
        "label": label.word,
    }
    return Other(name, basis, then.card.total, sides_of_scores(asked.book, then.unit_year.items, scores))


def _like(asked: Asked, key: str) -> list[int]:
    """The units like one, itself among them; none where not all of them are seen."""
    finders: dict[tuple[str, str], Callable[[Asked], list[int]]] = {
        ("like", UnitKind.PROVINCE): _of_region,
        ("like", UnitKind.DISTRICT): _of_province,
        ("wide", UnitKind.PROVINCE): _of_kind,
        ("wide", UnitKind.DISTRICT): _of_kind,
    }
    find = finders.get((key, asked.unit.kind))
    return [] if find is None else find(asked)


def _above(asked: Asked, kind: UnitKind) -> Unit | None:
    found = next((each for each in asked.path if each.kind == kind), None)
    return found if found is not None and found in asked.sight else None


def _of_region(asked: Asked) -> list[int]:
    region = _above(asked, UnitKind.REGION)
    if region is None:
        return []
    return [member for member, at in units.region_by_province(asked.book.span).items() if at == region.pk]


def _of_province(asked: Asked) -> list[int]:
    province = _above(asked, UnitKind.PROVINCE)
    if province is None:
        return []
    return list(children_of(province, asked.book.span).filter(kind=UnitKind.DISTRICT).values_list("pk", flat=True))


def _of_kind(asked: Asked) -> list[int]:
    return units.units_of_kind(asked.book, UnitKind(asked.unit.kind)) if asked.sight.everything else []


def _like_units(asked: Asked, own: Own, key: str) -> Other:
    book, like = asked.book, _like(asked, key)
    reached = past.scores_of_units(book.year, book.month, like)
    totals = past.totals_of_units(book.year, book.month, like)
    sides = sides_of_like(book, own.unit_year.items, reached, asked.unit.pk)
    name = _like_words(asked) if key == "like" else gettext("ทุกหน่วยแบบเดียวกัน")
    basis = gettext("ค่ากลางของ %(count)s หน่วย ตัวเลขสด") % {"count": bare(len(like))}
    return Other(name, basis, median(book, totals.values()), sides)
