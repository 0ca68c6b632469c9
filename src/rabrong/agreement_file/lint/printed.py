"""Does what a paper prints agree with itself and with the agreement: counts, double listing, sums, weights."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rabrong.agreement_file.document import AgreementFile, PrintedRow, PrintedTable
from rabrong.agreement_file.lint.carried import agreed_in, are_split, foreign_weights, is_percent_of, whole_weight
from rabrong.agreement_file.lint.finding import FULL, Finding, Severity, added, listed, weights_listed
from rabrong.agreement_file.lint.owners import weight_of

MOST_SUMS = 1000
MOST_ADDITIONS = 10_000_000  # over all rows of a file: a second or two
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
    """C-SOURCE: every paper prints the count and percentage of a unit that the first paper with one prints."""
    first: dict[tuple[str, str], tuple[PrintedTable, Decimal]] = {}
    for table in file.printed:
        for row in table.rows:
            for what, figure in _figures(row):
                source, earlier = first.setdefault((row.unit, what), (table, figure))
                if source is not table and earlier != figure:
                    terms = {
                        "unit": row.unit,
                        "what": what,
                        "one": earlier,
                        "two": figure,
                        "source": source.source,
                        "other": table.source,
                    }
                    yield Finding("C-SOURCE", "error", _where(table, row), row.line, terms)


def _figures(row: PrintedRow) -> Iterator[tuple[str, Decimal]]:
    if row.count is not None:
        yield "count", Decimal(row.count)
    if row.percent is not None:
        yield "percent", row.percent


def listed_under_one_unit(file: AgreementFile) -> Iterator[Finding]:
    """P-DUP: an indicator is printed under one unit, or its weight is divided among the units as their shares say."""
    agreed = agreed_in(file)
    for table in file.printed:
        beside: dict[str, list[PrintedRow]] = {}
        for row in table.rows:
            for code in row.indicators:
                beside.setdefault(code, []).append(row)
        for code, rows in beside.items():
            if len(rows) > 1 and not are_split(agreed, code, rows):
                terms = {"code": code, "units": listed(row.unit for row in rows), "source": table.source}
                yield Finding("P-DUP", "error", _where(table), rows[0].line, terms)


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
    agreed = agreed_in(file)
    for table, row, indicators, sums in _reachable_rows(file):
        if row.percent not in sums:
            terms = {
                "unit": row.unit,
                "percent": row.percent,
                "weights": weights_listed(row.weights),
                "given": indicators,
                "possible": weights_listed(sorted(sums)[:MOST_SHOWN]) or "-",
                "source": table.source,
            }
            # only doubtful where the agreement's own weights do give the percentage: then the paper left weights out
            severity: Severity = "warning" if is_percent_of(agreed, row) else "error"
            yield Finding("P-REACH", severity, _where(table, row), row.line, terms)


def _reachable_rows(file: AgreementFile) -> Iterator[tuple[PrintedTable, PrintedRow, int, set[Decimal]]]:
    """The rows with percentage, weights and indicators, how many these are, and what they can add up to."""
    additions = 0
    for table in file.printed:
        for row in table.rows:
            indicators = len(row.indicators) or row.count or 0
            if row.percent is None or not row.weights or not indicators or additions > MOST_ADDITIONS:
                continue
            sums = reachable_sums(row.weights, indicators)
            different = len(set(row.weights))
            additions += (MOST_SUMS if sums is None else len(sums)) * different * max(indicators - different, 0)
            if sums is not None:
                yield table, row, indicators, sums


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


def percentages_match_agreement(file: AgreementFile) -> Iterator[Finding]:
    """P-PERCENT: a unit's printed percentage is what its indicators, or its shares of them, weigh in the agreement."""
    agreed = agreed_in(file)
    for table in file.printed:
        for row in table.rows:
            weight = whole_weight(agreed, row)
            if row.percent is not None and weight is not None and not is_percent_of(agreed, row):
                terms = {
                    "unit": row.unit,
                    "percent": row.percent,
                    "codes": listed(row.indicators),
                    "weight": weight,
                    "source": table.source,
                }
                yield Finding("P-PERCENT", "error", _where(table, row), row.line, terms)


def weights_match_agreement(file: AgreementFile) -> Iterator[Finding]:
    """P-VALUE: a printed weight is that of an indicator printed beside it, or the unit's share of it."""
    agreed = agreed_in(file)
    for table in file.printed:
        for row in table.rows:
            foreign = foreign_weights(agreed, row)
            if foreign:
                terms = {
                    "unit": row.unit,
                    "weights": weights_listed(foreign),
                    "codes": listed(row.indicators),
                    "source": table.source,
                }
                yield Finding("P-VALUE", "error", _where(table, row), row.line, terms)


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
    weights_match_agreement,
    printed_indicators_exist,
    printed_under_an_owner,
)
