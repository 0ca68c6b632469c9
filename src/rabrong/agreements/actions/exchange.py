"""Taking in an agreement file: a year from it, or a unit's agreement of a year made to say what the file says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import ProtectedError

from rabrong.agreement_file.document import AgreementFile, Owner
from rabrong.agreement_file.from_data import data_of
from rabrong.agreement_file.reader import agreement_in
from rabrong.agreement_file.tree import parse
from rabrong.agreements.actions.copying import CarryOn, carry_nothing
from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.actions.storing import Draft, store_agreement, store_framework, store_indicators, store_year
from rabrong.agreements.models import Agreement, AgreementState, IndicatorVersion, Year, YearState
from rabrong.agreements.queries.years import agreement_of, year_before
from rabrong.agreements.rules.exchange import file_refusals, other_rules_refusal
from rabrong.agreements.rules.years import file_refusal, new_year_refusal
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import Refusal

KeepOwners = Callable[[Mapping[int, Sequence[Owner]], Actor, datetime], Refusal | None]
"""Indicator version -> rows of the Owner-Supporter table; by whom, when; a later stage keeps them,
or says why not."""


def keep_no_owners(rows: Mapping[int, Sequence[Owner]], by: Actor, now: datetime) -> Refusal | None:
    """Where nobody keeps the Owner-Supporter table."""
    return None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was handed in: what it says, and the words it says it with."""

    file: AgreementFile
    tree: Mapping[str, object]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What later stages do with a file or a new year."""

    keep_owners: KeepOwners = keep_no_owners
    carry_on: CarryOn = carry_nothing


def document_of(text: str, source: str, sha256: str = "") -> Document:
    """The document of a text. Raises BadFileError with everything that is wrong."""
    root = parse(text, source)
    return Document(agreement_in(root, source), cast(Mapping[str, object], data_of(root)), sha256)


@transaction.atomic
def open_from_file(document: Document, *, by: Actor, now: datetime, later: Later | None = None) -> Year | Refusal:
    """A draft year with the department's agreement as a file says; the year before it is what it is compared with."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    number = document.file.agreement.year
    unit = Unit.objects.filter(code=document.file.agreement.unit).first()
    refusal = new_year_refusal(number) or file_refusals(document.file, unit)
    if refusal is not None or unit is None:
        return refusal or Refusal("exchange.unknown_unit", {"code": document.file.agreement.unit})
    if unit.kind != UnitKind.DEPARTMENT:
        return Refusal("exchange.not_department", {"code": unit.code})
    old, later = year_before(number), later or Later()
    year = Year.objects.create(year=number, points=[], state=YearState.DRAFT, copied_from=old)
    agreement = Agreement.objects.create(year=year, unit=unit, state=AgreementState.DRAFT)
    refusal = _make_equal(agreement, document, later, admin)
    if refusal is not None:
        transaction.set_rollback(True)
        return refusal
    if old is not None:
        later.carry_on(old, year, now)
    _note(admin, year, document, "year.file")
    return year


@transaction.atomic
def apply_file(
    document: Document, edits: int, *, by: Actor, now: datetime, later: Later | None = None
) -> Agreement | Refusal | Stale:
    """Make a unit's agreement say what a file says: all of it or nothing."""
    number, code = document.file.agreement.year, document.file.agreement.unit
    if not Year.objects.filter(pk=number).exists():
        return Refusal("year.unknown", {"year": number})
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    agreement = agreement_of(number, code, document.file.person)
    if agreement is None:
        return Refusal("exchange.no_agreement", {"code": code, "year": number})
    refusal = file_refusal(agreement) or file_refusals(document.file, agreement.unit)
    refusal = refusal or _make_equal(agreement, document, later or Later(), admin)
    if refusal is not None:
        transaction.set_rollback(True)
        return refusal
    _note(admin, year, document, "agreement.file")
    return agreement


def _note(admin: Admin, year: Year, document: Document, verb: str) -> None:
    said = {"unit": document.file.agreement.unit, "indicators": str(len(document.file.agreement.indicators))}
    note_year(admin, verb, year, {}, {**said, "sha256": document.sha256} if document.sha256 else said)


def _make_equal(agreement: Agreement, document: Document, later: Later, admin: Admin) -> Refusal | None:
    """The department's file makes the year; another unit's file its own weights, targets and criteria."""
    draft = Draft(agreement, document.file, document.tree)
    store_agreement(draft)
    if agreement.unit.kind != UnitKind.DEPARTMENT:
        refusal = other_rules_refusal(agreement, document.file)
        return refusal or _stored(draft, later, admin)
    store_year(draft)
    framework = store_framework(draft)
    try:
        refusal = _stored(draft, later, admin)
        framework.drop_others()
        return refusal
    except ProtectedError as error:
        return Refusal("indicator.in_use", {"code": _first_of(error)})


def _stored(draft: Draft, later: Later, admin: Admin) -> Refusal | None:
    versions = store_indicators(draft)
    owners = {versions[code].pk: detail.owners for code, detail in draft.file.details.items()}
    return later.keep_owners(owners, admin.actor, admin.now)


def _first_of(error: ProtectedError) -> str:
    """The indicator that something else still rests on."""
    held = next(iter(error.protected_objects))
    version = held if isinstance(held, IndicatorVersion) else getattr(held, "indicator", None)
    return version.code if isinstance(version, IndicatorVersion) else str(held)
