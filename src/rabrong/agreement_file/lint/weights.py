"""Do the weights add up: to 100, to what the framework declares, in every round."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint.finding import FULL, Finding, added
from rabrong.scoring.agreement import ROUNDS, Aspect, Indicator, Round, aspects_of


def weights_add_up(file: AgreementFile) -> Iterator[Finding]:
    """W-SUM: the weights of the indicators add up to 100 in every round."""
    sums: dict[tuple[Decimal, Decimal], list[Round]] = {}
    for round_ in ROUNDS:
        indicators = file.agreement.indicators
        agreed, active = _agreed(indicators, round_), _active(indicators, round_)
        if FULL not in (agreed, active):
            sums.setdefault((agreed, active), []).append(round_)
    for (agreed, active), rounds in sums.items():
        terms = {"sum": agreed, "gap": abs(FULL - agreed), "rounds": _rounds(rounds), "divisor": active}
        code = "W-SUM" if agreed < FULL else "W-SUM-OVER"
        yield Finding(code, "error", "indicators", file.indicators_line, terms)


def _agreed(indicators: tuple[Indicator, ...], round_: Round) -> Decimal:
    return added(indicator.weights.get(round_, Decimal(0)) for indicator in indicators)


def _active(indicators: tuple[Indicator, ...], round_: Round) -> Decimal:
    return _agreed(tuple(indicator for indicator in indicators if counts_in(indicator, round_)), round_)


def counts_in(indicator: Indicator, round_: Round) -> bool:
    """Whether the indicator has started and is not cancelled in a round."""
    return indicator.starts <= round_ and (indicator.cancelled is None or round_ < indicator.cancelled)


def _rounds(rounds: list[Round]) -> str:
    return ", ".join(str(round_) for round_ in rounds)


def framework_adds_up(file: AgreementFile) -> Iterator[Finding]:
    """W-TREE: the weights of the parts of the framework add up to the weight above them, at the top to 100."""
    framework = file.agreement.framework
    yield from _tree_gaps(file, "framework", framework, dict.fromkeys(ROUNDS, FULL))
    for _, aspect in aspects_of(framework):
        if aspect.parts and aspect.weights:
            yield from _tree_gaps(file, f"framework.{aspect.code}", aspect.parts, dict(aspect.weights))


def _tree_gaps(
    file: AgreementFile, where: str, parts: tuple[Aspect, ...], above: dict[Round, Decimal]
) -> Iterator[Finding]:
    for round_, declared in reversed(above.items()):
        weights = [part.weights[round_] for part in parts if round_ in part.weights]
        if len(weights) == len(parts) and added(weights) != declared:
            line = file.aspect_lines.get(where.removeprefix("framework."), file.aspect_lines.get(parts[0].code))
            yield Finding("W-TREE", "error", where, line, {"sum": added(weights), "declared": declared})
            return


def aspects_add_up(file: AgreementFile) -> Iterator[Finding]:
    """W-ASPECT: the indicators of a branch of the framework weigh what the branch declares."""
    below = indicators_below(file)
    for _, aspect in aspects_of(file.agreement.framework):
        if not aspect.parts:
            yield from _branch(file, aspect, tuple(below.get(aspect.code, ())))
        elif aspect.weights and not any(part.weights for _, part in aspects_of(aspect.parts)):
            inside = (below.get(part.code, ()) for _, part in aspects_of((aspect,)))
            yield from _branch(file, aspect, tuple(chain.from_iterable(inside)))


def indicators_below(file: AgreementFile) -> dict[str, list[Indicator]]:
    """Aspect code -> the indicators right below it; aspects without any are absent."""
    below: dict[str, list[Indicator]] = {}
    for indicator in file.agreement.indicators:
        below.setdefault(indicator.aspect, []).append(indicator)
    return below


def _branch(file: AgreementFile, aspect: Aspect, inside: tuple[Indicator, ...]) -> Iterator[Finding]:
    where, line = f"framework.{aspect.code}", file.aspect_lines.get(aspect.code)
    if not inside:
        yield Finding("A-EMPTY", "error" if aspect.weights else "warning", where, line, {"name": aspect.name})
        return
    for round_ in reversed(ROUNDS):
        declared = aspect.weights.get(round_)
        if declared is not None and declared not in (_agreed(inside, round_), _active(inside, round_)):
            terms = {"name": aspect.name, "sum": _agreed(inside, round_), "declared": declared, "round": round_}
            yield Finding("W-ASPECT", "error", where, line, terms)
            return


def weights_count(file: AgreementFile) -> Iterator[Finding]:
    """W-ZERO: no indicator has a weight of 0."""
    for indicator in file.agreement.indicators:
        if any(weight == 0 for weight in indicator.weights.values()):
            yield Finding("W-ZERO", "warning", f"indicators.{indicator.code}.weight", _line(file, indicator))


def _line(file: AgreementFile, indicator: Indicator) -> int:
    detail = file.details[indicator.code]
    return detail.lines.get("weight", detail.line)


RULES = (weights_add_up, framework_adds_up, aspects_add_up, weights_count)
