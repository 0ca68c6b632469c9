"""What is typed of an order in its four steps: kept as typed, read as an order, what cannot be read told by place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext

from rabrong.agreements.queries.agreements import OF_PERSON
from rabrong.assignments.cascade.orders import METHODS, SHARED_BY, Order, Own, Place, Receivers, Way, stored
from rabrong.scoring.allocation import MOVINGS
from rabrong.thai.dates import typed_date
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.fields import ThaiDateField

Typed = dict[str, Any]
NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?")
BETWEEN = re.compile(r"[\s,;]+")
MOST_LETTERS = 200_000
"""As long as a pasted column may be: ten thousand lines."""
DEFAULT_WAY = {"method": "same", "by": "equal", "moving": "scaled", "weight": ""}


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read, where: `on`, `column`, a code of an indicator, or receiver and indicator."""

    step: str
    place: str
    words: str


def nothing_typed(today: date) -> Typed:
    """An order that somebody begins to write."""
    return {
        "codes": [],
        "kinds": [],
        "under": [],
        "below": "",
        "units": "",
        "people": [],
        "persons": "",
        "on": typed_date(today),
    }


def typed_again(order: Order, today: date) -> Typed:
    """An order of before as it would be typed, for today."""
    kept, receivers = stored(order), order.receivers
    hand: dict[str, dict[str, dict[str, str]]] = {}
    for (who, code), own in order.by_hand.items():
        texts = {"target": own.target, "weight": own.weight, "levels": " ".join(own.levels)}
        hand.setdefault(code, {})[who] = texts
    return {
        "codes": [way.code for way in order.ways],
        "kinds": list(receivers.kinds),
        "under": list(receivers.under),
        "below": "",
        "units": "\n".join(receivers.codes),
        "people": [],
        "persons": "\n".join(receivers.people),
        "on": typed_date(today),
        "ways": {
            way.code: {"method": way.method, "by": way.by, "moving": way.moving, "weight": way.weight}
            for way in order.ways
        },
        "column": "\n".join(f"{key}\t{value}" for key, value in kept["column"].items()),
        "source": order.source,
        "hand": hand,
    }


def with_what(typed: Typed, data: QueryDict) -> Typed:
    """Step 1: the indicators."""
    return {**typed, "codes": data.getlist("code")}


def with_whom(typed: Typed, data: QueryDict) -> Typed:
    """Step 2: the receivers and the day."""
    lists = {name: data.getlist(name) for name in ("kinds", "under", "people")}
    texts = {name: data.get(name, "")[:MOST_LETTERS] for name in ("below", "units", "persons", "on")}
    return {**typed, **lists, **texts}


def with_how(typed: Typed, data: QueryDict) -> Typed:
    """Step 3: the ways, the column and its source. What is not on the form stays."""
    ways = {
        code: {name: data.get(f"{name}-{code}", usual)[:40] for name, usual in DEFAULT_WAY.items()}
        for code in typed["codes"]
    }
    column, source = data.get("column", "")[:MOST_LETTERS], data.get("source", "")[:200]
    return {**typed, "ways": {**typed.get("ways", {}), **ways}, "column": column, "source": source}


def with_hand(typed: Typed, code: str, shown: Sequence[str], data: QueryDict) -> Typed:
    """The receivers that were shown, and the lines that were pasted: code, target, weight, levels."""
    kept = dict(typed.get("hand", {}).get(code, {}))
    for at, key in enumerate(shown):
        texts = {name: data.get(f"{name}-{at}", "").strip()[:200] for name in ("target", "weight", "levels")}
        kept.pop(key, None)
        if any(texts.values()):
            kept[key] = texts
    for line in data.get("lines", "")[:MOST_LETTERS].splitlines():
        key, *cells = [cell.strip() for cell in re.split(r"\t|;", line)] if re.search(r"\t|;", line) else line.split()
        if key:
            cells += ["", ""]
            kept[key] = {"target": cells[0][:40], "weight": cells[1][:40], "levels": " ".join(cells[2:]).strip()[:200]}
    return {**typed, "hand": {**typed.get("hand", {}), code: kept}}


