"""The desk of the wizard: a draft, what is typed in it, the order it makes; and what its steps show."""

from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import Item
from rabrong.agreements.views.agreements_asked import Asked
from rabrong.assignments.cascade.orders import Order
from rabrong.assignments.cascade.pages.preview import BY_WORDS, METHOD_WORDS, MOVING_WORDS, number_words, refused_rows
from rabrong.assignments.cascade.queries import choices_below, names_of, receivers_of
from rabrong.assignments.cascade.typed import Fault, Typed, order_of, way_words
from rabrong.assignments.models import CascadeDraft
from rabrong.org.models import UnitKind

STEPS = ("what", "whom", "how", "check")


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft on the desk: whose, what is typed, the order it makes and what of it cannot be read."""

    asked: Asked
    draft: CascadeDraft
    order: Order
    faults: tuple[Fault, ...]

    @property
    def typed(self) -> Typed:
        """As it was typed."""
        typed: Typed = self.draft.typed
        return typed

    @property
    def points(self) -> list[str]:
        """The points of the year's scale."""
        return [str(point) for point in self.asked.agreement.year.points]

    def items(self) -> list[Item]:
        """What the agreement says, in its order. One query."""
        items = Item.objects.filter(agreement=self.asked.agreement).select_related("indicator")
        return list(items.order_by("indicator__position", "pk"))


def desk_of(asked: Asked, draft: CascadeDraft) -> Desk:
    """A draft read as an order."""
    order, faults = order_of(draft.typed, len(asked.agreement.year.points))
    return Desk(asked, draft, order, tuple(faults))


def wizard_frame(desk: Desk, at: str) -> dict[str, object]:
    """What every step has around it."""
    words = (gettext("ตัวชี้วัด"), gettext("ผู้รับ"), gettext("วิธี"), gettext("ตรวจและถ่ายทอด"))
    return {
        **desk.asked.frame("below"),
        "draft": desk.draft,
        "typed": desk.typed,
        "here": at,
        "wizard": [(step, words[number], STEPS.index(at) > number) for number, step in enumerate(STEPS)],
    }


def _what(desk: Desk) -> dict[str, object]:
    chosen = set(desk.typed["codes"])
    rows = [
        (item.indicator, number_words("" if item.target is None else str(item.target)), item.indicator.code in chosen)
        for item in desk.items()
    ]
    return {"rows": rows}


def _whom(desk: Desk) -> dict[str, object]:
    typed, choices = desk.typed, choices_below(desk.asked.agreement, desk.asked.actor.today)
    faulty = any(fault.place == "on" for fault in desk.faults)
    receivers, unfit = ([], []) if faulty else receivers_of(desk.asked.agreement, desk.order)
    names = names_of(desk.asked.agreement, [each.key for each in unfit])
    return {
        "kinds": [(kind, UnitKind(kind).label, count, kind in typed["kinds"]) for kind, count in choices.kinds],
        "branches": [(unit, unit.code in typed["under"]) for unit in choices.branches],
        "people": [(person, person.code in typed["people"]) for person in choices.people],
        "count": len(receivers),
        "refused": refused_rows(unfit, names),
    }


def _how(desk: Desk) -> dict[str, object]:
    ways, hand = desk.typed.get("ways", {}), desk.typed.get("hand", {})
    rows = [
        {
            "indicator": item.indicator,
            "target": number_words("" if item.target is None else str(item.target)),
            "way": way_words(ways.get(item.indicator.code, {})),
            "by_hand": len(hand.get(item.indicator.code, {})),
            "faults": [fault.words for fault in desk.faults if fault.place == item.indicator.code],
        }
        for item in desk.items()
        if item.indicator.code in desk.typed["codes"]
    ]
    return {
        "rows": rows,
        "methods": list(METHOD_WORDS.items()),
        "bases": list(BY_WORDS.items()),
        "movings": list(MOVING_WORDS.items()),
        "figures": len(desk.order.column),
        "column_faults": [fault.words for fault in desk.faults if fault.place == "column"],
    }


PARTS = {"what": _what, "whom": _whom, "how": _how}
