"""Reading the register of originals: a line for every document that is there, registered, or prescribed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.rules.rounds import round_of_month
from rabrong.evidence.models import AttachmentVersion, Original, OriginalVersion
from rabrong.evidence.owed.queries import Owed, attached_in, counted_indicators, owed_documents, prescribed_texts
from rabrong.evidence.queries import standing_versions
from rabrong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register. `filed` is the file, None where there is none; `standing` what the register says, None
    while it says nothing; `original` its row, which may be that of the prescribed document."""

    unit: Unit
    indicator: IndicatorVersion
    round: int
    document: str
    text: str
    level: str
    filed: AttachmentVersion | None
    standing: OriginalVersion | None

    @property
    def key(self) -> str:
        """What a form calls it: "a12" of a file, "d1-2-6-key" of a document without one."""
        if self.filed is not None:
            return f"a{self.filed.attachment_id}"
        return f"d{self.unit.pk}-{self.indicator.pk}-{self.round}-{self.document}"

    @property
    def version(self) -> int:
        """How often it was written; 0 for never."""
        return 0 if self.standing is None else self.standing.number

    @property
    def state(self) -> str:
        """One word for the filter: "sent", "kept", or "none"."""
        if self.standing is None:
            return "none"
        return "kept" if self.standing.sent_on is None else "sent"


def lines_of(
    year: int, units: Mapping[int, Unit], round_: int, indicators: Collection[int] | None = None
) -> list[Line]:
    """The lines of some units in a round, by unit, indicator and document. Seven queries, however many units.

    `indicators` are ids, None for all.
    """
    versions = counted_indicators(year, round_, indicators)
    texts = prescribed_texts(list(versions.values()))
    filed = list(_filed(units, versions, round_))
    said = _newest(units, versions, round_)
    lines = [_of_file(row, round_, units, versions, texts, said) for row in filed]
    there = {(row.attachment.unit_id, row.attachment.indicator_id, row.attachment.document) for row in filed}
    lines += _without_file(year, units, round_, versions, there, said)
    places = {unit: at for at, unit in enumerate(units)}
    order = {pk: at for at, pk in enumerate(versions)}
    return sorted(lines, key=lambda line: (places[line.unit.pk], order[line.indicator.pk], line.text, line.key))


Said = Mapping[tuple[object, ...], OriginalVersion]
"""("a", attachment) or ("d", unit, indicator, document) -> what the register says."""

Texts = Mapping[int, Mapping[str, str]]


def _filed(
    units: Mapping[int, Unit], versions: Mapping[int, IndicatorVersion], round_: int
) -> Sequence[AttachmentVersion]:
    rows = standing_versions().filter(attachment__unit__in=list(units), attachment__indicator__in=list(versions))
    of_round = rows.filter(attached_in(round_))
    return list(of_round.select_related("attachment", "stored", "by").order_by("attachment_id"))


def _newest(units: Mapping[int, Unit], versions: Mapping[int, IndicatorVersion], round_: int) -> Said:
    rows = OriginalVersion.objects.filter(
        original__unit__in=list(units), original__indicator__in=list(versions), original__round=round_
    )
    found: dict[tuple[object, ...], OriginalVersion] = {}
    for row in rows.select_related("original", "by").order_by("original", "number"):
        of = row.original
        is_of_file = of.attachment_id is not None
        found[("a", of.attachment_id) if is_of_file else ("d", of.unit_id, of.indicator_id, of.document)] = row
    return found


def _of_file(
    row: AttachmentVersion,
    round_: int,
    units: Mapping[int, Unit],
    versions: Mapping[int, IndicatorVersion],
    texts: Texts,
    said: Said,
) -> Line:
    """What was said of the prescribed document before there was a file holds on for the file."""
    of = row.attachment
    text = texts[of.indicator_id].get(of.document, "") or row.name
    of_document = ("d", of.unit_id, of.indicator_id, of.document)
    standing = said.get(("a", of.pk)) or (said.get(of_document) if of.document else None)
    return Line(units[of.unit_id], versions[of.indicator_id], round_, of.document, text, of.level, row, standing)


def _without_file(
    year: int,
    units: Mapping[int, Unit],
    round_: int,
    versions: Mapping[int, IndicatorVersion],
    there: set[tuple[int, int, str]],
    said: Said,
) -> Iterator[Line]:
    owed: Sequence[Owed] = owed_documents(year, round_, frozenset(units), versions)
    for each in owed:
        place = (each.unit, each.indicator, each.document.key)
        if place not in there:
            standing = said.get(("d", *place))
            document = each.document
            yield Line(
                units[each.unit],
                versions[each.indicator],
                round_,
                document.key,
                document.text,
                document.level,
                None,
                standing,
            )


def history_of(line: Line) -> list[OriginalVersion]:
    """Everything the register said of a line, newest first. One query, none where it said nothing."""
    if line.standing is None:
        return []
    rows = OriginalVersion.objects.filter(original=line.standing.original_id).select_related("by", "acting")
    return list(rows.order_by("-number"))


def original_of(line: Line) -> Original | None:
    """The row that a line is written to; None where it has none of its own yet. One query."""
    if line.filed is not None:
        return Original.objects.filter(attachment=line.filed.attachment_id).first()
    rows = Original.objects.filter(unit=line.unit, indicator=line.indicator, round=line.round, attachment=None)
    return rows.filter(document=line.document).first()


def round_of(row: AttachmentVersion) -> int:
    """The round that a document belongs to."""
    of = row.attachment
    return round_of_month(of.month) if of.round is None and of.month is not None else of.round or 0


def originals_by_file(files: Sequence[AttachmentVersion]) -> dict[int, OriginalVersion]:
    """Attachment id -> what the register says of it, or of the prescribed document that it is. One query."""
    units = {row.attachment.unit_id for row in files}
    rows = OriginalVersion.objects.filter(original__unit__in=units).select_related("original")
    said: dict[tuple[object, ...], OriginalVersion] = {}
    for version in rows.order_by("original", "number"):
        of = version.original
        is_of_file = of.attachment_id is not None
        said[("a", of.attachment_id) if is_of_file else (of.unit_id, of.indicator_id, of.round, of.document)] = version
    found = {}
    for row in files:
        of_file = row.attachment
        place = (of_file.unit_id, of_file.indicator_id, round_of(row), of_file.document)
        standing = said.get(("a", of_file.pk)) or (said.get(place) if of_file.document else None)
        if standing is not None:
            found[of_file.pk] = standing
    return found
