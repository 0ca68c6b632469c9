"""Reading the KPI Templates of a year: the newest published version and the draft of every indicator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from rabrong.agreements.models import IndicatorVersion, Receipt, Template, TemplateState
from rabrong.agreements.queries.templates import comments_open, received_by
from rabrong.org.models import Unit
from rabrong.org.queries import Scope


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator with the newest version that was published and the one being written, as far as they may be seen.
    `sent` and `unread` count units; `is_unread` says that a unit of the reader's has not opened it."""

    version: IndicatorVersion
    published: Template | None
    draft: Template | None
    sent: int = 0
    unread: int = 0
    comments: int = 0
    is_unread: bool = False

    @property
    def newest(self) -> Template | None:
        """The draft where there is one, else what is published."""
        return self.draft or self.published

    @property
    def state(self) -> str:
        """The state of the newest; "none" where nobody has begun."""
        return "none" if self.newest is None else self.newest.state

    @property
    def at(self) -> datetime | None:
        """When the newest was last changed."""
        return None if self.newest is None else self.newest.published_at or self.newest.at


ReadsDrafts = Callable[[IndicatorVersion], bool]


def listed(year: int, scope: Scope, reads_drafts: ReadsDrafts) -> list[Listed]:
    """The indicators of a year of which somebody may see something, in their order. Five queries, and those of the
    scope."""
    versions = _versions(year)
    rows = Template.objects.filter(indicator__in=versions).order_by("number")
    templates = list(rows.annotate(sent=Count("receipts"), unread=Count("receipts", filter=Q(receipts__read_at=None))))
    received = _received(versions, scope, reads_drafts)
    comments = comments_open([each for each in templates if each.state != TemplateState.PUBLISHED])
    waiting = _waiting(templates, scope)
    found = (_listed(version, templates, received, reads_drafts) for version in versions)
    return [
        Listed(
            each.version,
            each.published,
            each.draft,
            sent=getattr(each.published, "sent", 0),
            unread=getattr(each.published, "unread", 0),
            comments=0 if each.draft is None else comments.get(each.draft.pk, 0),
            is_unread=each.published is not None and each.published.pk in waiting,
        )
        for each in found
        if each.newest is not None or reads_drafts(each.version)
    ]


def _versions(year: int) -> list[IndicatorVersion]:
    rows = IndicatorVersion.objects.filter(year_id=year).select_related("responsible", "aspect", "year")
    newest = {row.code: row for row in rows.order_by("version")}
    return sorted(newest.values(), key=lambda row: row.position)


def _received(versions: list[IndicatorVersion], scope: Scope, reads_drafts: ReadsDrafts) -> frozenset[int] | None:
    """The templates that came to somebody's units; None for who reads all of them anyway."""
    if scope.everything or all(reads_drafts(version) for version in versions):
        return None
    rows = Template.objects.filter(received_by(scope), indicator__in=versions)
    return frozenset(rows.values_list("pk", flat=True))


def _waiting(templates: Sequence[Template], scope: Scope) -> frozenset[int]:
    own = {grant.unit_id for grant in scope.actor.grants}
    rows = Receipt.objects.filter(template__in=templates, unit_id__in=own, read_at=None)
    return frozenset(rows.values_list("template_id", flat=True))


def _listed(
    version: IndicatorVersion, templates: Sequence[Template], received: frozenset[int] | None, reads_drafts: ReadsDrafts
) -> Listed:
    own = [each for each in templates if each.indicator_id == version.pk]
    is_reader = reads_drafts(version)
    seen = [each for each in own if received is None or is_reader or each.pk in received]
    published = [each for each in seen if each.state == TemplateState.PUBLISHED]
    drafts = [each for each in own if each.state != TemplateState.PUBLISHED and is_reader]
    return Listed(version, published[-1] if published else None, drafts[-1] if drafts else None)


def responsible_units(rows: list[Listed]) -> list[Unit]:
    """The units that write them, in dictionary order."""
    units = {row.version.responsible.pk: row.version.responsible for row in rows if row.version.responsible}
    return sorted(units.values(), key=lambda unit: unit.sort_key)
