"""What is typed about the matrix: one cell, a duty, the filter."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.rules.templates import running_round
from rabrong.assignments.matrix.pages import ROLE_OF
from rabrong.assignments.matrix.queries import Wanted
from rabrong.assignments.matrix.who import PERSON
from rabrong.assignments.models import ROUNDS, Duty, Ownership, Responsibility
from rabrong.assignments.rules.cells import Cell
from rabrong.assignments.rules.duties import Contact, Naming
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.scoring.absence import Fault
from rabrong.thai.digits import to_arabic_digits

MOST = {"name": 200, "position": 200, "telephone": 60, "email": 254}
ROLES = tuple(role for role, _ in Ownership.ROLES)


def round_now(year: int, today: date) -> int:
    """The round of the year that is running, the first before it and the last after it."""
    return min(max(running_round(year, today), ROUNDS[0]), ROUNDS[-1])


def wanted_in(query: QueryDict, otherwise: int) -> Wanted:
    """The filter in an address; what nobody can want is left out."""
    typed = query.get("round", "")
    role = query.get("role", "")
    return Wanted(
        round_=int(typed) if typed in {str(each) for each in ROUNDS} else otherwise,
        aspect=query.get("aspect", "")[:40],
        kind=query.get("kind", "")[:20],
        role=role if role in ROLES else "",
        unowned=query.get("unowned") == "1",
    )


def cell_in(version: IndicatorVersion, who: Unit | Person, typed: Mapping[str, str]) -> Cell | Refusal:
    """The cell that somebody typed: role or letter, share, rounds and what was seen there."""
    role = typed.get("role", "").strip()
    share = share_in(typed.get("share", ""))
    first, last = round_in(typed.get("from_round", "")), round_in(typed.get("to_round", "") or str(ROUNDS[-1]))
    if isinstance(share, Refusal):
        return share
    return Cell(
        version,
        who,
        ROLE_OF.get(role, role),
        share if role else None,
        from_round=first,
        to_round=None if last == ROUNDS[-1] else last,
        seen=typed.get("seen"),
    )


def share_in(text: str) -> Decimal | Refusal | None:
    """A share in percent in Arabic or Thai digits, with or without its sign; None where nothing is typed."""
    plain = to_arabic_digits(text).strip().removesuffix("%").strip()
    if not plain:
        return None
    number = number_of(plain)
    return Refusal("owner.share_range", {"share": text.strip()[:20]}) if isinstance(number, Fault) else number


def naming_in(version: IndicatorVersion, typed: Mapping[str, str]) -> Naming | Refusal:
    """The duty that somebody typed. At most three queries."""
    who = _named(typed)
    if isinstance(who, Refusal):
        return who
    duty = typed.get("duty", "")
    if duty not in Duty.values:
        return Refusal("role.unknown_duty", {"duty": duty[:20]})
    last = round_in(typed.get("to_round", "") or str(ROUNDS[-1]))
    return Naming(
        version,
        Duty(duty),
        who,
        from_round=round_in(typed.get("from_round", "")),
        to_round=None if last == ROUNDS[-1] else last,
        is_score_owner=typed.get("is_score_owner") == "1" and duty == Duty.KEEPER,
        substitute_for=_keeper(version, typed.get("substitute_for", "")) if duty == Duty.SUBSTITUTE else None,
        seen=typed.get("seen"),
    )


def _named(typed: Mapping[str, str]) -> Person | Contact | Refusal:
    code = typed.get("person", "").strip().removeprefix(PERSON)
    if code:
        person = Person.objects.filter(code=code).first()
        return person or Refusal("owner.unknown_who", {"code": code[:40]})
    texts = {name: typed.get(name, "").strip() for name in ("name", "position", "telephone", "email")}
    long = next((text for name, text in texts.items() if len(text) > MOST[name]), None)
    if long is not None:
        return Refusal("role.too_long", {"text": f"{long[:30]}…"})
    return Contact(texts["name"], texts["position"], texts["telephone"], texts["email"])


def _keeper(version: IndicatorVersion, number: str) -> Responsibility | None:
    if not (number.isascii() and number.isdecimal()):
        return None
    return Responsibility.objects.filter(indicator=version, pk=int(number[:18])).select_related("person").first()


def round_in(text: str) -> int:
    """The number of a round; 0, which is none, for anything else."""
    plain = to_arabic_digits(text).strip()
    return int(plain) if plain.isdecimal() and len(plain) < 4 else 0