def order_of(typed: Typed, points: int) -> tuple[Order, list[Fault]]:
    """The order, and what of it cannot be read. `points` is how many levels there are."""
    faults: list[Fault] = []
    ways = tuple(_way(code, typed.get("ways", {}).get(code, DEFAULT_WAY), faults) for code in typed["codes"])
    receivers = Receivers(
        kinds=tuple(typed["kinds"]),
        under=(*typed["under"], *_codes(typed["below"])),
        codes=tuple(_codes(typed["units"])),
        people=(*typed["people"], *(each.removeprefix(OF_PERSON) for each in _codes(typed["persons"]))),
    )
    order = Order(
        ways=ways,
        receivers=receivers,
        on=_day(typed["on"], faults),
        column=dict(_column(typed.get("column", ""), faults)),
        source=typed.get("source", ""),
        by_hand=dict(_by_hand(typed, points, faults)),
    )
    return order, faults


def way_words(way: Mapping[str, str]) -> Mapping[str, str]:
    """A way with the usual where nothing is chosen."""
    return {**DEFAULT_WAY, **way}


def _codes(text: str) -> list[str]:
    return [each for each in BETWEEN.split(text) if each]


def _way(code: str, texts: Mapping[str, str], faults: list[Fault]) -> Way:
    chosen = way_words(texts)
    method = next((each for each in METHODS if each == chosen["method"]), METHODS[0])
    by = next((each for each in SHARED_BY if each == chosen["by"]), SHARED_BY[0])
    moving = next((each for each in MOVINGS if each == chosen["moving"]), MOVINGS[0])
    weight = _read(chosen["weight"])
    if weight is None or (weight and Decimal(weight) <= 0):
        faults.append(Fault("how", code, gettext("น้ำหนักต้องเป็นตัวเลขที่มากกว่า 0 เช่น 7.5")))
    return Way(code, method, by, moving, weight or "")


def _read(text: str) -> str | None:
    """The number as digits; "" for nothing, None for what is no number."""
    plain = to_arabic_digits(text).strip().replace(",", "").replace("\N{MINUS SIGN}", "-").rstrip("%")
    return plain if not plain or NUMBER.fullmatch(plain) else None


def _day(text: str, faults: list[Fault]) -> date:
    try:
        found = ThaiDateField().clean(text)
    except ValidationError as error:
        faults.append(Fault("whom", "on", " ".join(error.messages)))
        return date.min
    return found if isinstance(found, date) else date.min


def _column(text: str, faults: list[Fault]) -> Iterator[tuple[str, Decimal]]:
    """A unit and its figure a line; a first line that is a heading is passed over."""
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        key, *rest = re.split(r"[\s;,]+", line.strip(), maxsplit=1)
        if not key:
            continue
        value = _read(rest[0].split("\t")[-1]) if rest else None
        terms = {"line": number, "text": line.strip()[:60]}
        if not value:
            if number > 1:
                words = gettext("บรรทัดที่ %(line)s “%(text)s” อ่านไม่ได้ ใส่รหัสหน่วยตามด้วยตัวเลข เช่น 11 450") % terms
                faults.append(Fault("how", "column", words))
        elif key in seen:
            words = gettext("บรรทัดที่ %(line)s “%(text)s” รหัสซ้ำกับบรรทัดก่อน เหลือไว้บรรทัดเดียว") % terms
            faults.append(Fault("how", "column", words))
        else:
            seen.add(key)
            yield key, Decimal(value)


def _by_hand(typed: Typed, points: int, faults: list[Fault]) -> Iterator[tuple[Place, Own]]:
    for code in typed["codes"]:
        for key, texts in typed.get("hand", {}).get(code, {}).items():
            target, weight = _read(texts["target"]), _read(texts["weight"])
            levels = [_read(each) for each in texts["levels"].split()]
            if target is None or weight is None or None in levels:
                words = gettext("%(key)s: %(text)s ไม่ใช่ตัวเลข") % {"key": key, "text": " ".join(texts.values()).strip()}
                faults.append(Fault("how", code, words))
            elif levels and len(levels) != points:
                words = gettext("%(key)s: ใส่เกณฑ์ให้ครบ %(points)s ระดับ") % {"key": key, "points": points}
                faults.append(Fault("how", code, words))
            elif weight and Decimal(weight) <= 0:
                words = gettext("%(key)s: น้ำหนัก %(text)s ต้องมากกว่า 0") % {"key": key, "text": weight}
                faults.append(Fault("how", code, words))
            else:
                yield (key, code), Own(target, weight, tuple(each for each in levels if each))
