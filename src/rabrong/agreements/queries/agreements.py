"""Reading agreements: the one of an address, its signed texts and signatures, and who signs for a unit."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    Aspect,
    IndicatorVersion,
    Party,
    Revision,
    Signature,
    SigningWay,
)
from rabrong.org.models import Acting, Person, Role, RoleAssignment, Unit, UnitKind
from rabrong.org.queries.tree import span_of_day, within
from rabrong.scoring.agreement import ROUNDS, Round

OF_PERSON = "~"
"""Begins the name of a person's agreement in addresses; no code of a unit does."""

KNOWN = ("year", "unit", "unit__parent", "person", "person__unit", "superior")


def agreement_at(year: int, whose: str) -> Agreement | None:
    """The agreement of a unit by its code, or of a person by ~ and the code. One query."""
    found = Agreement.objects.filter(year_id=year).select_related(*KNOWN)
    if whose.startswith(OF_PERSON):
        return found.filter(person__code=whose.removeprefix(OF_PERSON)).first()
    return found.filter(unit__code=whose, person=None).first()


def whose(agreement: Agreement) -> str:
    """How addresses name it."""
    return f"{OF_PERSON}{agreement.person.code}" if agreement.person else agreement.unit.code


def name_of(agreement: Agreement) -> str:
    """Whose it is, as the lists show it."""
    return f"{agreement.person} ({agreement.unit.name})" if agreement.person else agreement.unit.name


