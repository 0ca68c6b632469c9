"""What the Owner-Supporter table lets somebody see, and which printed tables can be kept."""

from collections.abc import Mapping

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.queries import CENTRAL, central_above, owners_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal

MOST_SOURCE, MOST_UNIT = 200, 60


def sees_indicator(scope: Scope, version: IndicatorVersion) -> bool:
    """Whoever sits in a unit that owns or supports an indicator sees that indicator of every unit; so does who sits
    above it or, up to the bureau, below it. No query for who sees everything, else three at most in a flat centre.
    """
    if scope.everything:
        return True
    owners = owners_of(version)
    own = {grant.unit_id for grant in scope.actor.grants}
    return bool(owners) and (not own.isdisjoint(owners) or _above_or_below(scope, owners))


def _above_or_below(scope: Scope, owners: Mapping[int, str]) -> bool:
    central = {unit for unit, kind in owners.items() if kind in CENTRAL}
    if any(scope.holds(unit) for unit in central):
        return True
    own = {grant.unit_id for grant in scope.actor.grants if grant.unit_kind in CENTRAL}
    return not central.isdisjoint(central_above(own, scope.actor.today))


def printed_refusal(year: Year, file: AgreementFile) -> Refusal | None:
    """A file with printed tables of the year, each source once, every text as long as it is kept. No query."""
    if file.agreement.year != year.year:
        return Refusal("printed.other_year", {"year": file.agreement.year, "here": year.year})
    if not any(table.rows for table in file.printed):
        return Refusal("printed.none")
    sources = [table.source for table in file.printed]
    twice = next((each for at, each in enumerate(sources) if each in sources[:at]), None)
    if twice is not None:
        return Refusal("printed.source_twice", {"source": twice})
    texts = [(each, MOST_SOURCE) for each in sources]
    texts += [(row.unit, MOST_UNIT) for table in file.printed for row in table.rows]
    long = next((text for text, most in texts if len(text) > most), None)
    return None if long is None else Refusal("printed.too_long", {"text": f"{long[:30]}…"})
