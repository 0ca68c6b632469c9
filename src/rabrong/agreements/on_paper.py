"""A signed text as the agreement on paper says it, in Thai: made of the text itself, so that it says nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, override

from rabrong.agreements.wording.criteria import criteria_lines, five_levels
from rabrong.paper.agreement_text.clauses import usual_clauses
from rabrong.paper.agreement_text.content import AgreementPaper, Annex, FrameworkRow, IndicatorRow, Party
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import added, trimmed
from rabrong.thai.fiscal import buddhist_year, first_day, last_day
from rabrong.thai.months import LONG_THAI

Content = Mapping[str, Any]
TITLE = "คำรับรองการปฏิบัติราชการ"
DRAFT, COPY = "ร่าง", "สำเนา"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who signs as the paper names them, where and when; `place` and `day` may be empty."""

    maker: Party
    superior: Party
    place: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the text: the unit in full, the points of the scale, the aspects in their order, and the
    number of the amendment, 0 for the first text."""

    unit: str
    points: Sequence[str]
    aspects: Sequence[str]
    amendment: int = 0


def paper_of(content: Content, parties: Parties, around: Around, *, digest: str, mark: str = "") -> AgreementPaper:
    """The agreement as it is set."""
    year, round_ = int(content["year"]), str(content["from_round"])
    starts, ends = long_day(first_day(year)), long_day(last_day(year))
    with override("th"):
        annex = annex_of(content, around)
    return AgreementPaper(
        unit=around.unit,
        year=f"ประจำปีงบประมาณ พ.ศ. {year}" + (f" มีผลตั้งแต่รอบ {round_} เดือน" if around.amendment else ""),
        maker=parties.maker,
        superior=parties.superior,
        clauses=usual_clauses(parties.maker, parties.superior, starts=starts, ends=ends),
        annex=annex,
        digest=digest,
        title=f"{TITLE} (แก้ไขครั้งที่ {around.amendment})" if around.amendment else TITLE,
        place=parties.place,
        day=parties.day,
        mark=mark,
    )


def long_day(day: date) -> str:
    """1 ตุลาคม 2554."""
    return f"{day.day} {LONG_THAI[day.month - 1]} {buddhist_year(day.year)}"


def annex_of(content: Content, around: Around) -> Annex:
    """The framework, and the indicators below their aspects."""
    framework = tuple(_framework(content, around, ""))
    rows = tuple(_rows(content, around, ""))
    counted = [row for row in content["indicators"] if not _is_out(row, content)]
    total = added(Decimal(weight) for row in counted if (weight := _weight_at(row, content)) is not None)
    return Annex(framework, rows, trimmed(total), tuple(around.points))


def _framework(content: Content, around: Around, under: str, depth: int = 0) -> Iterator[FrameworkRow]:
    for aspect in _aspects_under(content, around, under):
        yield FrameworkRow(aspect["name"], _weights_text(aspect["weights"], content), depth)
        yield from _framework(content, around, aspect["code"], depth + 1)


def _aspects_under(content: Content, around: Around, under: str) -> list[Mapping[str, Any]]:
    order = {code: at for at, code in enumerate(around.aspects)}
    found = [row for row in content["framework"] if row["under"] == under]
    return sorted(found, key=lambda row: (order.get(row["code"], len(order)), natural(row["code"])))


def _rows(content: Content, around: Around, under: str, depth: int = 0) -> Iterator[FrameworkRow | IndicatorRow]:
    for aspect in _aspects_under(content, around, under):
        inside = list(_rows(content, around, aspect["code"], depth + 1))
        own = [row for row in content["indicators"] if row["aspect"] == aspect["code"]]
        if inside or own:
            yield FrameworkRow(aspect["name"], _weights_text(aspect["weights"], content), depth)
        yield from (_indicator(row, content, around) for row in in_order(own))
        yield from inside


def in_order(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Indicators by their codes as people count: 2 before 10."""
    return sorted(rows, key=lambda row: natural(str(row["code"])))


def natural(code: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that sorts numbers inside a code as numbers.

    >>> sorted(["10", "2", "1.10", "1.9"], key=natural)
    ['1.9', '1.10', '2', '10']
    """
    parts = [part for part in _DIGITS.split(code) if part]
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)


def _indicator(row: Mapping[str, Any], content: Content, around: Around) -> IndicatorRow:
    levels = five_levels(row["criteria"], around.points)
    criteria = () if levels is not None else criteria_lines(row["criteria"], around.points)
    if _is_out(row, content):
        levels, criteria = None, (gettext("ยกเลิกตัวชี้วัดตั้งแต่รอบ %(round)s เดือน") % {"round": row["cancelled"]},)
    return IndicatorRow(
        code=row["code"],
        name=_name(row),
        measure=row["measure"] or "-",
        weight="-" if _is_out(row, content) else _weights_text(row["weights"], content),
        target=row["target"] or "-",
        levels=levels or (),
        criteria=criteria,
    )


def _name(row: Mapping[str, Any]) -> str:
    if int(row["starts"]) == ROUNDS[0]:
        return str(row["name"])
    return f"{row['name']} ({gettext('เริ่มรอบ %(round)s เดือน') % {'round': row['starts']}})"


def _is_out(row: Mapping[str, Any], content: Content) -> bool:
    return row["cancelled"] is not None and int(row["cancelled"]) <= int(content["from_round"])


def _weight_at(row: Mapping[str, Any], content: Content) -> str | None:
    weights: Mapping[str, str] = row["weights"]
    return weights.get(str(content["from_round"]), next(iter(weights.values()), None))


def _weights_text(weights: Mapping[str, str], content: Content) -> str:
    """The weight from the text's round on; by rounds where later ones have another."""
    later = {round_: text for round_, text in weights.items() if int(round_) >= int(content["from_round"])}
    counted = later or weights
    if len(set(counted.values())) <= 1:
        return trimmed(Decimal(next(iter(counted.values()), "0")))
    words = gettext("รอบ %(round)s: %(weight)s")
    each = ({"round": round_, "weight": trimmed(Decimal(counted[round_]))} for round_ in sorted(counted, key=int))
    return ", ".join(words % terms for terms in each)
