"""Which printed tables can be kept."""

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import Year
from rabrong.org.rules import Refusal

MOST_SOURCE, MOST_UNIT = 200, 60


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
