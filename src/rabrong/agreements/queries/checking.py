"""What is doubtful in an agreement of the database: the lint of its file, and what only a whole agreement must have."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint import Finding, findings_of
from rabrong.agreement_file.lint.finding import SEVERITIES
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreements.models import AcceptedFinding, Agreement
from rabrong.agreements.queries.exchange import OwnersOf, file_of, without_owners

SHARED_OUT_LATER = "O-"
"""Who owns what is settled after signing: these are shown where the owners are known, and block nothing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding, or a problem that keeps the agreement from being scored, with who answered for it, if anybody.

    `indicator` is the code it is about, "" for the whole.
    """

    found: Finding | Problem
    severity: str
    fingerprint: str
    accepted: AcceptedFinding | None = None

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.found.code

    @property
    def place(self) -> str:
        """Where in the agreement."""
        return self.found.where

    @property
    def indicator(self) -> str:
        """The indicator it is about; "" for the framework or the whole."""
        kind, _, rest = self.place.partition(".")
        return rest if kind == "indicators" else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to mend it or answer for it."""
        return self.accepted is None and not self.code.startswith(SHARED_OUT_LATER)


def doubts_of(agreement: Agreement, owners_of: OwnersOf = without_owners) -> list[Doubt]:
    """Everything doubtful, errors first. Ten queries at most; without the owners nothing is said about owners."""
    accepted = {row.fingerprint: row for row in standing_acceptances(agreement)}
    return [
        Doubt(found, severity, print_, accepted.get(print_))
        for found, severity in _found(agreement, owners_of)
        for print_ in (fingerprint(found),)
    ]


def standing_acceptances(agreement: Agreement) -> list[AcceptedFinding]:
    """The doubts that somebody answered for and nobody took back. One query."""
    return list(AcceptedFinding.objects.filter(agreement=agreement, withdrawn_at=None).select_related("by"))


def acceptances_of(agreement: Agreement) -> list[AcceptedFinding]:
    """The history: all of them, newest first. One query."""
    rows = AcceptedFinding.objects.filter(agreement=agreement).select_related("by", "withdrawn_by")
    return list(rows.order_by("-at", "-pk"))


def _found(agreement: Agreement, owners_of: OwnersOf) -> Iterator[tuple[Finding | Problem, str]]:
    try:
        file = file_of(agreement, owners_of)
    except BadFileError as error:
        yield from ((problem, SEVERITIES[0]) for problem in error.problems)
        return
    with_owners = owners_of is not without_owners
    found = [*findings_of(file), *_incomplete(file)]
    for each in sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)):
        if with_owners or not each.code.startswith(SHARED_OUT_LATER):
            yield each, each.severity


def _incomplete(file: AgreementFile) -> Iterator[Finding]:
    """What a file may leave out and an agreement that is signed may not."""
    none_listed = not any(detail.evidence for detail in file.details.values())
    for code, detail in file.details.items():
        terms = {"code": code}
        if none_listed:  # where some list theirs the lint of the file says it
            yield Finding("E-NONE", "warning", f"indicators.{code}.evidence", None, terms)
        if detail.target is None:
            yield Finding("T-NONE", "warning", f"indicators.{code}.target", None, terms)
        if not detail.responsible:
            yield Finding("U-NONE", "warning", f"indicators.{code}.responsible", None, terms)


def fingerprint(found: Finding | Problem) -> str:
    """The SHA-256 of rule, place and figures: another figure is another doubt."""
    said = json.dumps([found.code, found.where, {key: str(value) for key, value in sorted(found.terms.items())}])
    return hashlib.sha256(said.encode()).hexdigest()


def open_doubts(doubts: Collection[Doubt], severity: str) -> list[Doubt]:
    """Those of a severity that are still open."""
    return [doubt for doubt in doubts if doubt.severity == severity and doubt.is_open]
