"""Does what a paper prints agree with itself and with the agreement: counts, double listing, sums, weights."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rabrong.agreement_file.document import AgreementFile, PrintedRow, PrintedTable
from rabrong.agreement_file.lint.finding import FULL, Finding, Severity, added, listed, weights_listed
from rabrong.agreement_file.lint.owners import weight_of

MOST_SUMS = 1000
MOST_SHOWN = 12


def _where(table: PrintedTable, row: PrintedRow | None = None) -> str:
    return f"printed.{table.source}" + (f".{row.unit}" if row else "")


def counts_match_rows(file: AgreementFile) -> Iterator[Finding]:
    """C-COUNT: a unit's printed count is the number of indicators printed beside it."""
    for table in file.printed:
        for row in table.rows:
            if row.count is not None and row.indicators and row.count != len(row.indicators):
                terms = {
                    "unit": row.unit,
                    "count": row.count,
                    "given": len(row.indicators),
                    "codes": listed(row.indicators),
                    "source": table.source,
                }
                yield Finding("C-COUNT", "error", _where(table, row), row.line, terms)


def counts_match_in_all(file: AgreementFile) -> Iterator[Finding]:
    """C-TOTAL: the printed counts add up to the indicators printed."""
    for table in file.printed:
        codes = _codes(table)
        counts = [row.count for row in table.rows if row.count is not None]
        if codes and counts and sum(counts) != len(codes):
            terms = {"counts": sum(counts), "given": len(codes), "different": len(set(codes)), "source": table.source}
            yield Finding("C-TOTAL", "error", _where(table), table.line, terms)


def _codes(table: PrintedTable) -> list[str]:
    return [code for row in table.rows for code in row.indicators]


def sources_agree(file: AgreementFile) -> Iterator[Finding]:
    """C-SOURCE: two papers print the same count and percentage for a unit."""
    for position, table in enumerate(file.printed):
        for other in file.printed[position + 1 :]:
            others = {row.unit: row for row in other.rows}
            for row in table.rows:
                if row.unit in others:
                    yield from _differences(table, row, other, others[row.unit])


def _differences(table: PrintedTable, row: PrintedRow, other: PrintedTable, beside: PrintedRow) -> Iterator[Finding]:
    pairs = (("count", row.count, beside.count), ("percent", row.percent, beside.percent))
    for what, one, two in pairs:
        if one is not None and two is not None and one != two:
            terms = {
                "unit": row.unit,
                "what": what,
                "one": one,
                "two": two,
                "source": table.source,
                "other": other.source,
            }
            yield Finding("C-SOURCE", "error", _where(other, beside), beside.line, terms)


def listed_under_one_unit(file: AgreementFile) -> Iterator[Finding]:
    """P-DUP: an indicator is printed under one unit."""
    for table in file.printed:
        units: dict[str, list[str]] = {}
        for row in table.rows:
            for code in row.indicators:
                units.setdefault(code, []).append(row.unit)
        for code, several in units.items():
            if len(several) > 1:
                line = next(row.line for row in table.rows if code in row.indicators)
                terms = {"code": code, "units": listed(several), "source": table.source}
                yield Finding("P-DUP", "error", _where(table), line, terms)


def percentages_add_up(file: AgreementFile) -> Iterator[Finding]:
    """P-SUM: the printed percentages add up to 100."""
    for table in file.printed:
        percents = [row.percent for row in table.rows if row.percent is not None]
        if percents and added(percents) != FULL:
            terms = {"sum": added(percents), "source": table.source}
            yield Finding("P-SUM", "error", _where(table), table.line, terms)


def printed_weight_is_whole(file: AgreementFile) -> Iterator[Finding]:
    """P-WEIGHT: the different indicators a paper assigns weigh 100 together, so no point is without an owner."""
    weights = {indicator.code: weight_of(indicator) for indicator in file.agreement.indicators}
    for table in file.printed:
        different = dict.fromkeys(code for code in _codes(table) if code in weights)
        together = added(weights[code] for code in different)
        if different and together < FULL:
            rest = [code for code in weights if code not in different]
            terms = {
                "different": len(different),
                "sum": together,
                "gap": FULL - together,
                "rest": listed(rest),
                "source": table.source,
            }
            yield Finding("P-WEIGHT", "error", _where(table), table.line, terms)


