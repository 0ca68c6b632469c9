"""What an address asks for: a unit's indicator, a month or round, a document; 404 for what is not to be seen."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.queries.templates import indicator_in
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.models import ROUNDS
from rabrong.assignments.rules import sees_indicator
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.queries import Filed, attachment_with_id, may_read
from rabrong.evidence.rules import Slot
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.results.months import latest_month
from rabrong.ui.whole import whole_number


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which unit's indicator."""

    scope: Scope
    now: datetime
    version: IndicatorVersion
    unit: Unit

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @property
    def year(self) -> int:
        """The year of the indicator."""
        return self.version.year_id


def asked_place(request: HttpRequest, year: int, code: str, unit: str) -> Asked:
    """A unit's indicator. Raises Http404."""
    version, found = indicator_in(year, code), Unit.objects.filter(code=unit).first()
    scope = scope_of(request)
    if version is None or found is None or not may_read_year(scope.actor, version.year):
        raise Http404
    if not scope.holds(found.pk) and not sees_indicator(scope, version):
        raise Http404
    return Asked(scope, now_of(request), version, found)


def asked_slot(request: HttpRequest, asked: Asked) -> Slot:
    """The month or round of the query, by default the newest month that is open. Raises Http404."""
    if "round" in request.GET:
        round_ = _whole(request.GET["round"])
        if round_ not in ROUNDS:
            raise Http404
        return Slot(asked.unit, asked.version, None, round_)
    text = request.GET.get("month", "")
    month = _whole(text) if text else max(latest_month(asked.year, asked.actor.today), 1)
    if month not in range(1, 13):
        raise Http404
    return Slot(asked.unit, asked.version, month)


def _whole(text: str) -> int | None:
    return whole_number(text) if text.isdecimal() else None


def asked_filed(request: HttpRequest, asked: Asked, pk: int) -> Filed:
    """A document of the place of the address. Raises Http404."""
    filed = attachment_with_id(pk)
    if filed is None or not may_read(scope_of(request), filed.attachment):
        raise Http404
    if (filed.attachment.unit_id, filed.attachment.indicator_id) != (asked.unit.pk, asked.version.pk):
        raise Http404
    return filed


def asked_version(filed: Filed, number: int) -> AttachmentVersion:
    """A version that has a file. Raises Http404."""
    found = next((each for each in filed.versions if each.number == number and each.stored_id is not None), None)
    if found is None:
        raise Http404
    return found
