"""What an explanation rests on: live or frozen numbers, and at its end evidence, approvals and the signed text."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries.agreements import agreement_at, texts_of
from rabrong.agreements.rules.agreements import may_see_agreement
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.indicators.drill import Entered, typed_step
from rabrong.dashboards.pages.indicators.proof import Promise, evidence_step, passing_step, signed_step
from rabrong.dashboards.pages.indicators.why import Step
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.desk import kept_units
from rabrong.dashboards.queries.reporting import entries_of, events_about
from rabrong.dashboards.queries.sums import Sums, assessment_in
from rabrong.dashboards.views.approving.history import history_at
from rabrong.dashboards.views.asked import Asked
from rabrong.evidence.queries import attachments_of
from rabrong.evidence.rules import Slot
from rabrong.files.queries import newest_scans
from rabrong.org.models import Unit, UnitKind
from rabrong.results.cells import cell_words
from rabrong.results.explained import assessment_of
from rabrong.results.models import Snapshot
from rabrong.results.months import round_of
from rabrong.results.queries.rounds import snapshot_of
from rabrong.scoring.assess import Assessment

DIGITS_OF_A_HASH = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """The assessment that is explained and the sums below it; `said` tells which numbers where a round is closed."""

    assessment: Assessment
    sums: Sums
    said: str


def explained(asked: Asked, version: IndicatorVersion, agreement: Agreement) -> Explained | None:
    """The frozen numbers where the page shows a closed round, else today's; None where the unit has no such
    indicator."""
    book = asked.book
    snapshot = snapshot_of(asked.unit, book.year, book.month) if asked.frozen_round else None
    if snapshot is not None:
        sums = Sums(version, book.year, book.month, snapshot)
        frozen = assessment_in(sums, agreement, json.loads(snapshot.content))
        if frozen is not None:
            return Explained(frozen, sums, _frozen_words(snapshot))
    live = assessment_of(agreement, version.code, book.month or 1)
    if version.code not in live.results:
        return None
    words = "" if snapshot is None else gettext("คำอธิบายนี้คิดจากตัวเลขวันนี้ ไม่ใช่ตัวเลขที่เก็บไว้ตอนปิดรอบ")
    return Explained(live, Sums(version, book.year, book.month, None), words)


def _frozen_words(snapshot: Snapshot) -> str:
    closing = snapshot.closing
    return gettext("อธิบายตัวเลขที่เก็บไว้ตอนปิดรอบ %(round)s เดือน ฉบับที่ %(number)s · SHA-256 %(digest)s…") % {
        "round": closing.round,
        "number": closing.number,
        "digest": closing.digest[:DIGITS_OF_A_HASH],
    }


def proof_at(asked: Asked, told: Explained, at: Unit) -> list[Step]:
    """What was typed, its evidence and who passed it on: at a district, or where an indicator is reported as such.
    Fourteen queries at most."""
    version = told.sums.version
    if at.kind != UnitKind.DISTRICT and told.assessment.results[version.code].indicator.formula is not None:
        return []
    entries = entries_of(version, at, asked.book.month)
    month = max((entry.month for entry in entries), default=0)
    latest = [entry.unit_id for entry in entries if entry.month == month]
    unit = kept_units(latest[-1:])[0] if latest and latest[-1] != at.pk else at
    events = events_about(asked.book.year, version.code, unit.code, month)
    entered = Entered(entries, events, _words(asked, version), told.sums.counted(unit, month))
    steps = [typed_step(entered)]
    return [*steps, _evidence(unit, version, month), _passing(asked, version, unit, month)] if month else steps


def _words(asked: Asked, version: IndicatorVersion) -> dict[str, str]:
    item = indicators.any_item(version)
    return {} if item is None else cell_words(version, criterion_in(item, asked.book.rules.scale, asked.book.month))


def _evidence(unit: Unit, version: IndicatorVersion, month: int) -> Step:
    """Two queries. Whoever sees a unit's numbers reads its evidence: evidence.queries.sight."""
    filed = attachments_of([unit], [version.pk], months=[month], rounds=[round_of(month)])
    scans = newest_scans(each.newest.stored_id or "" for each in filed)
    return evidence_step(Slot(unit, version, month), filed, scans)


def _passing(asked: Asked, version: IndicatorVersion, unit: Unit, month: int) -> Step:
    address = reverse("report_history", args=(asked.book.year, version.code, unit.code, month))
    return passing_step(history_at(asked.book, unit, version, month), address)


def signed_at(asked: Asked, told: Explained, agreement: Agreement) -> Step:
    """The signed criteria of the agreement that the score belongs to. Four queries."""
    whole = agreement_at(agreement.year_id, agreement.unit.code) or agreement
    promise = Promise(
        agreement=whole,
        texts=texts_of(whole),
        code=told.sums.version.code,
        criterion=told.assessment.results[told.sums.version.code].indicator.criterion,
        scale=asked.book.rules.scale,
        month=asked.book.month,
        may_read=may_see_agreement(asked.sight.scope, whole),
    )
    return signed_step(promise)
