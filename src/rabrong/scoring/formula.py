"""Formulas over data items: + - * / and parentheses, min, max, abs; parsed and checked, nothing else is evaluated."""

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault

LONGEST = 1000
DEEPEST = 50
MOST_DIGITS = 15
MOST_DECIMALS = 10
FUNCTIONS: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "min": min,
    "max": max,
    "abs": lambda operands: abs(operands[0]),
}
OPERATORS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
DIVISION_BY_ZERO = Absent("missing", "absent.division_by_zero")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; `column` counts from 1."""

    kind: str
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One move of the stack machine: push a constant or an item, or apply `name` to `operands` values."""

    kind: str
    name: str = ""
    constant: Fraction = Fraction(0)
    operands: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A checked formula. `program` is its postfix form, `items` the data items it names, in order of appearance."""

    text: str
    items: tuple[str, ...]
    program: tuple[Instruction, ...]
    tokens: tuple[Token, ...]

    def value(self, items: Mapping[str, Fraction | Absent]) -> Fraction | Absent:
        """The exact result.

        An item that is missing makes the result missing, else one that is not applicable makes it so;
        division by zero is no result, with that reason.
        """
        absent = [(name, value) for name in self.items if isinstance(value := items[name], Absent)]
        if absent:
            name, first = next((pair for pair in absent if pair[1].state == "missing"), absent[0])
            return Absent(first.state, "absent.item", {"item": name, "reason": first.reason, "inner": first.terms})
        try:
            return self._run(items)
        except ZeroDivisionError:
            return DIVISION_BY_ZERO

    def with_values(self, shown: Mapping[str, str]) -> str:
        """The formula with numbers in place of the items: "11,044 / 14,898 * 100"."""
        pieces = [shown.get(token.text, token.text) if token.kind == "name" else token.text for token in self.tokens]
        spaced = " ".join(pieces)
        return spaced.replace("( ", "(").replace(" )", ")").replace(" ,", ",")

    def _run(self, items: Mapping[str, Fraction | Absent]) -> Fraction:
        stack: list[Fraction] = []
        for step in self.program:
            if step.kind == "constant":
                stack.append(step.constant)
            elif step.kind == "item":
                value = items[step.name]
                assert isinstance(value, Fraction)  # absent items never get here
                stack.append(value)
            else:
                operands = stack[-step.operands :]
                del stack[-step.operands :]
                stack.append(_apply(step, operands))
        return stack[0]


def _apply(step: Instruction, operands: list[Fraction]) -> Fraction:
    if step.kind == "negate":
        return -operands[0]
    if step.kind == "function":
        return FUNCTIONS[step.name](operands)
    return OPERATORS[step.name](operands[0], operands[1])


def parse_formula(text: str, known: Collection[str]) -> Formula | Fault:
    """The formula, or the first thing wrong with it and its column. `known` are the data items it may name."""
    if len(text) > LONGEST:
        return Fault("formula.too_long", {"length": len(text), "longest": LONGEST})
    try:
        tokens = tuple(_tokens(text))
        parser = _Parser(tokens, known)
        parser.expression(depth=0)
        parser.expect_end()
    except _Rejected as rejected:
        return rejected.fault
    names = tuple(dict.fromkeys(step.name for step in parser.program if step.kind == "item"))
    return Formula(text, names, tuple(parser.program), tokens[:-1])


def is_item_name(name: str) -> bool:
    """Whether a data item may be called this: an identifier in any script (a, households, ก), not a function."""
    return name.isidentifier() and name not in FUNCTIONS


class _Rejected(Exception):
    """The formula cannot be read; carried to the one place that turns it into a value."""

    def __init__(self, code: str, token: Token, **terms: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, {"text": token.text, "column": token.column} | terms)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
            continue
        piece = _piece(text, at)
        yield _checked(piece)
        at += len(piece.text)
    yield Token("end", "", len(text) + 1)


def _piece(text: str, at: int) -> Token:
    end = at + 1
    if text[at] in "+-*/(),":
        return Token("sign", text[at], at + 1)
    if text[at] in "0123456789.":
        while end < len(text) and text[end] in "0123456789.":
            end += 1
        return Token("number", text[at:end], at + 1)
    if text[at].isidentifier():
        while end < len(text) and text[at : end + 1].isidentifier():
            end += 1
        return Token("name", text[at:end], at + 1)
    raise _Rejected("formula.unknown_sign", Token("unknown", text[at], at + 1))


def _checked(token: Token) -> Token:
    if token.kind != "number":
        return token
    whole, point, decimals = token.text.partition(".")
    if not whole or "." in decimals or (point and not decimals):
        raise _Rejected("formula.bad_number", token)
    if len(whole.lstrip("0")) + len(decimals) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise _Rejected("formula.long_number", token, digits=MOST_DIGITS, decimals=MOST_DECIMALS)
    return token


class _Parser:
    """Recursive descent over at most DEEPEST levels, writing the postfix program as it goes."""

    def __init__(self, tokens: tuple[Token, ...], known: Collection[str]) -> None:
        self.tokens = tokens
        self.known = known
        self.at = 0
        self.program: list[Instruction] = []

    def expression(self, depth: int) -> None:
        self._chain(depth, "+-", self._product)

    def expect_end(self) -> None:
        if self._next().kind != "end":
            code = "formula.unopened" if self._next().text == ")" else "formula.operator_expected"
            raise _Rejected(code, self._next())

    def _product(self, depth: int) -> None:
        self._chain(depth, "*/", self._factor)

    def _chain(self, depth: int, signs: str, operand: Callable[[int], None]) -> None:
        operand(depth)
        while self._next().kind == "sign" and self._next().text in signs:
            sign = self._take().text
            operand(depth)
            self.program.append(Instruction("operator", sign, operands=2))

    def _factor(self, depth: int) -> None:
        minuses = 0
        while self._next().kind == "sign" and self._next().text in "+-":
            minuses += self._take().text == "-"
        self._operand(depth)
        if minuses % 2:
            self.program.append(Instruction("negate", operands=1))

    def _operand(self, depth: int) -> None:
        token = self._take()
        if depth >= DEEPEST:
            raise _Rejected("formula.too_deep", token, deepest=DEEPEST)
        if token.kind == "number":
            self.program.append(Instruction("constant", constant=Fraction(Decimal(token.text))))
        elif token.kind == "name":
            self._named(token, depth)
        elif token.text == "(":
            self.expression(depth + 1)
            self._close(token)
        else:
            raise _Rejected("formula.ends_early" if token.kind == "end" else "formula.operand_expected", token)

    def _named(self, token: Token, depth: int) -> None:
        if token.text in FUNCTIONS:
            self._call(token, depth)
        elif token.text in self.known:
            self.program.append(Instruction("item", token.text))
        else:
            allowed = ", ".join([*sorted(self.known), *FUNCTIONS])
            raise _Rejected("formula.unknown_item", token, allowed=allowed)

    def _call(self, function: Token, depth: int) -> None:
        if self._next().text != "(":
            raise _Rejected("formula.call_without_parenthesis", function)
        opening = self._take()
        operands = 1
        self.expression(depth + 1)
        while self._next().text == ",":
            self._take()
            self.expression(depth + 1)
            operands += 1
        self._close(opening)
        if function.text == "abs" and operands != 1:
            raise _Rejected("formula.abs_takes_one", function)
        self.program.append(Instruction("function", function.text, operands=operands))

    def _close(self, opening: Token) -> None:
        if self._next().text != ")":
            raise _Rejected(
                "formula.unclosed" if self._next().kind == "end" else "formula.operator_expected", self._faulty(opening)
            )
        self._take()

    def _faulty(self, opening: Token) -> Token:
        return opening if self._next().kind == "end" else self._next()

    def _next(self) -> Token:
        return self.tokens[self.at]

    def _take(self) -> Token:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token
