"""Reading a rabrong/1 file into an agreement; everything wrong with it is found in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rabrong.agreement_file.bytes_in import text_of
from rabrong.agreement_file.calendar_in import read_calendar
from rabrong.agreement_file.document import (
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    AgreementFile,
    Detail,
    ListedUnit,
    YearBeside,
)
from rabrong.agreement_file.indicators_in import INDICATOR_KEYS, IndicatorReader, ReadIndicator
from rabrong.agreement_file.numbers import shortened
from rabrong.agreement_file.printed_in import read_printed
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields, Node, Text, parse
from rabrong.agreement_file.weights_in import PER_ROUND_KEYS, per_round_choice, read_weights
from rabrong.scoring.agreement import Agreement, Aspect, Round, aspects_of
from rabrong.scoring.scale import (
    FLOORS,
    MISSING_RULES,
    MOST_PLACES,
    TOTALS,
    Band,
    Missing,
    Scale,
    bands_fault,
    points_fault,
)

FORMAT = "rabrong/1"
MOST_MEGABYTES = 4
MOST_RESULT_PLACES = 10
MOST_YEAR = 10**15
MOST_DAYS = 366
STANDARD = Scale(tuple(Decimal(point) for point in (1, 2, 3, 4, 5)))
"""Stands in for a scale that cannot be read, so that the rest of the file can."""
JUDGED_ON_SCALE = {
    "levels.wrong_count",
    "bands.wrong_count",
    "steps.wrong_count",
    "mixed.wrong_count",
    "points.outside_scale",
    "score.outside_scale",
}
TOP_KEYS = (
    "format", "year", "unit", "person", "superior", "note", "scale", "bands", "framework", "indicators", "units",
    "printed", "appeal_days", "details_decided_by", "deadlines",
)  # fmt: skip
SCALE_KEYS = ("points", "floor", "places", "total", "missing", "result_places")
UNIT_KEYS = ("code", "name", "kind")
ASPECT_KEYS = ("code", "name", "name_en", "weight", "parts")
BAND_KEYS = ("upto", "name", "name_en")
ALWAYS_LEFT_OUT: Mapping[Round, Missing] = {6: "leave_out", 9: "leave_out", 12: "leave_out"}


def read_agreement(path: Path) -> AgreementFile:
    """The agreement in a file. Raises BadFileError with everything that is wrong."""
    return agreement_of(text_of(path, most_megabytes=MOST_MEGABYTES), str(path))


def agreement_of(text: str, source: str) -> AgreementFile:
    """The agreement in a text. Raises BadFileError."""
    return agreement_in(parse(text, source), source)


def agreement_in(root: Node, source: str) -> AgreementFile:
    """The agreement in a tree. Raises BadFileError."""
    problems: list[Problem] = []
    top = Section(root, "", TOP_KEYS, problems)
    if isinstance(root, Fields):
        found = _Reader(top).read()
        if not problems:
            return found
    raise BadFileError(source, problems)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every indicator is read against."""

    year: int
    scale: Scale
    missing: Mapping[Round, Missing]
    framework: tuple[Aspect, ...]


