"""A round's closing as a page shows it: what is missing by unit, what was frozen, whether its SAR is open."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.queries.years import lead_agreement
from rabrong.charts import Band
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import RoundClosing, SarOpens, Snapshot
from rabrong.results.queries.completeness import Lacking, sar_is_open, sar_rules, snapshots_in
from rabrong.results.queries.rounds import revisions_of
from rabrong.scoring.agreement import Round


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A province or bureau with what it lacks, and its page of the round's last month."""

    lacking: Lacking
    href: str


def lacking_rows(year: int, round_: int, found: Iterable[Lacking], *, shows_all: bool) -> list[LackingRow]:
    """Those that lack something, most unreported first; all in dictionary order where they are asked for."""
    rows = [LackingRow(each, f"{reverse('unit', args=(year, each.unit.code))}?month={round_}") for each in found]
    if shows_all:
        return rows
    lacking = [row for row in rows if not row.lacking.is_whole]
    return sorted(lacking, key=lambda row: (-row.lacking.unreported, -row.lacking.unapproved, -row.lacking.uncertified))


@dataclass(frozen=True, slots=True)
class Sums:
    """Of all units together."""

    expected: int
    unreported: int
    unapproved: int
    uncertified: int
    units: int
    whole: int

    @property
    def certified(self) -> int:
        """Reports that are certified."""
        return self.expected - self.unreported - self.unapproved - self.uncertified


def lacking_sums(found: list[Lacking]) -> Sums:
    """Counts of reports, and of units that have everything certified."""
    return Sums(
        sum(each.expected for each in found),
        sum(each.unreported for each in found),
        sum(each.unapproved for each in found),
        sum(each.uncertified for each in found),
        len(found),
        sum(each.is_whole for each in found),
    )


@dataclass(frozen=True, slots=True)
class Sar:
    """Whether the SAR of a round may be written, and what it waits for."""

    is_open: bool
    rule: SarOpens


def sar_of(year: int, round_: int, found: list[Lacking], *, is_closed: bool) -> Sar:
    """By the year's rule for the round. One query."""
    rule = sar_rules(year)[round_]
    return Sar(sar_is_open(rule, found, is_closed), rule)


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A revision of the round: what it froze, and the department's total in it."""

    closing: RoundClosing
    units: int
    total: Decimal | None
    band: Band
    counted: str


def closing_rows(book: YearBook, year: int, round_: Round) -> list[ClosingRow]:
    """Every revision, newest first. Four queries."""
    closings = list(revisions_of(year, round_))
    counts, lead = snapshots_in(closing.pk for closing in closings), lead_agreement(year)
    if lead is None:
        return []
    rows = Snapshot.objects.filter(closing__in=[closing.pk for closing in closings], unit=lead.unit, person=None)
    totals = {row.closing_id: frozen_total(row) for row in rows}
    found = []
    for closing in closings:
        total, counted = totals.get(closing.pk, (None, ""))
        found.append(ClosingRow(closing, counts.get(closing.pk, 0), total, band_at(book, total), counted))
    return found


def frozen_total(snapshot: Snapshot) -> tuple[Decimal | None, str]:
    """A unit's displayed total in a snapshot, and the weight counted of the weight agreed. No query."""
    said = json.loads(snapshot.content)["total"]
    total = None if said["shown"] is None else Decimal(said["shown"])
    words = gettext("คิดจากน้ำหนัก %(counted)s จาก %(agreed)s")
    return total, words % {"counted": said["counted"], "agreed": said["agreed"]}


@dataclass(frozen=True, slots=True)
class Frozen:
    """What stands frozen of a unit in a closed round, beside what the live numbers give now; `is_shown`: the page shows
    the frozen ones."""

    closing: RoundClosing
    total: Decimal | None
    band: Band
    live: Decimal | None
    is_shown: bool

    @property
    def digest(self) -> str:
        """The hash of the closing."""
        return self.closing.digest

    @property
    def differs(self) -> bool:
        """Whether anything changed since."""
        return self.total != self.live


def frozen_of(book: YearBook, snapshot: Snapshot, live: Decimal | None, *, is_shown: bool) -> Frozen:
    """For the pages of a closed round. No query."""
    total, _ = frozen_total(snapshot)
    return Frozen(snapshot.closing, total, band_at(book, total), live, is_shown)
