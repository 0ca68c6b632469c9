"""What is doubtful about who supervises, keeps and owns: one function a rule, each with its code; nothing is repaired.

The rules about units, shares and printed tables are the lint's (O-, C-, P-); these are about people.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rabrong.agreement_file.lint.finding import Finding, listed
from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.org.models import Person

MOST_FOR_A_PERSON = 5
"""How many indicators one person owns or keeps before the load is looked at: a default, no official figure."""

OWNING = ("main", "co")


@dataclass(frozen=True, slots=True)
class Picture:
    """A round of a year: rows by indicator id; `paths` are the unit ids at and above a unit id."""

    versions: Sequence[IndicatorVersion]
    owners: Mapping[int, Sequence[Ownership]]
    duties: Mapping[int, Sequence[Responsibility]]
    paths: Mapping[int, Sequence[int]]


def people_findings(picture: Picture) -> list[Finding]:
    """Everything the rules find, errors first."""
    found = [finding for rule in RULES for finding in rule(picture)]
    return sorted(found, key=lambda each: each.severity != "error")


def one_main_person(picture: Picture) -> Iterator[Finding]:
    """R-DUP: of the persons who own an indicator one is its main owner."""
    for version in picture.versions:
        mains = [str(row.person) for row in picture.owners.get(version.pk, ()) if row.person and row.role == "main"]
        if len(mains) > 1:
            yield _finding("R-DUP", "error", version, people=listed(mains))


def nobody_has_too_much(picture: Picture) -> Iterator[Finding]:
    """R-LOAD: no person owns or keeps more indicators than MOST_FOR_A_PERSON."""
    held: dict[Person, set[str]] = {}
    for version in picture.versions:
        people = [row.person for row in picture.owners.get(version.pk, ()) if row.role in OWNING]
        people += [row.person for row in picture.duties.get(version.pk, ()) if row.duty == Duty.KEEPER]
        for person in people:
            if person is not None:
                held.setdefault(person, set()).add(version.code)
    for person, codes in held.items():
        if len(codes) > MOST_FOR_A_PERSON:
            terms = {
                "person": str(person),
                "count": len(codes),
                "most": MOST_FOR_A_PERSON,
                "codes": listed(sorted(codes)),
            }
            yield Finding("R-LOAD", "warning", f"people.{person.code}", None, terms)


def supervisors_stand_in_the_line(picture: Picture) -> Iterator[Finding]:
    """R-LINE: an indicator's supervisor sits in a unit that owns it, above one, or below one."""
    for version in picture.versions:
        owning = [row.unit_id for row in picture.owners.get(version.pk, ()) if row.unit_id and row.role in OWNING]
        for row in picture.duties.get(version.pk, ()):
            is_named = row.duty == Duty.SUPERVISOR and row.unit_id is not None
            if is_named and owning and not any(_in_line(picture, row.unit_id, unit) for unit in owning):
                yield _finding("R-LINE", "warning", version, person=str(row))


def _in_line(picture: Picture, one: int | None, other: int) -> bool:
    return one in picture.paths.get(other, (other,)) or (one is not None and other in picture.paths.get(one, (one,)))


def keepers_have_accounts(picture: Picture) -> Iterator[Finding]:
    """R-ACCOUNT: who keeps an indicator's data can sign in."""
    for version in picture.versions:
        for row in picture.duties.get(version.pk, ()):
            if row.duty == Duty.KEEPER and (row.person is None or not row.person.is_active):
                yield _finding("R-ACCOUNT", "warning", version, person=str(row))


def _finding(code: str, severity: str, version: IndicatorVersion, **terms: object) -> Finding:
    where = f"indicators.{version.code}"
    return Finding(code, "error" if severity == "error" else "warning", where, None, {"code": version.code, **terms})


RULES = (one_main_person, nobody_has_too_much, supervisors_stand_in_the_line, keepers_have_accounts)
