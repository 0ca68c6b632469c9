"""Reading the negotiation: the indicators with their past, every offer, meetings, forecasts, appeals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rabrong.agreements.models import (
    Agreement,
    Appeal,
    Forecast,
    IndicatorVersion,
    Item,
    Meeting,
    MeetingKind,
    Offer,
    PastResult,
)
from rabrong.agreements.queries.scoring import YearRules, year_rules
from rabrong.org.models import Unit
from rabrong.scoring.exact import Number

PAST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Latest:
    """What a year that still runs has come to; None where that is no single number. `source` says until when, in the
    reader's language, `score` is what it has scored so far."""

    value: Number | None
    source: str
    score: Decimal | None = None


LatestOf = Callable[[int, Unit, datetime], Mapping[str, Latest]]
"""Year, unit, time -> key of an indicator -> its newest result; a later stage keeps the results."""


def nothing_latest(year: int, unit: Unit, now: datetime) -> Mapping[str, Latest]:
    """Where no later stage keeps results."""
    return {}


@dataclass(frozen=True, slots=True)
class Past:
    """What a year came to, and what it was scored with then."""

    value: Decimal | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator at the table; without an item it is only offered. Offers in their order."""

    version: IndicatorVersion
    item: Item | None
    offers: tuple[Offer, ...]
    past: Mapping[int, Past]
    latest: Latest | None
    forecast: Forecast | None


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the table is made from."""

    agreement: Agreement
    rules: YearRules
    rows: tuple[Row, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The three years before, oldest first."""
        return tuple(range(self.agreement.year_id - PAST_YEARS, self.agreement.year_id))

    def row(self, code: str) -> Row | None:
        """The row of an indicator's code."""
        return next((row for row in self.rows if row.version.code == code), None)


def agreement_at(year: int, unit: str) -> Agreement | None:
    """A unit's own agreement of a year. One query."""
    found = Agreement.objects.filter(year_id=year, unit__code=unit, person=None)
    return found.select_related("unit", "year", "superior").first()


def book_of(agreement: Agreement, now: datetime, latest_of: LatestOf = nothing_latest) -> Book:
    """The table of an agreement. Seven queries, and those of `latest_of`."""
    items = {item.indicator_id: item for item in _items(agreement)}
    versions = {pk: item.indicator for pk, item in items.items()}
    offers = _by_indicator(_offers(agreement, versions))
    versions |= {pk: given[0].indicator for pk, given in offers.items() if pk not in versions}
    past = _past(agreement, versions.values())
    forecasts = {row.indicator_id: row for row in Forecast.objects.filter(agreement=agreement).select_related("by")}
    latest = latest_of(agreement.year_id - 1, agreement.unit, now)
    rows = tuple(
        Row(
            version=version,
            item=items.get(pk),
            offers=tuple(offers.get(pk, ())),
            past=past.get(version.indicator_id, {}),
            latest=latest.get(version.indicator.key),
            forecast=forecasts.get(pk),
        )
        for pk, version in sorted(versions.items(), key=lambda pair: (pair[1].position, pair[1].code))
    )
    return Book(agreement, year_rules(agreement.year_id), rows)


RELATED = ("indicator__indicator", "indicator__aspect", "indicator__responsible")


def _items(agreement: Agreement) -> Iterable[Item]:
    return Item.objects.filter(agreement=agreement).select_related(*RELATED)


def _offers(agreement: Agreement, versions: Mapping[int, IndicatorVersion]) -> list[Offer]:
    """Every offer by number, on the indicators that are read already. One query, another where more are offered."""
    rows = Offer.objects.filter(agreement=agreement).select_related("meeting", "by", "agreed_by")
    offers = list(rows.order_by("number", "pk"))
    missing = {offer.indicator_id for offer in offers} - versions.keys()
    known = dict(versions)
    if missing:
        more = IndicatorVersion.objects.filter(pk__in=missing).select_related("indicator", "aspect", "responsible")
        known |= {version.pk: version for version in more}
    for offer in offers:
        offer.indicator = known[offer.indicator_id]
    return offers


def offers_of(agreement: Agreement) -> list[Offer]:
    """Every offer by indicator and number. One query."""
    found = Offer.objects.filter(agreement=agreement).select_related(*RELATED, "meeting", "by", "agreed_by")
    return list(found.order_by("indicator__position", "indicator_id", "number"))


def _by_indicator(offers: Iterable[Offer]) -> dict[int, list[Offer]]:
    found: dict[int, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.indicator_id, []).append(offer)
    return found


def _past(agreement: Agreement, versions: Iterable[IndicatorVersion]) -> dict[int, dict[int, Past]]:
    """Indicator -> earlier year -> the unit's result, one year more than is shown, for the first growth."""
    ids = {version.indicator_id for version in versions}
    first = agreement.year_id - PAST_YEARS - 1
    rows = PastResult.objects.filter(
        indicator_id__in=ids, unit_id=agreement.unit_id, month=0, year__gte=first, year__lt=agreement.year_id
    )
    found: dict[int, dict[int, Past]] = {}
    for indicator, year, value, score in rows.order_by("year").values_list("indicator_id", "year", "value", "score"):
        found.setdefault(indicator, {})[year] = Past(value, score)
    return found


def meetings_of(agreement: Agreement) -> list[Meeting]:
    """The meetings and letters by day. One query."""
    return list(Meeting.objects.filter(agreement=agreement).select_related("by", "scan").order_by("on", "pk"))


def meeting_in(agreement: Agreement, pk: int) -> Meeting | None:
    """One of them. One query."""
    found = Meeting.objects.filter(agreement=agreement, pk=pk)
    return found.select_related("by", "scan", "agreement__year", "agreement__unit").first()


def notified_result(agreement: Agreement) -> Meeting | None:
    """The newest letter that notified a result. One query."""
    found = Meeting.objects.filter(agreement=agreement, kind=MeetingKind.NOTIFIED)
    return found.order_by("letter_date", "pk").last()


def appeals_of(agreement: Agreement) -> list[Appeal]:
    """The appeals in their order. One query."""
    found = Appeal.objects.filter(agreement=agreement).select_related("meeting", "decided_in", "by")
    return list(found.order_by("at", "pk"))


def agreed_offers(agreement: Agreement) -> dict[int, Offer]:
    """Id of an indicator's version -> the offer that counts: the one agreed last. One query."""
    return counting(offers_of(agreement))


def counting(offers: Iterable[Offer]) -> dict[int, Offer]:
    """The same of offers already read."""
    agreed = [(offer.agreed_at, offer.number, offer) for offer in offers if offer.agreed_at is not None]
    return {offer.indicator_id: offer for _, _, offer in sorted(agreed, key=lambda each: each[:2])}


def offers_in(meeting: Meeting) -> list[Offer]:
    """Every offer a meeting brought, by indicator and number. One query."""
    rows = Offer.objects.filter(meeting=meeting).select_related(*RELATED, "by", "agreed_by")
    return list(rows.order_by("indicator__position", "indicator_id", "number"))


def made_in(meeting: Meeting) -> list[Offer]:
    """The last offer of each party on each indicator that a meeting brought, by indicator. One query."""
    return list({(offer.indicator_id, offer.side): offer for offer in offers_in(meeting)}.values())


def newest_numbers(offers: Sequence[Offer]) -> dict[int, int]:
    """Id of an indicator's version -> number of its newest offer."""
    return {offer.indicator_id: offer.number for offer in sorted(offers, key=lambda offer: offer.number)}
