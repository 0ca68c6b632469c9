"""Who may see and do what, in the least that the first screens need."""

from rabrong.org.models import Person, Role, Unit


def may_see(person: Person, unit: Unit) -> bool:
    """Everybody who is signed in sees the scores of the department and its units."""
    return person.is_active


def may_enter_for(person: Person, unit: Unit) -> bool:
    """A keeper enters the numbers of the own unit."""
    return person.is_active and person.role == Role.KEEPER and person.unit_id == unit.pk
