"""Reading what goes into a binder: the documents that somebody may read, each with what the register says of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.owed.queries import attached_in
from rabrong.evidence.queries import standing_versions
from rabrong.org.queries import Scope


@dataclass(frozen=True, slots=True)
class Choice:
    """What a binder is of. `units` are ids, None for all; `own` the indicators that the reader sees of every unit;
    `round` None for the whole year, `indicator` None for all."""

    year: int
    scope: Scope
    units: frozenset[int] | None
    own: Collection[int] = ()
    indicator: int | None = None
    round: int | None = None


def documents_in(choice: Choice) -> QuerySet[AttachmentVersion]:
    """The newest files of the documents, only those that may be read; in the order of the binder."""
    rows = standing_versions().filter(attachment__indicator__year_id=choice.year)
    if not choice.scope.everything:
        rows = rows.filter(choice.scope.where("attachment__unit_id") | Q(attachment__indicator__in=list(choice.own)))
    if choice.units is not None:
        rows = rows.filter(attachment__unit__in=choice.units)
    if choice.indicator is not None:
        rows = rows.filter(attachment__indicator=choice.indicator)
    if choice.round is not None:
        rows = rows.filter(attached_in(choice.round))
    return rows.order_by(
        "attachment__indicator__position",
        "attachment__indicator__code",
        "attachment__unit__sort_key",
        "attachment__unit__code",
        "attachment__month",
        "attachment__round",
        "attachment_id",
    )


def size_of(choice: Choice) -> tuple[int, int]:
    """How many files and how many bytes. Two queries."""
    rows = documents_in(choice).order_by()
    return rows.count(), rows.aggregate(size=Sum("stored__size_bytes"))["size"] or 0


def documents_with_all(choice: Choice) -> list[AttachmentVersion]:
    """The same with everything that the index says of them. One query."""
    with_all = ("attachment__unit__parent", "attachment__indicator", "stored", "by")
    return list(documents_in(choice).select_related(*with_all))
