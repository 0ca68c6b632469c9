"""The binder of an indicator, a unit or a round: chosen on a page, sent as a ZIP."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import ROUNDS
from rabrong.evidence.asked import Asked, asked_year, own_indicator, refused, wanted_of
from rabrong.evidence.binders.pages import made_on, sheets_of
from rabrong.evidence.binders.queries import Choice, documents_in, documents_with_all, size_of
from rabrong.evidence.binders.sending import PiecewiseResponse
from rabrong.org.models import Unit
from rabrong.org.queries import span_of_day, units_below
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal
from rabrong.paper.binder.content import Binder
from rabrong.paper.binder.index import index_parts
from rabrong.paper.binder.packing import packed_zip
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

MOST_FILES = 5000
WANTED = ("kpi", "round", "below")
ONLY = "0"


@login_required
@require_safe
def choose(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """How many files a binder holds, chosen by indicator, round, and with or without the units below."""
    asked = asked_year(request, year)
    wanted = wanted_of(request, WANTED)
    unit, version = _asked_for(asked, code, wanted["kpi"])
    choice = _choice(asked, unit, version, wanted)
    count, size = size_of(choice)
    context = {
        **asked.frame("binder"),
        "unit": unit,
        "name": in_language(unit, "name"),
        "version": version,
        "wanted": wanted,
        "round": choice.round,
        "rounds": ROUNDS,
        "with_below": wanted["below"] != ONLY,
        "count": count,
        "megabytes": -(-size // 2**20),
        "most": MOST_FILES,
        "versions": _versions(choice, version),
        "query": "&".join(f"{name}={quote(text)}" for name, text in wanted.items() if text),
    }
    return render(request, "evidence/binder.html", context)


def _asked_for(asked: Asked, code: str, kpi: str) -> tuple[Unit, IndicatorVersion | None]:
    """The unit is seen, or the indicator is one's own. Raises Http404."""
    unit = unit_coded(code)
    if unit is None:
        raise Http404
    own = own_indicator(asked, kpi)
    if unit not in asked.scope and own is None:
        raise Http404
    if own is not None or not kpi:
        return unit, own
    found = IndicatorVersion.objects.filter(year=asked.year, code=kpi).order_by("-version").first()
    if found is None:
        raise Http404
    return unit, found


def _choice(asked: Asked, unit: Unit, version: IndicatorVersion | None, wanted: dict[str, str]) -> Choice:
    with_below = wanted["below"] != ONLY
    units = units_below([unit.pk], span_of_day(asked.actor.today)) if with_below else frozenset({unit.pk})
    own = () if version is None or own_indicator(asked, version.code) is None else (version.pk,)
    chosen = whole_number(wanted["round"])
    return Choice(
        year=asked.year.year,
        scope=asked.scope,
        units=units,
        own=own,
        indicator=None if version is None else version.pk,
        round=chosen if chosen in ROUNDS else None,
    )


def _versions(choice: Choice, version: IndicatorVersion | None) -> list[IndicatorVersion]:
    """The indicators that the unit has documents of, and the chosen one. One query."""
    whole = Choice(choice.year, choice.scope, choice.units, choice.own, None, choice.round)
    ids = set(documents_in(whole).order_by().values_list("attachment__indicator", flat=True).distinct())
    if version is not None:
        ids.add(version.pk)
    return list(IndicatorVersion.objects.filter(pk__in=ids).order_by("position", "code"))


@login_required
@require_safe
def binder_zip(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """The ZIP: what is read of the database is read now, the files while it is sent."""
    asked = asked_year(request, year)
    wanted = wanted_of(request, WANTED)
    unit, version = _asked_for(asked, code, wanted["kpi"])
    choice = _choice(asked, unit, version, wanted)
    count = documents_in(choice).order_by().count()
    if count > MOST_FILES:
        return refused(request, Refusal("binder.too_many", {"count": count, "most": MOST_FILES}))
    answer = PiecewiseResponse(_pieces(asked, unit, version, choice), content_type="application/zip")
    name = "-".join(filter(None, ("evidence", str(year), unit.code, wanted["kpi"], wanted["round"])))
    answer["Content-Disposition"] = f"attachment; filename=\"evidence-{year}.zip\"; filename*=UTF-8''{quote(name)}.zip"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pieces(asked: Asked, unit: Unit, version: IndicatorVersion | None, choice: Choice) -> Iterator[bytes]:
    lines = [f"ปีงบประมาณ พ.ศ. {asked.year.year}" + ("" if choice.round is None else f" รอบ {choice.round} เดือน")]
    if version is not None:
        lines.append(f"ตัวชี้วัดที่ {version.code} {version.name}")
    binder = Binder(unit.name, tuple(lines), str(asked.actor.person), sheets_of(documents_with_all(choice)))
    indexed = partial(index_parts, binder, made_on=made_on(asked.now), made_at=asked.now)
    return packed_zip(binder.sheets, indexed, made_at=localtime(asked.now))
