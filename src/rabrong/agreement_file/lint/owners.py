"""Who owns what: nothing unowned, one main owner each, shares that add up, no unit left without."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from rabrong.agreement_file.document import AgreementFile, Owner, PrintedRow
from rabrong.agreement_file.lint.finding import FULL, Finding, added, listed
from rabrong.agreement_file.lint.weights import indicators_below
from rabrong.scoring.agreement import Indicator, aspects_of

OWNING = ("main", "co")


def weight_of(indicator: Indicator) -> Decimal:
    """The weight an indicator has at the end of the year, or the last one it had."""
    return next((indicator.weights[round_] for round_ in (12, 9, 6) if round_ in indicator.weights), Decimal(0))


def _owned(file: AgreementFile, indicator: Indicator) -> bool:
    return any(owner.role in OWNING for owner in file.details[indicator.code].owners)


def everything_is_owned(file: AgreementFile) -> Iterator[Finding]:
    """O-UNOWNED: every indicator, and so every point of the weight, has an owner."""
    indicators = file.agreement.indicators
    unowned = [indicator for indicator in indicators if not _owned(file, indicator)]
    owned = added(weight_of(indicator) for indicator in indicators if _owned(file, indicator))
    if len(unowned) == len(indicators):
        yield Finding("O-NOBODY", "warning", "indicators", file.indicators_line)
    elif unowned:
        weight = added(weight_of(indicator) for indicator in unowned)
        terms = {"codes": listed(indicator.code for indicator in unowned), "weight": weight, "owned": owned}
        line = file.details[unowned[0].code].line
        yield Finding("O-UNOWNED", "error", f"indicators.{unowned[0].code}.owners", line, terms)


def declared_weight_is_owned(file: AgreementFile) -> Iterator[Finding]:
    """O-GAP: the weight the framework declares for a branch is carried by indicators that have owners."""
    indicators = file.agreement.indicators
    if not any(_owned(file, indicator) for indicator in indicators):
        return
    gaps, below = {}, indicators_below(file)
    for _, aspect in aspects_of(file.agreement.framework):
        inside = below.get(aspect.code, ())
        declared = aspect.weights.get(12)
        missing = Decimal(0) if declared is None else declared - added(weight_of(indicator) for indicator in inside)
        if not aspect.parts and missing > 0:
            gaps[aspect.name] = missing
    if gaps:
        owned = added(weight_of(indicator) for indicator in indicators if _owned(file, indicator))
        branches = listed(f"{name} {weight}" for name, weight in gaps.items())
        terms = {"gap": added(gaps.values()), "branches": branches, "owned": owned}
        yield Finding("O-GAP", "error", "framework", next(iter(file.aspect_lines.values())), terms)


def one_main_owner(file: AgreementFile) -> Iterator[Finding]:
    """O-DUP and O-NOMAIN: an indicator has one main owner."""
    for code, detail in file.details.items():
        mains = [owner.unit for owner in detail.owners if owner.role == "main"]
        where, line = f"indicators.{code}.owners", detail.lines.get("owners", detail.line)
        if len(set(mains)) > 1:
            yield Finding("O-DUP", "error", where, line, {"code": code, "units": listed(mains)})
        elif detail.owners and not mains:
            yield Finding("O-NOMAIN", "warning", where, line, {"code": code})


def owners_listed_once(file: AgreementFile) -> Iterator[Finding]:
    """O-TWICE: a unit stands once in an indicator's owners."""
    for code, detail in file.details.items():
        for unit, times in Counter(owner.unit for owner in detail.owners).items():
            if times > 1:
                line = detail.lines.get("owners", detail.line)
                yield Finding("O-TWICE", "error", f"indicators.{code}.owners", line, {"code": code, "unit": unit})


def shares_add_up(file: AgreementFile) -> Iterator[Finding]:
    """O-SHARE: the shares of an indicator's owners add up to 100."""
    for code, detail in file.details.items():
        shares = [owner.share for owner in detail.owners if owner.share is not None]
        if shares and added(shares) != FULL:
            line = detail.lines.get("owners", detail.line)
            terms = {"code": code, "sum": added(shares)}
            yield Finding("O-SHARE", "error", f"indicators.{code}.owners", line, terms)


def no_unit_without(file: AgreementFile) -> Iterator[Finding]:
    """O-NONE: no unit is left without an indicator where its peers, the listed units of its kind, have one."""
    busy = {owner.unit for owner in _owners(file)}
    kinds = {unit.kind for unit in file.units if unit.code in busy}
    idle = {unit.code: unit.line for unit in file.units if unit.kind in kinds and unit.code not in busy}
    for row in _rows_without(file):
        if row.unit not in busy:
            idle.setdefault(row.unit, row.line)
    for unit, line in idle.items():
        yield Finding("O-NONE", "warning", f"units.{unit}", line, {"unit": unit})


def _rows_without(file: AgreementFile) -> Iterator[PrintedRow]:
    """The rows without indicators of the printed tables that list indicators at all."""
    for table in file.printed:
        if any(row.indicators for row in table.rows):
            yield from (row for row in table.rows if not row.indicators)


def owners_are_listed(file: AgreementFile) -> Iterator[Finding]:
    """O-UNKNOWN: an owner is one of the listed units, where the list holds owners at all."""
    known = {unit.code for unit in file.units} | {file.agreement.unit}
    if not known & {owner.unit for owner in _owners(file)}:
        return
    for code, detail in file.details.items():
        for owner in detail.owners:
            if owner.unit not in known:
                terms = {"code": code, "unit": owner.unit}
                yield Finding("O-UNKNOWN", "warning", f"indicators.{code}.owners", owner.line, terms)


def _owners(file: AgreementFile) -> Iterator[Owner]:
    for detail in file.details.values():
        yield from detail.owners


RULES = (
    everything_is_owned,
    declared_weight_is_owned,
    one_main_owner,
    owners_listed_once,
    shares_add_up,
    no_unit_without,
    owners_are_listed,
)
