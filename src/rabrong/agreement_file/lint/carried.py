"""What a printed row weighs by the agreement: its indicators in whole, or the unit's shares of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.agreement_file.document import AgreementFile, PrintedRow
from rabrong.agreement_file.lint.finding import FULL, added
from rabrong.agreement_file.lint.owners import weight_of
from rabrong.scoring.agreement import ROUNDS, Indicator


@dataclass(frozen=True, slots=True)
class Agreed:
    """Weights by indicator, at the end of the year and then in each round; shares by (indicator, unit) where given."""

    weights: Mapping[str, tuple[Decimal, ...]]
    shares: Mapping[tuple[str, str], Decimal]


def agreed_in(file: AgreementFile) -> Agreed:
    """The agreement's own weights and shares, gathered once for all printed rows."""
    shares = {
        (code, owner.unit): owner.share
        for code, detail in file.details.items()
        for owner in detail.owners
        if owner.share is not None
    }
    return Agreed({indicator.code: _weights(indicator) for indicator in file.agreement.indicators}, shares)


def _weights(indicator: Indicator) -> tuple[Decimal, ...]:
    return weight_of(indicator), *(indicator.weights.get(round_, Decimal(0)) for round_ in ROUNDS)


def whole_weight(agreed: Agreed, row: PrintedRow) -> Decimal | None:
    """What the row's indicators weigh at the end of the year; None when one is unknown or none is printed."""
    if not row.indicators or any(code not in agreed.weights for code in row.indicators):
        return None
    return added(agreed.weights[code][0] for code in row.indicators)


def is_percent_of(agreed: Agreed, row: PrintedRow) -> bool:
    """Whether the printed percentage is the indicators' weight in some round, in whole or by the unit's shares."""
    return _is_sum(agreed, row, (1 for _ in row.indicators)) or is_percent_by_shares(agreed, row)


def is_percent_by_shares(agreed: Agreed, row: PrintedRow) -> bool:
    """Whether the printed percentage is what the unit's shares carry; a whole weight where no share is given."""
    return _is_sum(agreed, row, (Fraction(agreed.shares.get((code, row.unit), FULL)) / 100 for code in row.indicators))


def _is_sum(agreed: Agreed, row: PrintedRow, parts: Iterable[Fraction | int]) -> bool:
    if row.percent is None or whole_weight(agreed, row) is None:
        return False
    weights = [agreed.weights[code] for code in row.indicators]
    carried = [[Fraction(weight) * part for weight in several] for several, part in zip(weights, parts, strict=True)]
    return Fraction(row.percent) in (sum(column) for column in zip(*carried, strict=True))


def are_split(agreed: Agreed, code: str, rows: Iterable[PrintedRow]) -> bool:
    """Whether the rows divide an indicator: shares that make up the whole, and percentages that follow them."""
    several = [*rows]
    given = {row.unit: agreed.shares.get((code, row.unit)) for row in several}
    shares = [share for share in given.values() if share is not None]
    divided = len(shares) == len(several) and added(shares) == FULL
    return divided and all(is_percent_by_shares(agreed, row) for row in several)


def foreign_weights(agreed: Agreed, row: PrintedRow) -> list[Decimal]:
    """The printed weights that no indicator of the row has in any round, in whole or by share; none when unknown."""
    if whole_weight(agreed, row) is None:
        return []
    shares = {code: Fraction(agreed.shares.get((code, row.unit), FULL)) / 100 for code in row.indicators}
    whole = {Fraction(weight) for code in row.indicators for weight in agreed.weights[code]}
    split = {Fraction(weight) * shares[code] for code in row.indicators for weight in agreed.weights[code]}
    return [weight for weight in dict.fromkeys(row.weights) if Fraction(weight) not in whole | split]
