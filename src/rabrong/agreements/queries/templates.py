"""Reading KPI Templates: the indicator they describe, its versions, who received them, what was done to them."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from rabrong.agreements.models import (
    Agreement,
    IndicatorVersion,
    Item,
    PastResult,
    Receipt,
    Template,
    TemplateComment,
    TemplateFile,
    TemplateState,
    Year,
)
from rabrong.audit.models import Event
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment, Unit, UnitKind
from rabrong.org.queries import Scope, Span, span_of_day
from rabrong.org.queries.tree import path_ids, within

PAST_YEARS = 3
TOLD = (Role.DIRECTOR, Role.WORKING_GROUP, Role.SUPERVISOR, Role.KEEPER)
"""Who is told at a unit that a version has come."""


def indicator_in(year: int, code: str) -> IndicatorVersion | None:
    """The indicator of that code as it stands in a year. Two queries."""
    found = IndicatorVersion.objects.filter(year_id=year, code=code)
    found = found.select_related("year", "aspect", "aspect__parent", "responsible", "indicator", "copied_from")
    return found.prefetch_related("data_items").order_by("-version").first()


def year_kept(year: int) -> Year | None:
    """The year's row. One query."""
    return Year.objects.filter(year=year).first()


def published(version: IndicatorVersion) -> QuerySet[Template]:
    """The published versions, newest first. One query."""
    return _told(Template.objects.filter(indicator=version, state=TemplateState.PUBLISHED))


def received_by(scope: Scope) -> Q:
    """The condition on templates that a unit somebody sits in, one above it or one they see has received."""
    received = Receipt.objects.filter(Q(unit_id__in=places_of(scope)) | scope.where("unit_id"))
    return Q(pk__in=received.values("template_id"))


def places_of(scope: Scope) -> frozenset[int]:
    """The units somebody sits in and those above: what these received is theirs to read. One query a unit held."""
    span = span_of_day(scope.actor.today)
    held = {grant.unit_id for grant in scope.actor.grants}
    return frozenset(above for unit in held for above in path_ids(unit, span))


def _told(rows: QuerySet[Template]) -> QuerySet[Template]:
    known = ("supervisor", "supervisor__unit", "by", "indicator", "indicator__year", "indicator__responsible")
    return rows.select_related(*known).order_by("-number")


def versions_of(version: IndicatorVersion) -> QuerySet[Template]:
    """All versions, newest first, with how many units received them and how many have not opened them. One query."""
    sent, unread = Count("receipts"), Count("receipts", filter=Q(receipts__read_at=None))
    return _told(Template.objects.filter(indicator=version)).annotate(sent=sent, unread=unread)


def draft_in_work(version: IndicatorVersion) -> Template | None:
    """The version that is not published yet; there is one at most. One query."""
    return _told(Template.objects.filter(indicator=version).exclude(state=TemplateState.PUBLISHED)).first()


def template_before(version: IndicatorVersion) -> Template | None:
    """The newest version of the indicator, else of the one it was copied from in the year before. Two queries."""
    newest = published(version).first()
    if newest is not None or version.copied_from is None:
        return newest
    return published(version.copied_from).first()


def least_round(template: Template) -> int:
    """The round from which the published version before it counts: a later one counts from there at the earliest."""
    earlier = published(template.indicator).filter(number__lt=template.number).values_list("from_round", flat=True)
    return earlier.first() or 6


def keepers_of(template: Template) -> list[Person]:
    """The data keepers with their units. One query."""
    return list(template.keepers.select_related("unit").order_by("sort_key", "code"))


def files_of(template: Template) -> list[TemplateFile]:
    """What is attached. One query."""
    return list(template.attachments.select_related("file").order_by("pk"))


def comments_on(template: Template) -> list[TemplateComment]:
    """What was said of it, oldest first. One query."""
    return list(template.comments.select_related("by"))


def receipts_of(template: Template) -> list[Receipt]:
    """The units that received it, in dictionary order, with who opened it. One query."""
    return list(template.receipts.select_related("unit", "read_by").order_by("unit__kind", "unit__sort_key"))


def receipts_to_read(template: Template, scope: Scope) -> list[Receipt]:
    """The receipts of the units somebody sits in that nobody has opened yet. One query."""
    own = {grant.unit_id for grant in scope.actor.grants}
    return list(Receipt.objects.filter(template=template, unit_id__in=own, read_at=None))


def department_item(version: IndicatorVersion) -> Item | None:
    """The indicator in the department's agreement; the place of its weight and target. One query."""
    items = Item.objects.filter(indicator=version, agreement__person=None)
    items = items.filter(agreement__unit__kind=UnitKind.DEPARTMENT)
    return items.select_related("agreement", "agreement__unit").first()


def department_agreement(year: int) -> Agreement | None:
    """The department's own agreement of a year. One query."""
    found = Agreement.objects.filter(year_id=year, person=None, unit__kind=UnitKind.DEPARTMENT)
    return found.select_related("unit").first()


def past_values(version: IndicatorVersion, unit_id: int | None) -> dict[int, Decimal | None]:
    """Year -> result of the three years before, oldest first; None where it is not known. One query."""
    units = [] if unit_id is None else [unit_id]
    years = range(version.year_id - PAST_YEARS, version.year_id)
    rows = PastResult.objects.filter(indicator_id=version.indicator_id, month=0, year__in=years, unit_id__in=units)
    known = dict(rows.values_list("year", "value"))
    return {year: known.get(year) for year in years}


def growth(before: Decimal | None, after: Decimal | None) -> Fraction | None:
    """(after - before) / before in percent, exact; None where there is nothing to compare with."""
    if before is None or after is None or before == 0:
        return None
    return (Fraction(after) - Fraction(before)) / abs(Fraction(before)) * 100


def subject_of(template: Template) -> str:
    """What the audit record calls a version."""
    version = template.indicator
    return f"template {version.year_id}/{version.code}/{template.number}"


def history_of(templates: Iterable[Template]) -> list[Event]:
    """What was done to some versions, newest first. One query."""
    subjects = [subject_of(template) for template in templates]
    return list(Event.objects.filter(subject__in=subjects).order_by("-at", "-id"))


def people_by_code(codes: Collection[str]) -> dict[str, Person]:
    """Code -> person. One query, none without codes."""
    if not codes:
        return {}
    return {person.code: person for person in Person.objects.filter(code__in=codes).select_related("unit")}


def people_told_at(units: Collection[int], span: Span) -> list[tuple[int, Person]]:
    """(unit id, person) of those who are told at some units. One query."""
    roles = RoleAssignment.objects.filter(within(span), unit_id__in=units, role__in=TOLD)
    roles = roles.filter(person__status=PersonStatus.ACTIVE).select_related("person")
    return [(role.unit_id, role.person) for role in roles]


def units_to_send(kinds: Collection[str], codes: Collection[str], span: Span) -> list[Unit]:
    """The units of some kinds that exist in a span, and those of some codes. One query."""
    found = Unit.objects.filter(Q(kind__in=kinds) | Q(code__in=codes)).filter(within(span))
    return list(found.order_by("sort_key"))


def comments_open(templates: Sequence[Template]) -> dict[int, int]:
    """Template id -> how many comments are not settled. One query."""
    rows = TemplateComment.objects.filter(template__in=templates, settled_at=None)
    return dict(rows.values_list("template_id").annotate(count=Count("pk")).order_by())
