"""Writing a KPI Template: beginning a version, keeping what is typed, files, comments."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import IndicatorVersion, Template, TemplateComment, TemplateFile
from rabrong.agreements.queries.scoring import formula_text
from rabrong.agreements.queries.templates import draft_in_work, keepers_of, people_by_code, subject_of, template_before
from rabrong.agreements.rules.templates import (
    grant_to_comment,
    grant_to_edit,
    grant_to_write,
)
from rabrong.agreements.rules.templates_content import TEXTS, Draft, draft_of, item_of
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.files.actions import keep
from rabrong.files.rules import kind_of, scan_fault
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person
from rabrong.org.rules import Refusal

HasEntries = Callable[[IndicatorVersion], bool]
"""Whether anybody has reported numbers of an indicator; answered by whoever keeps the results."""

COPIED = tuple(name for name in TEXTS if name != "formula")
MOST_FILES = 20
LONGEST_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it, on what grounds, when."""

    actor: Actor
    grant: Grant
    now: datetime


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else has saved since the form was opened; `current` is what stands now."""

    current: Template


def note(doer: Doer, verb: str, template: Template, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Record what was done to a version; what did not change is left out."""
    unit = template.indicator.responsible
    deed = Deed(
        verb=verb,
        subject=subject_of(template),
        actor=doer.actor.code,
        acting_for=doer.grant.acting_for,
        unit=(unit or doer.actor.person.unit).code,
        before={name: text for name, text in before.items() if text != after.get(name, "")},
        after={name: text for name, text in after.items() if text != before.get(name, "")},
    )
    record(doer.actor.person.unit.chain, deed, now=doer.now)


def locked(template: Template) -> Template:
    """The newest row of a version, which nobody else changes until the transaction ends."""
    related = ("indicator", "indicator__year", "indicator__responsible", "supervisor", "supervisor__unit")
    rows = Template.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=template.pk)


@transaction.atomic
def begin_template(version: IndicatorVersion, *, by: Actor, now: datetime) -> Template | Refusal:
    """The next version to write on: a copy of the newest, of last year's for a new year, else what the file says."""
    grant = grant_to_write(by, version)
    if isinstance(grant, Refusal):
        return grant
    queue_behind(by.person.unit.chain)
    if draft_in_work(version) is not None:
        return Refusal("template.draft_there")
    earlier = template_before(version)
    template = _first(version) if earlier is None else _copied(version, earlier)
    template.by, template.at = by.person, now
    template.data_items = [item_of(row).stored for row in version.data_items.all()]
    template.formula = formula_text(version, 12)
    template.save()
    if earlier is not None:
        template.keepers.set(keepers_of(earlier))
        files = [TemplateFile(template=template, name=each.name, file=each.file) for each in earlier.attachments.all()]
        TemplateFile.objects.bulk_create(files)
    note(Doer(by, grant, now), "template.begin", template, {}, {"version": str(template.number)})
    return template


def _first(version: IndicatorVersion) -> Template:
    evidence = [{"text": str(text), "level": ""} for text in version.evidence]
    return Template(indicator=version, number=1, from_round=version.starts, evidence=evidence)


def _copied(version: IndicatorVersion, earlier: Template) -> Template:
    same_year = earlier.indicator_id == version.pk
    copy = Template(
        indicator=version,
        number=earlier.number + 1 if same_year else 1,
        from_round=earlier.from_round if same_year else version.starts,
        level=earlier.level,
        evidence=earlier.evidence,
        supervisor=earlier.supervisor,
    )
    for name in COPIED:
        setattr(copy, name, getattr(earlier, name))
    return copy


@transaction.atomic
def save_draft(
    template: Template, draft: Draft, *, edits: int, choosable: Collection[str], by: Actor, now: datetime
) -> Template | Stale | Refusal:
    """Keep what is typed. `edits` is the number of the save the form was opened at; `choosable` are the codes of
    people the writer can see: others stay only where they were chosen before. An unchanged draft is not saved again."""
    queue_behind(by.person.unit.chain)
    current = locked(template)
    grant = grant_to_edit(by, current)
    if isinstance(grant, Refusal):
        return grant
    before = draft_of(current, [person.code for person in keepers_of(current)])
    if current.edits != edits:
        return current if before == draft else Stale(current)
    if before == draft:
        return current
    named = {draft.supervisor, *draft.keepers} - {""}
    people = people_by_code(named & ({before.supervisor, *before.keepers} | set(choosable)))
    _write(current, draft, people, by=by, now=now)
    kept = draft_of(current, [code for code in draft.keepers if code in people])
    note(Doer(by, grant, now), "template.save", current, said(before), said(kept))
    return current