def percentages_can_be_reached(file: AgreementFile) -> Iterator[Finding]:
    """P-REACH: a unit's percentage is a sum of its printed weights, one per indicator, each weight used."""
    for table in file.printed:
        for row in table.rows:
            indicators = len(row.indicators) or row.count or 0
            if row.percent is None or not row.weights or not indicators:
                continue
            sums = reachable_sums(row.weights, indicators)
            if sums is not None and row.percent not in sums:
                terms = {
                    "unit": row.unit,
                    "percent": row.percent,
                    "weights": weights_listed(row.weights),
                    "given": indicators,
                    "possible": weights_listed(sorted(sums)[:MOST_SHOWN]) or "-",
                    "source": table.source,
                }
                yield Finding("P-REACH", _severity(file, row), _where(table, row), row.line, terms)


def reachable_sums(weights: Sequence[Decimal], indicators: int) -> set[Decimal] | None:
    """Every sum of `indicators` weights taken from `weights` in which each of them occurs at least once.

    None when there are too many to tell.

    >>> sorted(int(total) for total in reachable_sums((Decimal(5), Decimal(3)), 4) or ())
    [14, 16, 18]
    """
    different = tuple(dict.fromkeys(weights))
    spare = indicators - len(different)
    if spare < 0:
        return set()
    sums = {added(different)}
    for _ in range(spare):
        sums = {total + weight for total in sums for weight in different}
        if len(sums) > MOST_SUMS:
            return None
    return sums


def _severity(file: AgreementFile, row: PrintedRow) -> Severity:
    """Only doubtful where the agreement's own weights do give the percentage: then the paper left weights out."""
    return "warning" if _by_agreement(file, row) == row.percent else "error"


def _by_agreement(file: AgreementFile, row: PrintedRow) -> Decimal | None:
    weights = {indicator.code: weight_of(indicator) for indicator in file.agreement.indicators}
    known = [weights[code] for code in row.indicators if code in weights]
    return added(known) if known and len(known) == len(row.indicators) else None


def percentages_match_agreement(file: AgreementFile) -> Iterator[Finding]:
    """P-PERCENT: a unit's printed percentage is what its indicators weigh in the agreement."""
    for table in file.printed:
        for row in table.rows:
            weight = _by_agreement(file, row)
            if row.percent is not None and weight is not None and weight != row.percent:
                terms = {
                    "unit": row.unit,
                    "percent": row.percent,
                    "codes": listed(row.indicators),
                    "weight": weight,
                    "source": table.source,
                }
                yield Finding("P-PERCENT", "error", _where(table, row), row.line, terms)


def printed_indicators_exist(file: AgreementFile) -> Iterator[Finding]:
    """P-UNKNOWN: a printed indicator is one of the agreement."""
    for table in file.printed:
        for row in table.rows:
            unknown = [code for code in row.indicators if code not in file.details]
            if unknown:
                terms = {"unit": row.unit, "codes": listed(unknown), "source": table.source}
                yield Finding("P-UNKNOWN", "error", _where(table, row), row.line, terms)


def printed_under_an_owner(file: AgreementFile) -> Iterator[Finding]:
    """P-OWNER: an indicator is printed under a unit that owns it in the agreement."""
    owners = {code: {owner.unit for owner in detail.owners} for code, detail in file.details.items()}
    for table in file.printed:
        for row in table.rows:
            foreign = [code for code in row.indicators if owners.get(code) and row.unit not in owners[code]]
            if foreign:
                terms = {"unit": row.unit, "codes": listed(foreign), "source": table.source}
                yield Finding("P-OWNER", "error", _where(table, row), row.line, terms)


RULES = (
    counts_match_in_all,
    counts_match_rows,
    sources_agree,
    listed_under_one_unit,
    percentages_add_up,
    printed_weight_is_whole,
    percentages_can_be_reached,
    percentages_match_agreement,
    printed_indicators_exist,
    printed_under_an_owner,
)
