"""What units and people are called."""

from django.utils.translation import gettext

from rabrong.org.models import Acting, Unit
from rabrong.results.models import Entry, ReportMove, ReportNote
from rabrong.ui.words import in_language


def called(unit: Unit) -> str:
    """The abbreviation, which is a name in every language; else the name."""
    return unit.short_name or in_language(unit, "name")


def seat_of(acting: Acting) -> str:
    """Whose place somebody acts in: the position of who is acted for, or the vacant seat."""
    return acting.seat if acting.principal is None else in_language(acting.principal, "position")


def author_of(entry: Entry | ReportMove | ReportNote) -> str:
    """Who made an entry, wrote a note or moved a report, and in whose place."""
    by = in_language(entry.by, "position")
    if entry.acting is None:
        return by
    return gettext("%(by)s ทำการแทน %(seat)s") % {"by": by, "seat": seat_of(entry.acting)}
