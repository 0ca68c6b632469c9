"""Who a column is, in an address and in the head of a sheet: u-สสช is a unit, p-psdg a person."""

from collections.abc import Iterable, Mapping

from rabrong.org.models import Person, Unit

UNIT, PERSON = "u-", "p-"


def key_of_who(who: Unit | Person) -> str:
    """The key of a unit or a person."""
    return f"{PERSON if isinstance(who, Person) else UNIT}{who.code}"


def whose(keys: Iterable[str]) -> Mapping[str, Unit | Person]:
    """Who some keys are; a key of nobody is absent. One query for units, one for persons."""
    known = set(keys)
    units = [key.removeprefix(UNIT) for key in known if key.startswith(UNIT)]
    people = [key.removeprefix(PERSON) for key in known if key.startswith(PERSON)]
    found: dict[str, Unit | Person] = {}
    if units:
        found |= {key_of_who(unit): unit for unit in Unit.objects.filter(code__in=units)}
    if people:
        found |= {key_of_who(person): person for person in Person.objects.filter(code__in=people)}
    return found


def who_typed(text: str) -> Unit | Person | None:
    """Who somebody means by a code: a unit first, then a person; with or without the key's letter. Two queries."""
    code = text.strip()
    if code.startswith((UNIT, PERSON)):
        return whose([code]).get(code)
    keys = (f"{UNIT}{code}", f"{PERSON}{code}")
    found = whose(keys)
    return next((found[key] for key in keys if key in found), None)
