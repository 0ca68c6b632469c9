"""The scorecard and the explanations for people, in a terminal of 80 columns or more."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len
from rich.text import Text

from rabrong.agreement_file.document import AgreementFile
from rabrong.cli.as_json import result_data
from rabrong.cli.layout import COLOURS, SHAPES, band_step, bar, left, right, terminal, widest, wrapped
from rabrong.cli.words import WORDS, Words
from rabrong.scoring.assess import Assessment
from rabrong.scoring.claims import VERDICTS
from rabrong.scoring.exact import plain, round_half_up, trimmed
from rabrong.scoring.reasons import why
from rabrong.scoring.scorecard import AspectLine, ScoreLine
from rabrong.scoring.trace import Why
from rabrong.scoring.wording import Language, explain, shown

NARROWEST = 80
WIDEST = 110
CODE, WEIGHT, MIDDLE, BAND, BAR, SCORE = 7, 7, 33, 18, 10, 10
WIDEST_CODE = 16


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the columns are: as narrow as they look good, as wide as their longest text."""

    width: int
    code: int
    weight: int
    middle: int
    band: int
    score: int


def _columns(assessment: Assessment, terminal_width: int) -> _Columns:
    card, bands = assessment.scorecard, assessment.scale.bands
    code = min(WIDEST_CODE, max(CODE, widest(line.code for line in card.lines) + 1))
    weights = [line.weight for line in card.lines] + [line.weight for line in card.aspects]
    weight = max(WEIGHT, widest(_percent(weight) for weight in weights))
    numbers = [number for line in card.lines for number in (line.score, line.weighted)]
    numbers += [number for line in card.aspects for number in (line.within, line.share)]
    score = max(SCORE, widest(_digits(number) for number in numbers))
    fixed = code + weight + 2 + BAR + 2 * score + 1
    width = max(NARROWEST, min(WIDEST, terminal_width), fixed + MIDDLE)
    return _Columns(width, code, weight, width - fixed, max(BAND, widest(band.name for band in bands) + 4), score)


class _Page:
    """Prints one scorecard; knows its columns, its words and its scale."""

    def __init__(self, file: AgreementFile, assessment: Assessment, language: Language) -> None:
        self.console = terminal()
        self.words: Words = WORDS[language]
        self.language = language
        self.file = file
        self.assessment = assessment
        self.scale = assessment.scale
        self.bands = [band.name for band in self.scale.bands]
        self.columns = _columns(assessment, self.console.width)
        self.width = self.columns.width

    def head(self) -> None:
        words, agreement = self.words, self.assessment.agreement
        self.console.print(Text(f"{words.year} {agreement.year}", "bold"))
        superior = f" · {words.agreement_with}{self.file.superior_name}" if self.file.superior_name else ""
        round_ = words.round.format(round=self.assessment.round)
        self.console.print(f"{self.file.unit_name}{superior} · {round_}")
        for line in wrapped(self.file.note, self.width):
            if line:
                self.console.print(Text(line, "dim"))

    def table(self) -> None:
        self.console.print()
        words = self.words
        self._row((words.weight, words.result, words.score, words.weighted), "dim")
        below: dict[str, list[ScoreLine]] = {}
        for line in self.assessment.scorecard.lines:
            below.setdefault(line.aspect, []).append(line)
        for aspect in self.assessment.scorecard.aspects:
            self._aspect(aspect)
            for line in below.get(aspect.code, ()):
                self._indicator(line)
        self.console.print(Text("━" * self.width))

    def _aspect(self, aspect: AspectLine) -> None:
        self.console.print(Text("━" * self.width if aspect.depth == 0 else "─" * self.width, "dim"))
        weight, score = self.columns.weight, self.columns.score
        numbers = (
            right(_percent(aspect.weight), weight),
            *(right(_digits(n), score) for n in (aspect.within, aspect.share)),
        )
        room = self.width - weight - 2 * score - 2
        *above, last = self._lines("  " * aspect.depth, aspect.name, room)
        for line in above:
            self.console.print(Text(line, "bold"))
        self.console.print(Text(left(last, room) + " ".join(numbers), "bold"))

    def _lines(self, indent: str, text: str, room: int) -> Iterator[str]:
        """The lines of a text, the last of them with room for the numbers beside it."""
        line = ""
        for line in wrapped(text, room - len(indent)):
            yield indent + line
        if cell_len(indent + line) >= room:
            yield ""

    def _indicator(self, line: ScoreLine) -> None:
        indicator = self.assessment.results[line.code].indicator
        code, column = line.code, self.columns.code
        if cell_len(code) >= column:
            self.console.print(code)
            code = ""
        for name in wrapped(indicator.name, self.width - column):
            self.console.print(left(code, column) + name)
            code = ""
        weight = _percent(line.weight) or "-"
        self._row((weight, self._result(line), _digits(line.score), _digits(line.weighted)), "", line)

    def _row(self, cells: tuple[str, str, str, str], style: str, line: ScoreLine | None = None) -> None:
        weight, result, score, weighted = cells
        columns = self.columns
        before = " " * columns.code + right(weight, columns.weight) + "  "
        if cell_len(result) >= columns.middle:
            self.console.print(" " * cell_len(before) + result)
            result = ""
        text = Text(before + left(result, columns.middle), style)
        if line is not None:
            self._append_bar(text, line)
        else:
            text.append(" " * BAR)
        text.append(f"{right(score, columns.score)} {right(weighted, columns.score)}")
        self.console.print(text)

    def _append_bar(self, text: Text, line: ScoreLine) -> None:
        if line.exact_score is None:
            text.append(" " * BAR)
            return
        share = int(line.exact_score * 1000 / self.scale.last)
        text.append(bar(share, BAR), COLOURS[self._step(line.band)] if line.band else "")

    def _step(self, band: str | None) -> int:
        return band_step(self.bands.index(band), len(self.bands)) if band in self.bands else 0

    def _result(self, line: ScoreLine) -> str:
        if line.state != "counted":
            return self.words.states[line.state]
        result = self.assessment.results[line.code]
        band = f"{SHAPES[self._step(line.band)]} {line.band}" if line.band else ""
        return left(band, self.columns.band) + measured(result_data(result, self.scale), result.indicator.unit)

    def total(self) -> None:
        card, words = self.assessment.scorecard, self.words
        counted = words.counted.format(counted=trimmed(card.counted_weight), agreed=trimmed(card.agreed_weight))
        if card.total is None:
            missing = [line.code for line in card.lines if line.state == "missing"]
            self.console.print(Text(words.no_total.format(codes=", ".join(missing) or "-"), "bold"))
            self.console.print(counted)
            return
        text = Text()
        text.append(f"{words.total} {plain(card.total)} ", "bold")
        text.append(f"{words.of} {plain(round_half_up(self.scale.last, self.scale.places))} ")
        if card.band:
            text.append(f"{SHAPES[self._step(card.band)]} {card.band}", COLOURS[self._step(card.band)])
        text.append(f" · {counted}")
        self.console.print(text)


