"""What counts in a year: choosing the rule, and scoring anew what an approval or a return makes count or not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.audit.actions import queue_behind
from rabrong.audit.queries import chains
from rabrong.notices.across import publish
from rabrong.org.actor import Actor
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import Refusal
from rabrong.results.models import CountingRule, Counts, Report, Total
from rabrong.results.months import latest_month
from rabrong.results.queries.counting import STATES, counting_of
from rabrong.results.rescored import tell_of_rescore
from rabrong.results.rules.counting import counting_refusal
from rabrong.results.scores import rebuild, rescore_units


@transaction.atomic
def choose_counting(
    number: int, edits: int, choice: tuple[Counts, str], *, by: Actor, now: datetime
) -> CountingRule | Refusal | Stale:
    """What counts from now on, and why; every score of the year is made anew with it."""
    for chain in sorted(chains()):  # whoever enters or approves meanwhile would score by the old rule
        queue_behind(chain)
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    counts, reason = choice[0], choice[1].strip()
    before = counting_of(year.year)
    refusal = counting_refusal(year, before, counts, reason)
    if refusal is not None:
        return refusal
    row = CountingRule.objects.create(
        year=year, counts=counts, reason=reason, by=by.person, acting_id=admin.grant.acting, at=now
    )
    _rebuild(year, now)
    note_year(admin, "year.counting", year, {"counts": before}, {"counts": counts, "reason": reason})
    return row


def _rebuild(year: Year, now: datetime) -> None:
    until = Total.objects.filter(agreement__year=year).aggregate(last=Max("month"))["last"]
    if until is None:
        return
    rebuild(year.year, until_month=until, now=now)
    codes = Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("code", flat=True)
    publish(f"{year.year}/unit/{code}" for code in codes)


def rescore_decided(reports: Sequence[Report], were: Mapping[int, str], now: datetime) -> None:
    """After reports moved: the scores of those whose numbers count now and did not, or no longer do.

    `were` is report id -> the state before. Nothing where the year counts everything. In the mover's transaction.
    """
    for year in sorted({report.indicator.year_id for report in reports}):
        states = STATES.get(counting_of(year), ())
        changed = [
            report
            for report in reports
            if report.indicator.year_id == year and (report.state in states) != (were[report.pk] in states)
        ]
        if changed:
            _rescore(year, changed, now)


def _rescore(year: int, reports: Sequence[Report], now: datetime) -> None:
    until = max(latest_month(year, localdate(now)), *(report.month for report in reports))
    months = range(min(report.month for report in reports), until + 1)
    wanted = {report.indicator_id for report in reports}
    indicators = IndicatorVersion.objects.select_related("aspect").prefetch_related("data_items").in_bulk(wanted)
    changed: dict[IndicatorVersion, dict[int, str]] = {indicators[pk]: {} for pk in sorted(wanted)}
    for report in reports:
        changed[indicators[report.indicator_id]][report.unit_id] = report.unit.code
    done = rescore_units(changed, months, now)
    codes = Unit.objects.filter(pk__in=done.units).values_list("code", flat=True)
    publish(f"{year}/unit/{code}" for code in codes)
    tell_of_rescore()
