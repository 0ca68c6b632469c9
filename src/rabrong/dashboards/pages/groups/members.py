"""The members of a group, worst first: what is missing, then the least score, each with the label of its total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import Band
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.labels import Label, label_of
from rabrong.dashboards.queries.groups import Group, Member, Shown
from rabrong.dashboards.queries.year import YearBook
from rabrong.ui.words import in_language

Versions = Sequence[IndicatorVersion]


@dataclass(frozen=True, slots=True)
class MemberCell:
    """A member's score of an indicator; `state` says why there is none."""

    score: Decimal | None
    band: Band
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with its total, the weight counted and its scores."""

    name: str
    href: str
    total: Decimal | None
    band: Band
    counted: Decimal
    label: Label
    cells: tuple[MemberCell, ...]


def member_rows(book: YearBook, group: Group, versions: Versions) -> list[MemberRow]:
    """Those without a total first, then the least total."""
    scores = group.of_month(book.month)
    rows = sorted(group.members, key=lambda each: (each.total is not None, each.total or 0, each.unit.sort_key))
    return [_row(book, group, each, versions, scores.get(each.unit.pk, {})) for each in rows]


def _row(book: YearBook, group: Group, member: Member, versions: Versions, found: Mapping[int, Shown]) -> MemberRow:
    return MemberRow(
        name=in_language(member.unit, "name"),
        href=reverse("unit", args=(book.year, member.unit.code)),
        total=member.total,
        band=band_at(book, member.total),
        counted=member.counted,
        label=label_of(group.closing, is_whole=member.is_certified),
        cells=tuple(_cell(book, member, version, found) for version in versions),
    )


def _cell(book: YearBook, member: Member, version: IndicatorVersion, found: Mapping[int, Shown]) -> MemberCell:
    href = reverse("indicator", args=(book.year, version.code, member.unit.code))
    shown = found.get(version.pk, Shown(None, "missing"))
    return MemberCell(shown.score, band_at(book, shown.score), shown.state, href)