def _write(current: Template, draft: Draft, people: Mapping[str, Person], *, by: Actor, now: datetime) -> None:
    for name in TEXTS:
        setattr(current, name, draft.texts[name])
    current.level, current.from_round = draft.level, draft.from_round
    current.evidence = [{"text": row.text, "level": row.level} for row in draft.evidence]
    current.data_items = [item.stored for item in draft.items]
    current.supervisor = people.get(draft.supervisor)
    current.edits += 1
    current.by, current.at = by.person, now
    current.save()
    current.keepers.set([people[code] for code in draft.keepers if code in people])


def said(draft: Draft) -> dict[str, str]:
    """A draft by field as text, for the record and for comparing. People by code."""
    return {
        **draft.texts,
        "level": draft.level,
        "from_round": str(draft.from_round),
        "evidence": "\n".join(f"{row.text} [{row.level}]" if row.level else row.text for row in draft.evidence),
        "data_items": "\n".join(" | ".join(item.stored.values()) for item in draft.items),
        "supervisor": draft.supervisor,
        "keepers": ", ".join(draft.keepers),
    }


@transaction.atomic
def attach_file(template: Template, name: str, content: bytes, *, by: Actor, now: datetime) -> TemplateFile | Refusal:
    """Attach a PDF or a picture, known by its content. The same file twice is attached once."""
    queue_behind(by.person.unit.chain)
    current = locked(template)
    grant = grant_to_edit(by, current)
    if isinstance(grant, Refusal):
        return grant
    fault = scan_fault(content)
    if fault is not None:
        return Refusal(fault.code, fault.terms)
    if current.attachments.count() >= MOST_FILES:
        return Refusal("template.many_files", {"most": MOST_FILES})
    stored = keep(content, kind_of(content) or "", now=now)
    attached, is_new = TemplateFile.objects.get_or_create(
        template=current, file=stored, defaults={"name": name.strip()[:200] or stored.sha256[:12]}
    )
    if is_new:
        note(Doer(by, grant, now), "template.attach", current, {}, {"file": attached.name, "sha256": stored.sha256})
    return attached


@transaction.atomic
def detach_file(attached: TemplateFile, *, by: Actor, now: datetime) -> Refusal | None:
    """Take a file off a version that is still being written; the bytes stay, other versions may hold them."""
    queue_behind(by.person.unit.chain)
    current = locked(attached.template)
    grant = grant_to_edit(by, current)
    if isinstance(grant, Refusal):
        return grant
    before = {"file": attached.name, "sha256": attached.file_id}
    attached.delete()
    note(Doer(by, grant, now), "template.detach", current, before, {})
    return None


@transaction.atomic
def comment_on(template: Template, field: str, text: str, *, by: Actor, now: datetime) -> TemplateComment | Refusal:
    """Say what is to be changed in a field; of the whole where `field` is empty."""
    queue_behind(by.person.unit.chain)
    current = locked(template)
    grant = grant_to_comment(by, current)
    if isinstance(grant, Refusal):
        return grant
    if not text.strip() or len(text) > LONGEST_COMMENT:
        return Refusal("template.comment_length", {"most": LONGEST_COMMENT})
    comment = TemplateComment.objects.create(template=current, field=field, text=text.strip(), by=by.person, at=now)
    note(Doer(by, grant, now), "template.comment", current, {}, {"field": field, "text": comment.text})
    return comment


@transaction.atomic
def settle_comment(comment: TemplateComment, *, by: Actor, now: datetime) -> TemplateComment | Refusal:
    """What was asked for is done."""
    queue_behind(by.person.unit.chain)
    current = locked(comment.template)
    grant = grant_to_comment(by, current)
    if isinstance(grant, Refusal):
        return grant
    if comment.settled_at is None:
        comment.settled_at = now
        comment.save(update_fields=["settled_at"])
        note(Doer(by, grant, now), "template.settle", current, {}, {"field": comment.field, "text": comment.text})
    return comment