def measured(result: object, unit: str) -> str:
    """A result in its unit: "ร้อยละ 53.42", "4 ขั้นตอน"; steps with their value as "2 + 65"; nothing for parts."""
    if isinstance(result, dict):
        return " + ".join(shown(Decimal(value)) for value in result.values() if value is not None)
    if not isinstance(result, str):
        return ""
    number = result if result in VERDICTS else shown(Decimal(result))
    return f"{unit} {number}" if unit == "ร้อยละ" else f"{number} {unit}".strip()


def _percent(weight: Decimal | None) -> str:
    return "" if weight is None else f"{trimmed(weight)}%"


def _digits(value: Decimal | None) -> str:
    return "-" if value is None else plain(value).replace("-", "\u2212")


def print_scorecard(file: AgreementFile, assessment: Assessment, language: Language) -> None:
    """Weights, results, bands, scores, subtotals both ways, and the total with the weight counted."""
    page = _Page(file, assessment, language)
    page.head()
    page.table()
    page.total()


def print_why(assessment: Assessment, code: str, reason: Why, language: Language) -> None:
    """One number down to its sources, a step per line, deeper steps further in."""
    console = terminal()
    result = assessment.results.get(code)
    if result is not None:
        console.print(Text(f"{code} {result.indicator.name}", "bold"))
    for depth, sentence in explain(reason, language, assessment.scale.places):
        console.print("   " * depth + sentence)


def print_demo(file: AgreementFile, assessment: Assessment, language: Language) -> None:
    """The example's scorecard, one number explained, and what to try next."""
    print_scorecard(file, assessment, language)
    console = terminal()
    words = WORDS[language]
    reason = why(assessment, "4.3")
    console.print()
    if reason is not None:
        console.print(Text(f"4.3 {assessment.results['4.3'].indicator.name}", "bold"))
        for depth, sentence in explain(reason, language, assessment.scale.places):
            if depth < 4:
                console.print("   " * depth + sentence)
    console.print()
    console.print(Text(words.try_next, "bold"))
    for command, meaning in words.next_steps:
        place = command if command.startswith("docs") else f".venv/bin/{command}"
        console.print(f"  {left(place, 58)} {meaning}")