class _Reader:
    """Reads the top mapping; a part that cannot be read leaves its problems in `top.problems`."""

    def __init__(self, top: Section) -> None:
        self.top = top
        self.aspect_lines: dict[str, int] = {}
        self.aspects_en: dict[str, str] = {}
        self.bands_en: list[str] = []
        self.indicator_lines: dict[str, int] = {}
        self.key_lines: dict[str, int] = {}

    def read(self) -> AgreementFile:
        top = self.top
        top.require("format", "year", "unit", "scale", "framework", "indicators")
        top.choice("format", (FORMAT,))
        year = self._year()
        unit = self._party("unit", required=True)
        superior = self._party("superior", required=False)
        units = self._units()
        bands = self._bands()
        scale, missing = self._scale(bands)
        framework = tuple(self._aspects(self._filled("framework", ASPECT_KEYS)))
        frame = _Frame(year or LAST_YEAR, scale or STANDARD, missing, framework)
        indicators = self._indicators(frame, unit[0], units_listed=bool(units))
        if scale is None:
            top.problems[:] = [problem for problem in top.problems if problem.code not in JUDGED_ON_SCALE]
        return self._assembled(frame, unit, superior, units, indicators)

    def _assembled(
        self,
        frame: _Frame,
        unit: tuple[str, str],
        superior: tuple[str, str],
        units: tuple[ListedUnit, ...],
        indicators: Sequence[ReadIndicator],
    ) -> AgreementFile:
        agreement = Agreement(
            year=frame.year,
            unit=unit[0],
            scale=frame.scale,
            missing=frame.missing,
            framework=frame.framework,
            indicators=tuple(read.indicator for read in indicators),
            units={listed.code: listed.kind for listed in units},
        )
        details: dict[str, Detail] = {read.indicator.code: read.detail for read in indicators}
        return AgreementFile(
            agreement=agreement,
            unit_name=unit[1],
            superior_name=superior[1],
            note=self.top.text("note") or "",
            reported={read.indicator.code: read.reported for read in indicators},
            details=details,
            units=units,
            printed=read_printed(self.top),
            aspect_lines=self.aspect_lines,
            indicators_line=self.top.line_of("indicators"),
            bands_line=self.top.line_of("bands"),
            person=self.top.text("person") or "",
            superior=superior[0],
            beside=YearBeside(
                self.top.whole("appeal_days", 0, MOST_DAYS),
                self.top.text("details_decided_by") or "",
                read_calendar(self.top),
                tuple(self.bands_en),
                self.aspects_en,
            ),
        )

    def _year(self) -> int | None:
        year = self.top.whole("year", 0, MOST_YEAR)
        if year is None or FIRST_YEAR <= year <= LAST_YEAR:
            return year
        christian = FIRST_YEAR <= year + 543 <= LAST_YEAR
        code = "year.christian" if christian else "year.outside"
        terms = {"year": str(year), "buddhist": str(year + 543), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        self.top.note(code, self.top.nodes["year"], "year", **terms)
        return None

    def _party(self, key: str, *, required: bool) -> tuple[str, str]:
        section = self.top.section(key, ("code", "name"))
        if section is None:
            return "", ""
        if required:
            section.require("code")
        code = section.text("code") or ""
        return code, section.text("name") or code

    def _units(self) -> tuple[ListedUnit, ...]:
        listed: dict[str, ListedUnit] = {}
        for position, node in enumerate(self.top.items("units"), start=1):
            if isinstance(node, Text):
                unit = ListedUnit(node.text, node.text, "", node.line)
                if not node.text:
                    self.top.note("text.empty", node, "units")
            else:
                section = Section(node, f"units[{position}]", UNIT_KEYS, self.top.problems)
                section.require("code")
                code = section.text("code") or ""
                unit = ListedUnit(code, section.text("name") or code, section.choice("kind", KINDS) or "", node.line)
            if unit.code and unit.code in listed:
                self.top.note("code.twice", node, "units", text=shortened(unit.code))
            listed[unit.code] = unit
        return tuple(listed.values())

    def _scale(self, bands: tuple[Band, ...]) -> tuple[Scale | None, Mapping[Round, Missing]]:
        section = self.top.section("scale", SCALE_KEYS)
        if section is None:
            return None, ALWAYS_LEFT_OUT
        section.require("points")
        points = section.numbers("points")
        missing = per_round_choice(section, "missing", MISSING_RULES, "leave_out")
        floor = section.choice("floor", FLOORS) or "first"
        total = section.choice("total", TOTALS) or "unrounded"
        places = section.whole("places", 0, MOST_PLACES)
        result_places = section.whole("result_places", 0, MOST_RESULT_PLACES)
        if points is None:
            return None, missing
        fault = points_fault(points)
        if fault:
            section.note_fault(fault, "points")
            return None, missing
        shown = 4 if places is None else places
        scale = Scale(points, floor, shown, total, missing[12], result_places, bands)
        return scale, missing

    def _bands(self) -> tuple[Band, ...]:
        bands, noted = [], len(self.top.problems)
        for section in self.top.sections("bands", BAND_KEYS):
            section.require("name")
            self.bands_en.append(section.text("name_en") or "")
            bands.append(Band(section.number("upto"), section.text("name") or ""))
        fault = bands_fault(bands)
        if fault and len(self.top.problems) == noted:
            self.top.note_fault(fault, "bands")
        return tuple(bands)

    def _filled(self, key: str, allowed: Sequence[str]) -> list[Section]:
        noted = len(self.top.problems)
        sections = self.top.sections(key, allowed)
        if not sections and self.top.has(key) and len(self.top.problems) == noted:
            self.top.note("list.empty", self.top.nodes[key], key)
        return sections

    def _aspects(self, sections: Sequence[Section]) -> list[Aspect]:
        aspects = []
        for section in sections:
            section.require("code")
            code = section.text("code") or ""
            if code:
                section.where = f"framework.{shortened(code)}"
                if code in self.aspect_lines:
                    section.note("code.twice", section.nodes["code"], "code", text=shortened(code))
                self.aspect_lines[code] = section.line
            weights, name_en = read_weights(section, PER_ROUND_KEYS), section.text("name_en")
            if name_en:
                self.aspects_en[code] = name_en
            parts = self._aspects(section.sections("parts", ASPECT_KEYS))
            aspects.append(Aspect(code, section.text("name") or code, weights, tuple(parts)))
        return aspects

    def _indicators(self, frame: _Frame, own_unit: str, *, units_listed: bool) -> list[ReadIndicator]:
        aspects = dict.fromkeys(aspect.code for _, aspect in aspects_of(frame.framework) if aspect.code)
        reader = IndicatorReader(frame.scale, frame.year, aspects, own_unit, units_listed=units_listed)
        sections = self._filled("indicators", INDICATOR_KEYS)
        for section in sections:
            self._name_by_code(section)
            self._note_same_key(section)
        read = [reader.read(section) for section in sections]
        return [indicator for indicator in read if indicator is not None]

    def _name_by_code(self, section: Section) -> None:
        node = section.nodes.get("code")
        if not isinstance(node, Text) or not node.text:
            return
        section.where = f"indicators.{shortened(node.text)}"
        if node.text in self.indicator_lines:
            section.note("code.twice", node, "code", text=shortened(node.text))
        self.indicator_lines[node.text] = node.line

    def _note_same_key(self, section: Section) -> None:
        """A key names one indicator across years: a second one of it would be taken for the first."""
        node = section.nodes.get("key")
        if not isinstance(node, Text) or not node.text:
            return
        if node.text in self.key_lines:
            section.note("key.twice", node, "key", text=shortened(node.text), first=self.key_lines[node.text])
        self.key_lines.setdefault(node.text, node.line)
