"""The moves of a KPI Template: submitted by its writers, given back or published by the PSDG."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from rabrong.agreements.actions.templates import Doer, HasEntries, locked, note
from rabrong.agreements.models import DataItem, IndicatorVersion, Template, TemplateState
from rabrong.agreements.queries.scoring import formula_text, year_rules
from rabrong.agreements.queries.templates import department_item, keepers_of, least_round, people_told_at
from rabrong.agreements.queries.templates_facts import facts_of, kept, round_of_template
from rabrong.agreements.rules.criteria_editor import criterion_or_none
from rabrong.agreements.rules.templates import (
    MOVES,
    MoveName,
    first_day_of_round,
    grant_to_move,
    running_round,
    unsigned_refusal,
)
from rabrong.agreements.rules.templates_content import (
    Around,
    Draft,
    ProposedItem,
    draft_of,
    item_of,
    lacks_of,
    levels_of,
)
from rabrong.audit.actions import queue_behind
from rabrong.notices.actions import notify
from rabrong.notices.wording import Message, Term
from rabrong.org.actions.recording import Rescore
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, RoleAssignment
from rabrong.org.queries import span_of_day
from rabrong.org.queries.tree import within
from rabrong.org.rules import Refusal

LONGEST_NOTE = 2000


Published = Callable[[Template, Actor, datetime], None]
"""Told which version was published, by whom, when."""


def tell_nobody(template: Template, by: Actor, now: datetime) -> None:
    """Where no stage above takes over what a version says of people."""


@dataclass(frozen=True, slots=True)
class Results:
    """What the stages above answer: has anybody reported, working scores out anew from a day on, and taking over the
    people of a published version."""

    has_entries: HasEntries
    rescore: Rescore
    published: Published = tell_nobody


def around(template: Template, *, today: date, has_entries: HasEntries) -> Around:
    """What a version is checked against. Six queries at most."""
    version, item = template.indicator, department_item(template.indicator)
    rules, round_ = year_rules(version.year_id), round_of_template(template)
    criterion = criterion_or_none(version, item, round_, rules.scale)
    return Around(
        version=version,
        criterion=criterion,
        counted=tuple(item_of(row) for row in version.data_items.all()),
        formula=formula_text(version, round_),
        is_reported=has_entries(version),
        running_round=running_round(version.year_id, today),
        levels=levels_of(criterion, rules.scale.points),
        least_round=least_round(template),
    )


def stored_draft(template: Template) -> Draft:
    """A version as it is stored, as the value that is edited. One query."""
    return draft_of(template, [person.code for person in keepers_of(template)])


@transaction.atomic
def submit_template(template: Template, *, by: Actor, now: datetime, results: Results) -> Template | Refusal:
    """Hand a version in to be checked; one with gaps or faults stays with its writers."""
    begun = _begun(template, "submit", by, now)
    if isinstance(begun, Refusal):
        return begun
    current, doer = begun
    lacks = lacks_of(stored_draft(current), around(current, today=by.today, has_entries=results.has_entries))
    if lacks:
        return Refusal("template.incomplete", {"count": len(lacks)})
    _tell_checkers(current, now)
    return _moved(current, doer, "submit", "")


@transaction.atomic
def give_back_template(template: Template, words: str, *, by: Actor, now: datetime) -> Template | Refusal:
    """Return a version to its writers with a note that says what to change."""
    begun = _begun(template, "give_back", by, now)
    if isinstance(begun, Refusal):
        return begun
    if not words.strip() or len(words) > LONGEST_NOTE:
        return Refusal("template.note_length", {"most": LONGEST_NOTE})
    current, doer = begun
    _tell_writers(current, now)
    return _moved(current, doer, "give_back", words.strip())


@transaction.atomic
def publish_template(template: Template, *, by: Actor, now: datetime, results: Results) -> Template | Refusal:
    """Publish a version: what it proposes counts from its round on, and it is never changed again."""
    begun = _begun(template, "publish", by, now)
    if isinstance(begun, Refusal):
        return begun
    current, doer = begun
    unsigned = unsigned_refusal(department_item(current.indicator))
    if unsigned is not None:
        return unsigned
    draft = stored_draft(current)
    known = around(current, today=by.today, has_entries=results.has_entries)
    lacks = lacks_of(draft, known)
    if lacks:
        return Refusal("template.incomplete", {"count": len(lacks)})
    is_new_formula = _put_into_force(current, draft, known)
    current.printed = kept(facts_of(current))
    current.published_at = now
    published = _moved(current, doer, "publish", current.note)
    if is_new_formula and known.is_reported:
        results.rescore(first_day_of_round(current.indicator.year_id, current.from_round), now)
    results.published(published, by, now)
    _tell_writers(published, now)
    return published


def _begun(template: Template, name: MoveName, by: Actor, now: datetime) -> tuple[Template, Doer] | Refusal:
    queue_behind(by.person.unit.chain)
    current = locked(template)
    grant = grant_to_move(by, current, name)
    return (current, Doer(by, grant, now)) if isinstance(grant, Grant) else grant


def _moved(current: Template, doer: Doer, name: MoveName, words: str) -> Template:
    before = {"state": current.state, "note": current.note}
    current.state, current.note = MOVES[name].target, words
    current.save(update_fields=["state", "note", "printed", "published_at"])
    after = {"state": current.state, "note": current.note}
    if current.state == TemplateState.PUBLISHED:
        after["from_round"] = str(current.from_round)
    note(doer, f"template.{name}", current, before, after)
    return current


def _put_into_force(template: Template, draft: Draft, known: Around) -> bool:
    """Data items and formula as published; True when the formula is another one than before."""
    version, formula = template.indicator, draft.texts["formula"].strip()
    _put_items(version, draft.items)
    if formula == known.formula.strip() or not draft.items:
        return False
    if known.is_reported:
        version.formulas = {**version.formulas, str(template.from_round): formula}
    else:
        version.formula, version.formulas = formula, {}
    version.save(update_fields=["formula", "formulas"])
    return True


def _put_items(version: IndicatorVersion, items: tuple[ProposedItem, ...]) -> None:
    """Add, change and take out; rules see to it that what has been reported is neither changed nor taken out."""
    version.data_items.exclude(code__in=[item.code for item in items]).delete()
    for position, item in enumerate(items, start=1):
        DataItem.objects.update_or_create(
            indicator=version, code=item.code, defaults={**item.stored, "position": position}
        )


def _message(template: Template, kind: str, title: str) -> Message:
    version = template.indicator
    name = {"th": version.name, "en": version.name_en or version.name}
    terms: dict[str, Term] = {"code": version.code, "year": version.year_id, "name": name}
    return Message(
        kind, title, gettext_noop("%(name)s"), terms, reverse("template", args=(version.year_id, version.code))
    )


SUBMITTED = gettext_noop("มีรายละเอียดตัวชี้วัด %(code)s ปี %(year)s รอตรวจ")
GIVEN_BACK = gettext_noop("รายละเอียดตัวชี้วัด %(code)s ปี %(year)s ถูกส่งกลับให้แก้ไข")
PUBLISHED = gettext_noop("ประกาศใช้รายละเอียดตัวชี้วัด %(code)s ปี %(year)s แล้ว")


def _tell_checkers(template: Template, now: datetime) -> None:
    holding = RoleAssignment.objects.filter(within(span_of_day(localdate(now))), role=Role.PSDG).select_related(
        "person"
    )
    key = f"template/{template.pk}/submitted/{now:%Y%m%d%H%M%S}"
    notify([each.person for each in holding], _message(template, "template", SUBMITTED), key=key, now=now)


def _tell_writers(template: Template, now: datetime) -> None:
    unit = template.indicator.responsible_id
    if unit is None:
        return
    people = {person.pk: person for _, person in people_told_at([unit], span_of_day(localdate(now)))}
    is_published = template.state == TemplateState.PUBLISHED
    title = PUBLISHED if is_published else GIVEN_BACK
    key = f"template/{template.pk}/answered/{now:%Y%m%d%H%M%S}"
    notify(people.values(), _message(template, "template", title), key=key, now=now)
