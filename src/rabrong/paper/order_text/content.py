"""What an order on paper says. Every value is text as it shall be read; its digits become Thai ones when it is set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed. `acting` is the whole line below the position: "รักษาราชการแทน อธิบดี…", "" for the holder."""

    name: str
    position: str
    acting: str = ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """Somebody who is appointed: to what, over which units, areas or indicators, on which days; "" where it is none."""

    name: str
    position: str
    part: str
    objects: tuple[str, ...] = ()
    days: str = ""


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """A whole order. `objects` heads the column of units or indicators, "" where there is none; `mark` lies across
    every page of a draft (ร่าง)."""

    unit: str
    number: str
    title: str
    paragraphs: tuple[str, ...]
    dated: str
    dated_in_annex: str
    signer: Signer
    objects: str
    rows: tuple[AnnexRow, ...]
    mark: str = ""