def agreements_of(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """With what the lists show."""
    return agreements.select_related(*KNOWN)


@dataclass(frozen=True)
class SignedTexts:
    """The revisions of an agreement with their signatures, oldest first."""

    revisions: tuple[Revision, ...]

    @cached_property
    def newest(self) -> Revision | None:
        """The last one, signed or not."""
        return self.revisions[-1] if self.revisions else None

    @cached_property
    def signed(self) -> Revision | None:
        """The last one both have signed: what counts."""
        return next((each for each in reversed(self.revisions) if is_signed(each)), None)

    @cached_property
    def waiting(self) -> Revision | None:
        """The last one when somebody still has to sign it."""
        return None if self.newest is None or is_signed(self.newest) else self.newest

    def numbered(self, number: int) -> Revision | None:
        """The revision of that number."""
        return next((each for each in self.revisions if each.number == number), None)


def texts_of(agreement: Agreement) -> SignedTexts:
    """The revisions with their signatures. Two queries."""
    signatures = Signature.objects.select_related("person", "acting", "by", "file").order_by("at", "pk")
    rows = Revision.objects.filter(agreement=agreement).select_related("paper", "by", "amendment")
    return SignedTexts(tuple(rows.prefetch_related(Prefetch("signatures", signatures))))


def signatures_of_unit(year: int, unit: Unit) -> list[Signature]:
    """The signatures under the texts of a unit's own agreement, of the oldest text first, each with its text, the
    agreement and who signed. One query."""
    of_unit = Signature.objects.filter(revision__agreement__year_id=year, revision__agreement__unit=unit)
    rows = of_unit.filter(revision__agreement__person=None).order_by("revision__number", "at", "pk")
    return list(rows.select_related("person", *(f"revision__agreement__{name}" for name in KNOWN)))


def signatures_by_party(revision: Revision) -> dict[str, Signature]:
    """Party -> signature; none for who has not signed. No query where they were fetched before."""
    return {each.party: each for each in revision.signatures.all()}


def is_signed(revision: Revision) -> bool:
    """Whether both have signed."""
    return signatures_by_party(revision).keys() == set(Party.values)


def content_of_text(revision: Revision) -> dict[str, Any]:
    """The signed text, parsed."""
    read: dict[str, Any] = json.loads(revision.content)
    return read


def round_of_text(revision: Revision) -> Round:
    """The round from which it counts."""
    return next(round_ for round_ in ROUNDS if round_ == revision.from_round)


def stands_as_signed(revision: Revision) -> bool:
    """Whether the database still says what the revision says. Three queries."""
    return digest_of(signed_content(revision.agreement, round_of_text(revision))) == revision.digest


def present_content(agreement: Agreement, round_: Round = ROUNDS[0]) -> dict[str, Any]:
    """What stands in the database, parsed. Three queries."""
    read: dict[str, Any] = json.loads(signed_content(agreement, round_))
    return read


def aspect_order(year: int) -> list[str]:
    """The codes of the framework in the order people read them. One query."""
    return list(Aspect.objects.filter(year_id=year).order_by("position").values_list("code", flat=True))


def newest_signed_file(revision: Revision) -> Signature | None:
    """The last signature whose file is a PDF with electronic signatures; None where there is none."""
    electronic = [each for each in revision.signatures.all() if each.way != SigningWay.WET]
    return electronic[-1] if electronic else None


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign for a unit on a day; `acting` when in the place of another."""

    person: Person
    acting: Acting | None = None

    @property
    def code(self) -> str:
        """Names the choice in a form: the person, and the acting it rests on."""
        return self.person.code if self.acting is None else f"{self.person.code}/{self.acting.pk}"


HEAD_OF_ALL = (UnitKind.DEPARTMENT, UnitKind.MINISTRY)


def head_role(unit: Unit) -> Role:
    """What the head of a unit is: executive of a department or ministry, director of any other unit."""
    return Role.EXECUTIVE if unit.kind in HEAD_OF_ALL else Role.DIRECTOR


def signers_at(unit: Unit, day: date) -> list[Signer]:
    """The head of a unit on a day, then those who act for the head. Two queries."""
    span, role = span_of_day(day), head_role(unit)
    known = {"role": role, "unit": unit, "person__is_active": True}
    own = RoleAssignment.objects.filter(within(span), **known).select_related("person", "person__unit")
    acted = Acting.objects.filter(within(span), **known).select_related("person", "person__unit", "principal")
    heads = [Signer(row.person) for row in own.order_by("person__sort_key")]
    return [*heads, *(Signer(row.person, row) for row in acted.order_by("person__sort_key"))]


def superior_unit(agreement: Agreement) -> Unit | None:
    """The unit whose head signs as the superior: the one that is named, else for a person the own unit."""
    if agreement.superior is not None:
        return agreement.superior
    return agreement.unit if agreement.person else None


def makers_of(agreement: Agreement, day: date) -> list[Signer]:
    """Who may sign as the maker: the person of a person's agreement, else the unit's head. Two queries at most."""
    return [Signer(agreement.person)] if agreement.person else signers_at(agreement.unit, day)


def superiors_of(agreement: Agreement, day: date) -> list[Signer]:
    """Who of us may sign as the superior; nobody where the superior is outside. Two queries at most."""
    unit = superior_unit(agreement)
    return [] if unit is None else [each for each in signers_at(unit, day) if each.person.pk != agreement.person_id]


def signers_of(agreement: Agreement, party: str, day: date) -> list[Signer]:
    """Who of us may sign for a party. Two queries at most."""
    return makers_of(agreement, day) if party == Party.MAKER else superiors_of(agreement, day)


def versions_by_code(year: int, codes: Iterable[str]) -> dict[str, IndicatorVersion]:
    """Code -> the indicator as it stands in a year. One query."""
    rows = IndicatorVersion.objects.filter(year_id=year, code__in=list(codes)).select_related("aspect", "responsible")
    return {row.code: row for row in rows.order_by("version")}


def papers_given_out() -> list[tuple[int, str]]:
    """Size and SHA-256 of every paper that was given out to be signed, smallest first. One query."""
    rows = Revision.objects.filter(paper__isnull=False).values_list("paper__size_bytes", "paper__sha256")
    return sorted(set(rows))


def revision_of_files(hashes: Iterable[str]) -> Revision | None:
    """The revision of which one of these files is the paper or shows a signature. Two queries."""
    wanted = list(hashes)
    rows = Revision.objects.select_related("paper", *(f"agreement__{name}" for name in KNOWN)).order_by("pk")
    return rows.filter(paper__in=wanted).first() or rows.filter(signatures__file__in=wanted).first()
