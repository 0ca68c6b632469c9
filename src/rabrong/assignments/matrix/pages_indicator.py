"""One indicator of the matrix in words: owners and duties in their rounds, and what the forms offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.rules.templates import openable
from rabrong.assignments.matrix.asked import Asked
from rabrong.assignments.matrix.pages import LETTERS, duty_name, who_name
from rabrong.assignments.matrix.who import key_of_who
from rabrong.assignments.models import ROUNDS, Duty, Ownership, Responsibility
from rabrong.assignments.queries.cells import standing_cells
from rabrong.assignments.queries.owners import CENTRAL
from rabrong.assignments.queries.roles import standing_duties
from rabrong.assignments.rules.duties import duties_mark
from rabrong.assignments.wording import role_words, rounds_words
from rabrong.org.models import Person, Unit
from rabrong.org.queries import Scope
from rabrong.scoring.exact import trimmed
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A row of the Owner-Supporter table in force."""

    href: str
    name: str
    letter: str
    role: str
    word: str
    share: str
    rounds: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in force; `contact` is telephone and e-mail, `stands_in_for` the keeper of a substitute."""

    pk: int
    duty: str
    name: str
    contact: str
    rounds: str
    has_account: bool
    is_score_owner: bool
    may_own_score: bool
    stands_in_for: str
    from_template: bool


def indicator_page(
    asked: Asked, version: IndicatorVersion, typed: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Everything of the page; `typed` is what somebody sent that was refused. Four queries, and `openable`."""
    rows = [row for several in standing_cells([version.pk]).values() for row in several]
    duties = standing_duties(version)
    blank = {"from_round": str(asked.round_), "to_round": str(ROUNDS[-1]), "do": ""}
    return {
        "version": version,
        "name": in_language(version, "name"),
        "opens_template": version.pk in openable(Scope(asked.actor), [version]),
        "owners": [_owner(row, asked, version) for row in sorted(rows, key=_order)],
        "duties": [_duty(row) for duty in Duty.values for row in duties if row.duty == duty],
        "keepers": [(str(row.pk), duty_name(row)) for row in duties if row.duty == Duty.KEEPER],
        "seen": duties_mark(duties),
        "typed": blank if typed is None else {**blank, **typed},
        "roles": Ownership.ROLES,
        "duty_choices": Duty.choices,
        "all_rounds": [str(round_) for round_ in ROUNDS],
        "near": _near(),
    }


def _order(row: Ownership) -> tuple[int, int, int]:
    return list(LETTERS).index(row.role), row.position, row.from_round


def _owner(row: Ownership, asked: Asked, version: IndicatorVersion) -> OwnerRow:
    who: Unit | Person = row.person if row.person is not None else row.unit  # type: ignore[assignment]  # one of both
    href = f"{asked.base}{quote(version.code, safe='')}/{quote(key_of_who(who), safe='')}/"
    share = "" if row.share is None else trimmed(row.share)
    return OwnerRow(href, who_name(who), LETTERS[row.role], row.role, role_words(row.role), share, rounds_words(row))


def _duty(row: Responsibility) -> DutyRow:
    person, keeper = row.person, row.substitute_for
    contact = (person.telephone, person.email) if person is not None else (row.telephone, row.email)
    return DutyRow(
        row.pk,
        str(Duty(row.duty).label),
        duty_name(row),
        " · ".join(filter(None, contact)),
        rounds_words(row),
        person is not None,
        row.is_score_owner,
        row.duty == Duty.KEEPER and not row.is_score_owner,
        "" if keeper is None else duty_name(keeper),
        row.template_id is not None,
    )


def _near() -> list[tuple[str, str]]:
    """Codes with names that are offered while somebody types: the centre and its people. Two queries."""
    units = Unit.objects.filter(kind__in=CENTRAL, ends=None).order_by("sort_key")
    people = Person.objects.filter(unit__kind__in=CENTRAL, is_active=True).order_by("sort_key", "code")
    near: list[Unit | Person] = [*units, *people]
    return [(each.code, who_name(each)) for each in near]
