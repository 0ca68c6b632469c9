"""Reading one indicator: its criterion, data items and formula, its result, and what stands beside it."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from rabrong.agreement_file.claims_in import cell_claim, read_claim
from rabrong.agreement_file.criteria_in import ReadCriterion, read_criterion
from rabrong.agreement_file.document import FIRST_YEAR, OWNER_ROLES, Detail, ItemWords, Later, Owner
from rabrong.agreement_file.numbers import number_of, shortened
from rabrong.agreement_file.problems import listed_allowed
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields, Node, Text
from rabrong.agreement_file.weights_in import PER_ROUND_KEYS, read_weights
from rabrong.scoring.absence import MISSING, Absent, Fault
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import ROUNDS, Indicator, Round, Weights
from rabrong.scoring.assess import Reported
from rabrong.scoring.criteria import Bands, DirectScore, Levels, Steps
from rabrong.scoring.formula import Formula, is_item_name, parse_formula
from rabrong.scoring.rollup import OVER_MONTHS, OVER_UNITS, UNREPORTED, DataItem, Unreported
from rabrong.scoring.scale import Scale

INDICATOR_KEYS = (
    "code", "name", "aspect", "weight", "unit", "data", "formula", "unreported", "criteria", "owners", "starts",
    "cancelled", "result", "adjust", "baseline", "evidence", "note", "key", "name_en", "target", "responsible",
    "amended", "formulas",
)  # fmt: skip
DATA_KEYS = ("name", "name_en", "unit", "over_units", "over_months", "weighted_by")
YEAR = re.compile("[0-9]{4}")
MEASURED = (Levels, Bands, Steps, DirectScore)
LINES_KEPT = (
    "criteria",
    "owners",
    "baseline",
    "evidence",
    "adjust",
    "weight",
    "data",
    "formula",
    "starts",
    "cancelled",
)


class ReadIndicator(NamedTuple):
    """An indicator, what was reported for it in the file, and what stands beside it."""

    indicator: Indicator
    reported: Reported
    detail: Detail


class IndicatorReader:
    """Reads indicators against the scale, the framework and the year of their file."""

    def __init__(self, scale: Scale, year: int, aspects: Collection[str], own_unit: str, *, units_listed: bool) -> None:
        self.scale = scale
        self.year = year
        self.aspects = aspects
        self.own_unit = own_unit
        self.units_listed = units_listed

    def read(self, section: Section) -> ReadIndicator | None:
        """The indicator; None when it cannot be used, with everything wrong in it noted."""
        noted = len(section.problems)
        section.require("code", "name", "aspect", "weight", "criteria")
        aspect = section.reference("aspect", self.aspects)
        starts, cancelled = _round(section, "starts") or ROUNDS[0], _round(section, "cancelled")
        weights = _weights(section, starts, cancelled)
        read = self._criterion(section)
        data = _data(section, read)
        formula = _formula(section, data)
        reported = self._reported(section, data, read)
        detail = _detail(section, self.year, self._later(section, data))
        adjustments, unreported = _adjustments(section), self._unreported(section)
        code, name, unit = section.text("code"), section.text("name"), section.text("unit")
        if read is None or code is None or name is None or aspect is None or len(section.problems) > noted:
            return None
        indicator = Indicator(
            code=code,
            name=name,
            aspect=aspect,
            weights=weights,
            criterion=read.criterion,
            unit=unit or "",
            data=data,
            formula=formula,
            unreported=unreported,
            starts=starts,
            cancelled=cancelled,
            adjustments=adjustments,
        )
        return ReadIndicator(indicator, reported, detail)

    def _criterion(self, section: Section) -> ReadCriterion | None:
        if not section.has("criteria"):
            return None
        return read_criterion(section.nodes["criteria"], f"{section.where}.criteria", self.scale, section)

    def _later(self, section: Section, data: Mapping[str, DataItem]) -> Later:
        criteria = {
            round_: read.criterion
            for round_, node in _by_round(section, "amended")
            if (read := read_criterion(node, f"{section.where}.amended.{round_}", self.scale, section)) is not None
        }
        texts = [(round_, node.text) for round_, node in _by_round(section, "formulas") if isinstance(node, Text)]
        formulas = {round_: parse_formula(text, data) for round_, text in texts}
        for formula in formulas.values():
            if isinstance(formula, Fault):
                section.note_fault(formula, "formulas")
        return Later(criteria, {round_: each for round_, each in formulas.items() if isinstance(each, Formula)})

    def _unreported(self, section: Section) -> Unreported:
        unreported = section.choice("unreported", UNREPORTED) or "leave_out"
        if unreported != "leave_out" and not self.units_listed:
            section.note("unreported.needs_units", section.nodes["unreported"], "unreported")
        return unreported

    def _reported(self, section: Section, data: Mapping[str, DataItem], read: ReadCriterion | None) -> Reported:
        if data and isinstance(section.nodes.get("result"), Fields):
            return Reported(readings=self._data_values(section, data))
        return Reported(claim=read_claim(section, read, self.scale)) if read else Reported()

    def _data_values(
        self, section: Section, data: Mapping[str, DataItem]
    ) -> Mapping[str, Mapping[str, list[tuple[int, Decimal | Absent]]]]:
        inner = section.section("result", data)
        readings: dict[str, dict[str, list[tuple[int, Decimal | Absent]]]] = {}
        for code in data:
            text = inner.text(code) if inner else None
            claim = cell_claim(text or "", "number")
            if isinstance(claim, Fault) and inner:
                inner.note_fault(claim, code)
            elif isinstance(claim, Decimal | Absent) and claim is not MISSING:
                readings[code] = {self.own_unit: [(0, claim)]}
        return readings


def _weights(section: Section, starts: Round, cancelled: Round | None) -> Weights:
    noted = len(section.problems)
    weights = read_weights(section)
    counted = [round_ for round_ in ROUNDS if starts <= round_ and (cancelled is None or round_ < cancelled)]
    without = [str(round_) for round_ in counted if round_ not in weights]
    if without and section.has("weight") and len(section.problems) == noted:
        section.note("weight.round_missing", section.nodes["weight"], "weight", rounds=", ".join(without))
    return weights


def _by_round(section: Section, key: str) -> list[tuple[Round, Node]]:
    inner = section.section(key, PER_ROUND_KEYS)
    return [(round_, inner.nodes[str(round_)]) for round_ in ROUNDS if inner and str(round_) in inner.nodes]


def _round(section: Section, key: str) -> Round | None:
    chosen = section.choice(key, tuple(str(round_) for round_ in ROUNDS))
    return next((round_ for round_ in ROUNDS if str(round_) == chosen), None)


def _data(section: Section, read: ReadCriterion | None) -> dict[str, DataItem]:
    node = section.nodes.get("data")
    if node is None or not section.has("data"):
        return {}
    if not isinstance(node, Fields):
        section.note("type.fields", node, "data", allowed="a, b, ...")
        return {}
    if read is not None and not isinstance(read.criterion, MEASURED):
        section.note("data.not_for_kind", node, "data")
    codes = dict.fromkeys(key.text for key, _ in node.fields)
    items = {}
    for key, value in node.fields:
        if not is_item_name(key.text):
            section.note("data.bad_name", key, "data", name=shortened(key.text))
        inner = Section(value, f"{section.where}.data.{shortened(key.text)}", DATA_KEYS, section.problems)
        items[key.text] = _data_item(inner, key.text, codes)
    return items


def _data_item(inner: Section, code: str, codes: Collection[str]) -> DataItem:
    over_units = inner.choice("over_units", OVER_UNITS) or "sum"
    over_months = inner.choice("over_months", OVER_MONTHS) or "last"
    weighted_by = inner.reference("weighted_by", codes)
    if weighted_by == code:
        inner.note("data.weighs_itself", inner.nodes["weighted_by"], "weighted_by", name=code)
    if over_units == "weighted_mean":
        inner.require("weighted_by")
    for key in ("unit", "name_en"):
        inner.text(key)  # kept beside the agreement; noted here where it is no text
    return DataItem(code, inner.text("name") or code, over_units, over_months, weighted_by)


def _formula(section: Section, data: Mapping[str, DataItem]) -> Formula | None:
    text = section.text("formula")
    if text is not None and not section.has("data"):
        section.note("formula.no_data", section.nodes["formula"], "formula")
        return None
    if not section.has("formula"):
        if len(data) > 1:
            section.note("formula.required", section.nodes["data"], "formula", items=listed_allowed(data))
        text = next(iter(data)) if len(data) == 1 else None
    if text is None or not data or not all(is_item_name(code) for code in data):
        return None
    formula = parse_formula(text, data)
    if isinstance(formula, Fault):
        section.note_fault(formula, "formula")
        return None
    return formula


def _detail(section: Section, year: int, later: Later) -> Detail:
    return Detail(
        line=section.line,
        key=section.text("key") or "",
        name_en=section.text("name_en") or "",
        target=section.number("target"),
        responsible=section.text("responsible") or "",
        items=_item_words(section),
        later=later,
        owners=tuple(_owners(section)),
        baseline=_baseline(section, year),
        evidence=section.texts("evidence") if "evidence" in section.nodes else None,
        note=section.text("note") or "",
        lines={key: section.line_of(key) for key in LINES_KEPT if key in section.nodes},
    )


def _item_words(section: Section) -> dict[str, ItemWords]:
    node = section.nodes.get("data")
    if not isinstance(node, Fields):
        return {}
    inner = [(key.text, Section(value, "", DATA_KEYS, [])) for key, value in node.fields]
    return {code: ItemWords(each.text("unit") or "", each.text("name_en") or "") for code, each in inner}


def _owners(section: Section) -> list[Owner]:
    owners = []
    for inner in section.sections("owners", ("unit", "role", "share")):
        inner.require("unit")
        share = inner.number("share")
        if share is not None and not 0 <= share <= 100:
            inner.note("number.outside", inner.nodes["share"], "share", value=share, least="0", most="100")
        owners.append(Owner(inner.text("unit") or "", inner.choice("role", OWNER_ROLES) or "main", share, inner.line))
    return owners


def _baseline(section: Section, year: int) -> dict[int, Decimal]:
    node = section.nodes.get("baseline")
    if node is None or not section.has("baseline"):
        return {}
    if not isinstance(node, Fields):
        section.note("type.fields", node, "baseline", allowed="2552, 2553, 2554")
        return {}
    past = {}
    for key, value in node.fields:
        number = number_of(value.text) if isinstance(value, Text) else Fault("type.text")
        if not YEAR.fullmatch(key.text) or not FIRST_YEAR <= int(key.text) < year:
            section.note("baseline.year", key, "baseline", text=shortened(key.text), year=str(year))
        elif isinstance(number, Fault):
            section.note(number.code, value, "baseline", **number.terms)
        else:
            past[int(key.text)] = number
    return past


def _adjustments(section: Section) -> tuple[Adjustment, ...]:
    lines = []
    for inner in section.sections("adjust", ("points", "percent", "reason")):
        points, percent = inner.number("points"), inner.number("percent")
        if not inner.is_mapping:
            continue
        if inner.has("points") == inner.has("percent"):
            inner.note("adjust.one_of_two")
        elif points is not None:
            lines.append(Adjustment("points", points, inner.text("reason") or ""))
        elif percent is not None:
            lines.append(Adjustment("percent", percent, inner.text("reason") or ""))
    return tuple(lines)
