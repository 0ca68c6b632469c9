"""Reading a rabrong/1 file into an agreement; everything wrong with it is found in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rabrong.agreement_file.bytes_in import text_of
from rabrong.agreement_file.document import KINDS, AgreementFile, Detail, ListedUnit
from rabrong.agreement_file.indicators_in import IndicatorReader, ReadIndicator
from rabrong.agreement_file.printed_in import read_printed
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Text, parse
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
FIRST_YEAR, LAST_YEAR = 2500, 2699
MOST_RESULT_PLACES = 10
TOP_KEYS = (
    "format", "year", "unit", "superior", "note", "scale", "bands", "framework", "indicators", "units", "printed",
)  # fmt: skip
SCALE_KEYS = ("points", "floor", "places", "total", "missing", "result_places")
UNIT_KEYS = ("code", "name", "kind")
ASPECT_KEYS = ("code", "name", "weight", "parts")
ALWAYS_LEFT_OUT: Mapping[Round, Missing] = {6: "leave_out", 9: "leave_out", 12: "leave_out"}


def read_agreement(path: Path) -> AgreementFile:
    """The agreement in a file. Raises BadFileError with everything that is wrong."""
    return agreement_of(text_of(path, most_megabytes=MOST_MEGABYTES), str(path))


def agreement_of(text: str, source: str) -> AgreementFile:
    """The agreement in a text. Raises BadFileError."""
    problems: list[Problem] = []
    top = Section(parse(text, source), "", TOP_KEYS, problems)
    if top.nodes:
        found = _Reader(top).read()
        if found is not None and not problems:
            return found
    raise BadFileError(source, problems or [Problem("yaml.empty", "", 1)])


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

    def read(self) -> AgreementFile | None:
        top = self.top
        top.require("format", "year", "unit", "scale", "framework", "indicators")
        top.choice("format", (FORMAT,))
        year = self._year()
        unit = self._party("unit", required=True)
        superior = self._party("superior", required=False)
        units = self._units()
        scale, missing = self._scale()
        framework = tuple(self._aspects(top.sections("framework", ASPECT_KEYS)))
        if scale is None:
            return None
        frame = _Frame(year or FIRST_YEAR, scale, missing, framework)
        indicators = self._indicators(frame, unit[0])
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
        )

    def _year(self) -> int | None:
        year = self.top.whole("year", 1, 9999)
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
            else:
                section = Section(node, f"units[{position}]", UNIT_KEYS, self.top.problems)
                section.require("code")
                code = section.text("code") or ""
                unit = ListedUnit(code, section.text("name") or code, section.choice("kind", KINDS) or "", node.line)
            if unit.code in listed:
                self.top.note("code.twice", node, "units", text=unit.code)
            listed[unit.code] = unit
        return tuple(listed.values())

    def _scale(self) -> tuple[Scale | None, Mapping[Round, Missing]]:
        section = self.top.section("scale", SCALE_KEYS)
        if section is None:
            return None, ALWAYS_LEFT_OUT
        section.require("points")
        points = section.numbers("points")
        bands = self._bands()
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
        bands = []
        for section in self.top.sections("bands", ("upto", "name")):
            section.require("name")
            bands.append(Band(section.number("upto"), section.text("name") or ""))
        fault = bands_fault(bands)
        if fault:
            self.top.note_fault(fault, "bands")
        return tuple(bands)

    def _aspects(self, sections: Sequence[Section]) -> list[Aspect]:
        aspects = []
        for section in sections:
            section.require("code")
            code = section.text("code") or ""
            if code:
                section.where = f"framework.{code}"
                if code in self.aspect_lines:
                    section.note("code.twice", section.nodes["code"], "code", text=code)
                self.aspect_lines[code] = section.line
            weights = read_weights(section, PER_ROUND_KEYS)
            parts = self._aspects(section.sections("parts", ASPECT_KEYS))
            aspects.append(Aspect(code, section.text("name") or code, weights, tuple(parts)))
        return aspects

    def _indicators(self, frame: _Frame, own_unit: str) -> list[ReadIndicator]:
        aspects = [aspect.code for _, aspect in aspects_of(frame.framework)]
        listed = bool(self.top.items("units"))
        reader = IndicatorReader(frame.scale, frame.year, tuple(aspects), own_unit, units_listed=listed)
        found: dict[str, ReadIndicator] = {}
        for section in reader.sections(self.top):
            read = reader.read(section)
            if read is None:
                continue
            if read.indicator.code in found:
                section.note("code.twice", section.nodes["code"], "code", text=read.indicator.code)
            found[read.indicator.code] = read
        if not self.top.items("indicators") and self.top.has("indicators"):
            self.top.note("list.empty", self.top.nodes["indicators"], "indicators")
        if not self.top.items("framework") and self.top.has("framework"):
            self.top.note("list.empty", self.top.nodes["framework"], "framework")
        return list(found.values())
