"""Files as they stand beside numbers on other pages: the newest of each document, by unit, indicator and month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rabrong.evidence.pages.panel import FileRow, file_row
from rabrong.evidence.queries import Filed, standing_versions
from rabrong.evidence.rules.attaching import slot_of
from rabrong.files.queries import newest_scans

Place = tuple[int, int, int]
"""Unit, indicator version and month, by id."""

MOST = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """The files of a place that are shown, and how many more there are."""

    files: tuple[FileRow, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.files)


def files_beside(places: Iterable[Place]) -> dict[Place, Beside]:
    """Place -> its files, oldest first; only for units that may be seen. Two queries, one where there are none."""
    wanted = frozenset(places)
    units, indicators, months = ({place[at] for place in wanted} for at in range(3))
    rows = standing_versions().filter(
        attachment__unit__in=units, attachment__indicator__in=indicators, attachment__month__in=months
    )
    found: dict[Place, list[Filed]] = {}
    known = ("attachment", "attachment__unit", "attachment__indicator", "stored", "by")
    for row in rows.select_related(*known).order_by("attachment"):
        place = (row.attachment.unit_id, row.attachment.indicator_id, row.attachment.month or 0)
        if place in wanted:
            found.setdefault(place, []).append(Filed(row.attachment, (row,)))
    return _shown(found)


def _shown(found: Mapping[Place, list[Filed]]) -> dict[Place, Beside]:
    if not found:
        return {}
    shown = {place: filed[:MOST] for place, filed in found.items()}
    scans = newest_scans(each.newest.stored_id or "" for filed in shown.values() for each in filed)
    return {
        place: Beside(
            tuple(file_row(slot_of(each.attachment), each, scans) for each in filed), len(found[place]) - len(filed)
        )
        for place, filed in shown.items()
    }
