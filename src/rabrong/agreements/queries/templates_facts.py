"""What a KPI Template says besides its own text: the promise, its past, who was who. Live for a draft, kept on the day
of publication for a published version."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from rabrong.agreements.models import IndicatorVersion, Template, TemplateState
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.agreements.queries.templates import department_item, keepers_of, past_values
from rabrong.org.models import Person
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class Facts:
    """The promise as it counts from the version's round on. `weights` by round, `past` is year -> result; `seats` is
    person code -> what they were then: {"position", "position_en", "unit"}. Empty texts where nothing is known."""

    code: str
    name: str
    name_en: str
    aspect: str
    aspect_en: str
    measure: str
    criteria: object
    weights: dict[str, str] = field(default_factory=dict)
    target: str = ""
    agreement: str = ""
    starts: int = 6
    cancelled: int | None = None
    past: dict[str, str] = field(default_factory=dict)
    seats: dict[str, dict[str, str]] = field(default_factory=dict)


def facts_of(template: Template) -> Facts:
    """The facts of a version: those kept where it is published. Three queries for one that is not, else none."""
    if template.state == TemplateState.PUBLISHED:
        return Facts(**template.printed)
    people = [*keepers_of(template), *([template.supervisor] if template.supervisor else [])]
    return live_facts(template.indicator, people, round_of_template(template))


def live_facts(version: IndicatorVersion, people: Sequence[Person], round_: Round) -> Facts:
    """The facts as they stand now. Two queries, and those of the aspect."""
    item = department_item(version)
    past = past_values(version, None if item is None else item.agreement.unit_id)
    return Facts(
        code=version.code,
        name=version.name,
        name_en=version.name_en,
        aspect=version.aspect.name,
        aspect_en=version.aspect.name_en,
        measure=version.measure,
        criteria=version.criteria if item is None else criteria_of(version, item, round_),
        weights={} if item is None else dict(item.weights),
        target="" if item is None or item.target is None else plain(item.target),
        agreement="" if item is None else item.agreement.state,
        starts=version.starts,
        cancelled=version.cancelled,
        past={str(year): "" if value is None else plain(value) for year, value in past.items()},
        seats={person.code: _seat(person) for person in people},
    )


def _seat(person: Person) -> dict[str, str]:
    return {"position": person.position, "position_en": person.position_en, "unit": person.unit.code}


def kept(facts: Facts) -> dict[str, object]:
    """The facts as they are stored with a published version."""
    return asdict(facts)


def round_of_template(template: Template) -> Round:
    """The round a version counts from."""
    return next(round_ for round_ in ROUNDS if round_ == template.from_round)
