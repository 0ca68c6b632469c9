"""What an explanation rests on: live or frozen numbers, and at its end evidence, approvals and the signed text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries.agreements import agreement_at, signatures_of_unit
from rabrong.agreements.rules.agreements import may_see_agreement
from rabrong.dashboards.pages.indicators.drill import Entered, typed_step
from rabrong.dashboards.pages.indicators.proof import Promise, evidence_step, passing_step, signed_step
from rabrong.dashboards.pages.indicators.why import Step
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.desk import kept_units
from rabrong.dashboards.queries.reporting import entries_of, events_about
from rabrong.dashboards.queries.sums import Sums, Values, assessment_in
from rabrong.dashboards.views.approving.history import history_told
from rabrong.dashboards.views.asked import Asked
from rabrong.evidence.queries import attachments_of
from rabrong.evidence.rules import Slot
from rabrong.files.queries import newest_scans
from rabrong.org.models import Unit, UnitKind
from rabrong.results.cells import cell_words
from rabrong.results.explained import Known, assessment_of
from rabrong.results.models import Score, Snapshot
from rabrong.results.months import round_of
from rabrong.results.queries.rounds import snapshot_of
from rabrong.scoring.assess import Assessment

DIGITS_OF_A_HASH = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose numbers an explanation shows beside the unit's own: the values of some units, the scores of those on the
    way down, by id."""

    units: Sequence[int]
    way: Sequence[int]


@dataclass(frozen=True, slots=True)
class Explained:
    """The assessment that is explained and the sums below it, with what was wanted of other units; `said` tells which
    numbers where a round is closed, `may_be_set` whether a decision may stand in place of the result."""

    assessment: Assessment
    sums: Sums
    values: Mapping[int, Values]
    scores: Mapping[int, Score]
    said: str
    may_be_set: bool = True


def explained(asked: Asked, version: IndicatorVersion, agreement: Agreement, wanted: Wanted) -> Explained | None:
    """The frozen numbers where the page shows a closed round, else today's; None where the unit has no such
    indicator."""
    book = asked.book
    snapshot = snapshot_of(asked.unit, book.year, book.month) if asked.frozen_round else None
    if snapshot is not None:
        sums, content = Sums(version, book.year, book.month, snapshot), json.loads(snapshot.content)
        frozen = assessment_in(sums, agreement, content)
        if frozen is not None:
            is_set = "override" in content["items"][version.code]
            return Explained(frozen, sums, *sums.frozen(wanted.units, wanted.way), _frozen_words(snapshot), is_set)
    words = "" if snapshot is None else gettext("คำอธิบายนี้คิดจากตัวเลขวันนี้ ไม่ใช่ตัวเลขที่เก็บไว้ตอนปิดรอบ")
    return _live(asked, version, agreement, wanted, words)


def _live(
    asked: Asked, version: IndicatorVersion, agreement: Agreement, wanted: Wanted, words: str
) -> Explained | None:
    """Five queries at most where the indicator has data items."""
    book, unit = asked.book, asked.unit
    sums = Sums(version, book.year, book.month or 1, None)
    values = sums.of([unit.pk, *wanted.units]) if version.data_items.all() else {}
    rows = indicators.scores_with(agreement, wanted.way, version, sums.month)
    own = {row.item_id: row for row in rows if row.item.agreement_id == agreement.pk}
    known = Known(book.rules, book.framework, version, values.get(unit.pk, {}), own)
    assessment = assessment_of(agreement, version.code, sums.month, known)
    if version.code not in assessment.results:
        return None
    scores = {row.item.agreement.unit_id: row for row in rows if row.item_id not in own}
    return Explained(assessment, sums, values, scores, words)


def _frozen_words(snapshot: Snapshot) -> str:
    closing = snapshot.closing
    return gettext("อธิบายตัวเลขที่เก็บไว้ตอนปิดรอบ %(round)s เดือน ฉบับที่ %(number)s · SHA-256 %(digest)s…") % {
        "round": closing.round,
        "number": closing.number,
        "digest": closing.digest[:DIGITS_OF_A_HASH],
    }


def proof_at(asked: Asked, told: Explained, at: Unit) -> list[Step]:
    """What was typed, its evidence and who passed it on: at a district, or where an indicator is reported as such.
    Eight queries at most."""
    version = told.sums.version
    if at.kind != UnitKind.DISTRICT and told.assessment.results[version.code].indicator.formula is not None:
        return []
    entries = entries_of(version, at, asked.book.month)
    month = max((entry.month for entry in entries), default=0)
    latest = [entry.unit_id for entry in entries if entry.month == month]
    unit = kept_units(latest[-1:])[0] if latest and latest[-1] != at.pk else at
    events = events_about(asked.book.year, version.code, unit.code, month)
    words = cell_words(version, told.assessment.results[version.code].indicator.criterion)
    entered = Entered(entries, events, words, told.sums.counted(unit, month))
    steps = [typed_step(entered)]
    return [*steps, _evidence(unit, version, month), _passing(entered, version, unit)] if month else steps


def _evidence(unit: Unit, version: IndicatorVersion, month: int) -> Step:
    """Two queries. Whoever sees a unit's numbers reads its evidence: evidence.queries.sight."""
    filed = attachments_of([unit], [version.pk], months=[month], rounds=[round_of(month)])
    scans = newest_scans(each.newest.stored_id or "" for each in filed)
    return evidence_step(Slot(unit, version, month), filed, scans)


def _passing(entered: Entered, version: IndicatorVersion, unit: Unit) -> Step:
    """Two queries at most."""
    month = entered.month
    address = reverse("report_history", args=(version.year_id, version.code, unit.code, month))
    own = [entry for entry in entered.entries if entry.month == month and entry.unit_id == unit.pk]
    own.sort(key=lambda entry: (entry.at, entry.pk))
    return passing_step(history_told(own, entered.words, (unit, version, month)), address)


def signed_at(asked: Asked, told: Explained, agreement: Agreement) -> Step:
    """The signed criteria of the agreement that the score belongs to. One query, two where nobody has signed."""
    signatures = signatures_of_unit(agreement.year_id, agreement.unit)
    whole = signatures[0].revision.agreement if signatures else None
    whole = whole or agreement_at(agreement.year_id, agreement.unit.code) or agreement
    promise = Promise(
        agreement=whole,
        signatures=signatures,
        code=told.sums.version.code,
        criterion=told.assessment.results[told.sums.version.code].indicator.criterion,
        scale=asked.book.rules.scale,
        month=asked.book.month,
        may_read=may_see_agreement(asked.sight.scope, whole),
    )
    return signed_step(promise)
