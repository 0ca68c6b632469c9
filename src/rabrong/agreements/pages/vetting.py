"""The vetting as it is shown: item by item what was agreed and what is to be signed, and what is in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from rabrong.agreements.models import Offer, Side
from rabrong.agreements.pages.criteria_table import criteria_rows
from rabrong.agreements.rules.criteria_editor import criterion_of_data
from rabrong.agreements.rules.vetting import PLACED, UNKNOWN, FieldCheck, ItemCheck, SumCheck, Vetting
from rabrong.agreements.wording.negotiation import PLACES, placing_words
from rabrong.charts import State
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare

SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field in both texts."""

    name: str
    agreed: tuple[str, ...]
    to_sign: tuple[str, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """An indicator with its verdict; `source` is the offer that counts."""

    code: str
    name: str
    glyph: State
    verdict: str
    source: str
    fields: tuple[FieldView, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class SumView:
    """Weights that should add up."""

    words: str
    glyph: State
    is_same: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What a page calls things: the scale, names of indicators and of aspects by code."""

    scale: Scale
    names: Mapping[str, str]
    aspects: Mapping[str, str]


def item_views(vetting: Vetting, agreed: Mapping[int, Offer], words: Words) -> list[ItemView]:
    """Every indicator, those that differ first."""
    by_code = {offer.indicator.code: offer for offer in agreed.values()}
    items = [replace(item, name=words.names.get(item.code, item.name)) for item in vetting.items]
    views = [_item(item, by_code.get(item.code), words) for item in items]
    return sorted(views, key=lambda view: (view.is_same, _in_order(view.code)))


def _in_order(code: str) -> list[tuple[int, str]]:
    """1.2 before 1.10 before 10, whatever else a code holds."""
    return [(int(part) if part.isdecimal() else 0, part) for part in code.split(".")]


def _item(item: ItemCheck, offer: Offer | None, words: Words) -> ItemView:
    verdicts = {
        "same": gettext("ตรงกันทุกช่อง"),
        "differs": gettext("ต่าง %(count)s ช่อง") % {"count": bare(sum(not field.is_same for field in item.fields))},
        "no_offer": gettext("ไม่มีข้อเสนอที่ตกลง"),
        "no_item": gettext("ตกลงแล้วแต่ไม่มีในคำรับรอง"),
    }
    is_same = item.state == "same"
    return ItemView(
        code=item.code,
        name=item.name,
        glyph="approved" if is_same else "finding",
        verdict=verdicts[item.state],
        source="" if offer is None else _source(offer),
        fields=tuple(_field(field, words) for field in item.fields),
        is_same=is_same,
    )


def _source(offer: Offer) -> str:
    terms = {"number": bare(offer.number), "side": str(Side(offer.side).label)}
    return gettext("ข้อเสนอที่ %(number)s · %(side)s") % terms


def _field(field: FieldCheck, words: Words) -> FieldView:
    name = str(PLACES[field.place])
    if field.round:
        name = gettext("%(name)s รอบ %(round)s") % {"name": name, "round": bare(field.round)}
    return FieldView(name, _said(field.agreed, field, words), _said(field.to_sign, field, words), field.is_same)


def _said(value: object, field: FieldCheck, words: Words) -> tuple[str, ...]:
    if field.place in PLACED:
        unknown = gettext("ข้อเสนอนี้ทำก่อนที่ระบบจะเก็บช่องนี้ เสนอและตกลงใหม่")
        named = words.aspects.get(str(value), value) if field.place == "aspect" else value
        return (unknown if value is UNKNOWN else placing_words(field.place, named),)
    if field.place != "criteria":
        return (str(value) or "-",)
    criterion = criterion_of_data(value, words.scale)
    if criterion is None:
        return (gettext("เกณฑ์ยังใช้ไม่ได้"),)
    return tuple(f"{row.head}: {row.text}" for row in criteria_rows(criterion, words.scale))


def sum_views(checks: Sequence[SumCheck], names: Mapping[str, str]) -> list[SumView]:
    """What adds up and what does not; what is the same in all rounds is one line."""
    sums = [replace(each, name=names.get(each.name, each.name)) for each in checks]
    lines: dict[tuple[str, str, str, bool], list[int]] = {}
    for each in sums:
        lines.setdefault((each.name, plain(each.declared), plain(each.sum), each.is_same), []).append(each.round)
    by_words = {(each.name, plain(each.declared), plain(each.sum), each.is_same): each for each in sums}
    return [_sum(by_words[key], rounds) for key, rounds in lines.items()]


def _sum(each: SumCheck, rounds: Sequence[int]) -> SumView:
    terms = {
        "name": each.name or gettext("ทั้งคำรับรอง"),
        "declared": at_most(each.declared, SHOWN_PLACES),
        "sum": at_most(each.sum, SHOWN_PLACES),
        "rounds": ", ".join(bare(round_) for round_ in sorted(rounds)),
    }
    if each.is_same:
        return SumView(gettext("%(name)s: น้ำหนักรวม %(sum)s (รอบ %(rounds)s)") % terms, "approved", is_same=True)
    words = gettext("%(name)s: ตัวชี้วัดรวม %(sum)s แต่กรอบกำหนด %(declared)s (รอบ %(rounds)s)") % terms
    return SumView(words, "finding", is_same=False)
