"""Differences as the pages show them: what is new, gone or changed, each field before and after in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from rabrong.agreement_file.calendar_in import DAY
from rabrong.agreement_file.differences import Difference, FieldChange
from rabrong.agreement_file.problems import MOST_SHOWN, BadFileError
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.agreement_file.writing import Data
from rabrong.agreements.wording.years import FIELDS, INSIDE, VALUES
from rabrong.scoring.wording.sentences import Language
from rabrong.thai.fiscal import BE_OFFSET
from rabrong.ui.dates import day
from rabrong.ui.words import in_language, language

DAYS = ("on",)
CODED = ("code", "aspect", "under", "responsible", "unit")
"""Fields whose values are somebody's codes, and never a word of the format."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field before and after, in words; "" where there was or is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference with its tags: new, gone, renumbered, moved ..."""

    code: str
    earlier: str
    name: str
    kind: str
    tags: Sequence[str]
    changes: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """The differences of a part of the agreement."""

    part: str
    title: str
    rows: Sequence[DifferenceRow]


def difference_groups(found: Sequence[Difference]) -> list[DifferenceGroup]:
    """By part, in the order of the file; parts without differences are left out."""
    titles = {
        "rules": gettext("กติกาและช่วงคะแนน"),
        "aspect": gettext("กรอบการประเมิน"),
        "indicator": gettext("ตัวชี้วัด"),
        "day": gettext("ปฏิทิน"),
    }
    groups = [
        DifferenceGroup(part, title, [_row(each) for each in found if each.part == part])
        for part, title in titles.items()
    ]
    return [group for group in groups if group.rows]


def _row(found: Difference) -> DifferenceRow:
    changes = [_change(change) for change in found.changes if found.kind == "changed"]
    return DifferenceRow(found.code, found.earlier, in_language(found, "name"), found.kind, _tags(found), changes)


def _tags(found: Difference) -> list[str]:
    if found.kind == "added":
        return [gettext("เพิ่ม")]
    if found.kind == "dropped":
        return [gettext("เอาออก")]
    named = {
        "code": gettext("เปลี่ยนเลข"),
        "name": gettext("เปลี่ยนชื่อ"),
        "aspect": gettext("ย้ายประเด็น"),
        "under": gettext("ย้ายประเด็น"),
        "weight": gettext("น้ำหนัก"),
        "criteria": gettext("เกณฑ์"),
        "target": gettext("เป้าหมาย"),
    }
    return [word for field, word in named.items() if found.changed(field)]


def _change(change: FieldChange) -> ChangeRow:
    name = str(FIELDS.get(change.field, change.field))
    return ChangeRow(name, value_words(change.field, change.before), value_words(change.field, change.after))


def value_words(field: str, value: Data | None) -> str:
    """A value of the file in words."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(field, value)
    if isinstance(value, Mapping):
        pairs = [(key, value_words(key, each)) for key, each in value.items()]
        return " · ".join(f"{INSIDE.get(key) or FIELDS.get(key, key)} {words}" for key, words in pairs)
    separator = "; " if any(not isinstance(each, str) for each in value) else ", "
    return separator.join(value_words(field, each) for each in value)


def _text(field: str, text: str) -> str:
    if field in DAYS and DAY.fullmatch(text):
        return _day_words(text)
    return text if field in CODED else str(VALUES.get(text, text))


def _day_words(text: str) -> str:
    year, month, on = (int(piece) for piece in text.split("-"))
    return day(date(year - BE_OFFSET, month, on), language())


def problem_lines(error: BadFileError) -> list[str]:
    """Everything wrong with a file, each with its place; as many as anybody reads."""
    said: Language = "th" if language().startswith("th") else "en"
    problems = error.problems[:MOST_SHOWN]
    lines = [f"{place_of(each, said)}: {file_sentence(each, said)}".removeprefix(": ") for each in problems]
    rest = len(error.problems) - len(problems)
    return [*lines, gettext("และอีก %(count)s ข้อ") % {"count": rest}] if rest else lines
