"""Agreements in a database, for the command line."""

from pathlib import Path

from rabrong.cli.verify_database import opened


class NoAgreementError(LookupError):
    """The unit has no agreement for the year."""


def exported(year: int, unit: str, data: Path | None) -> str:
    """The text of an agreement's file, with its owners. Raises NoAgreementError, UnusableFileError."""
    with opened(data):
        from rabrong.agreements.queries.exchange import file_text  # noqa: PLC0415  models need setup
        from rabrong.agreements.queries.years import agreement_of  # noqa: PLC0415  models need setup
        from rabrong.assignments.exchange import owners_of  # noqa: PLC0415  models need setup

        agreement = agreement_of(year, unit)
        if agreement is None:
            raise NoAgreementError(unit)
        return file_text(agreement, owners_of)
