"""Finding what people wrote and handed in: the words beside a month's numbers, and the names of evidence."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from rabrong.dashboards.queries.searching.named import each_occurs
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.queries import standing_versions
from rabrong.org.queries import Scope
from rabrong.results.models import ReportNote


def notes_matching(scope: Scope, words: Sequence[str], owned: frozenset[int]) -> QuerySet[ReportNote]:
    """What stands beside numbers and was not written anew since: what was done, problems, measures; newest first. One
    query, which reads every note that may be seen."""
    newer = ReportNote.objects.filter(
        unit=OuterRef("unit"),
        indicator=OuterRef("indicator"),
        month=OuterRef("month"),
        version__gt=OuterRef("version"),
    )
    rows = ReportNote.objects.filter(each_occurs(words, "problems", "measures", "done"), ~Exists(newer))
    seen = scope.where("unit_id") if scope.everything else scope.where("unit_id") | Q(indicator__in=owned)
    return rows.filter(seen).select_related("unit", "indicator").order_by("-at", "-pk")


def files_matching(scope: Scope, words: Sequence[str], owned: frozenset[int]) -> QuerySet[AttachmentVersion]:
    """Evidence that may be read, by the name of the file that stands, newest first. One query."""
    seen = scope.where("attachment__unit_id")
    if not scope.everything:
        seen |= Q(attachment__indicator__in=owned)
    rows = standing_versions().filter(each_occurs(words, "name")).filter(seen)
    return rows.select_related("attachment__unit", "attachment__indicator").order_by("-at", "-pk")
