"""What an agreement on paper says. Every value is text as it shall be read: days in B.E., numbers with their digits."""

from dataclasses import dataclass

from rabrong.thai.digits import ARABIC


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs. `acting` is the whole line below the position: "รักษาราชการแทน อธิบดี…", "" for the holder."""

    name: str
    position: str
    unit: str = ""
    acting: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A part of the framework with its weight; depth 0 is a dimension, 1 an aspect in it."""

    name: str
    weight: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator. `levels` holds one text per level; where there is no such table, `criteria` says it in lines."""

    code: str
    name: str
    measure: str
    weight: str
    target: str
    levels: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """What clause 3 speaks of. In `rows` a FrameworkRow heads the indicators that follow it."""

    framework: tuple[FrameworkRow, ...]
    rows: tuple[FrameworkRow | IndicatorRow, ...]
    total: str
    level_heads: tuple[str, ...] = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """A whole agreement. A clause of more lines has "\\n" between them; `place` and `day` may be "".

    `digest` is the canonical hash as hex, printed at the foot of every page; `mark` lies across it (ร่าง, สำเนา);
    `digits` are the ten digits of clause and page numbers.
    """

    unit: str
    year: str
    maker: Party
    superior: Party
    clauses: tuple[str, ...]
    annex: Annex
    digest: str
    title: str = "คำรับรองการปฏิบัติราชการ"
    place: str = ""
    day: str = ""
    mark: str = ""
    digits: str = ARABIC
