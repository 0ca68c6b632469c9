"""The example file as the demo uses it: read, checked, and with what the demo changes in its own copy."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.from_data import data_of
from rabrong.agreement_file.reader import read_agreement
from rabrong.agreement_file.tree import parse

CANCELLED = "8"
CANCELLED_NOTE = "ตัวอย่าง: สมมติว่ายกเลิกตัวชี้วัดตั้งแต่รอบ 9 เดือน"
EXAMPLE = Path(str(files("rabrong.examples"))) / "cdd-2555.yaml"
DATA = Path(str(files("rabrong.demo"))) / "data"


@dataclass(frozen=True, slots=True)
class Written:
    """What the file says about an indicator, as text: criteria without results, data items, formula, adjustments."""

    criteria: object
    data: dict[str, dict[str, str]]
    formula: str
    adjustments: list[dict[str, str]]


def example() -> AgreementFile:
    """The example's agreement; indicator 8 is cancelled from round 9, which the file itself does not say."""
    file = read_agreement(EXAMPLE)
    agreement = file.agreement
    indicators = tuple(replace(each, cancelled=9) if each.code == CANCELLED else each for each in agreement.indicators)
    return replace(file, agreement=replace(agreement, indicators=indicators))


def written() -> dict[str, Written]:
    """Indicator code -> its text in the file."""
    top = data_of(parse(EXAMPLE.read_text(encoding="utf-8"), str(EXAMPLE)))
    assert isinstance(top, dict)  # the file was read before
    return {row["code"]: _written(row) for row in top["indicators"]}


def _written(row: dict[str, object]) -> Written:
    data, adjustments = row.get("data") or {}, row.get("adjust") or []
    assert isinstance(data, dict)
    assert isinstance(adjustments, list)
    return Written(without_results(row["criteria"]), data, str(row.get("formula") or ""), adjustments)


def without_results(data: object) -> object:
    """Criteria as they were agreed: the results some parts carry are taken out."""
    if isinstance(data, dict):
        return {key: without_results(value) for key, value in data.items() if key != "result"}
    return [without_results(each) for each in data] if isinstance(data, list) else data


@cache
def english() -> dict[tuple[str, str], str]:
    """(kind, code) -> English name."""
    with (DATA / "english.csv").open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["code"]): row["name_en"] for row in csv.DictReader(file)}


def regions() -> list[dict[str, str]]:
    """The rows of the membership table: province_code, inspection_region, valid_from_be, valid_to_be ..."""
    with (DATA / "inspection-regions-2555.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
