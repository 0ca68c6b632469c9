"""An amendment that both have signed comes into force: written into the agreement from its round on, scored anew."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rabrong.agreements.actions.agreements import Doer, note
from rabrong.agreements.content import signed_content, without_english
from rabrong.agreements.models import Agreement, Amendment, Aspect, Indicator, IndicatorVersion, Item, Revision
from rabrong.agreements.queries.agreements import round_of_text
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.agreements.rules.templates import first_day_of_round
from rabrong.org.actor import Actor
from rabrong.org.models import UnitKind

Rescore = Callable[[date, datetime], None]
"""Told the first day whose numbers are to be scored anew, and when."""

Follow = Callable[[Amendment, Actor, datetime], None]
"""Told which amendment has come into force, by whose signature and when: what stands below may have to follow."""

Row = Mapping[str, Any]


def nothing_follows(_amendment: Amendment, _by: Actor, _now: datetime) -> None:
    """Where nothing stands below."""


class NotAsSignedError(Exception):
    """What was written into the agreement is not what was signed: a broken promise of this code."""


def apply_amendment(amendment: Amendment, doer: Doer, rescore: Rescore) -> None:
    """Write the signed text into the agreement. Earlier rounds keep their weights and criteria."""
    revision = amendment.revision
    assert revision is not None  # its signing brought us here
    write_text(revision.agreement, revision)
    told = {"amendment": str(amendment.number), "round": str(revision.from_round), "sha256": revision.digest}
    note(doer, "amendment.apply", revision.agreement, {}, told)
    rescore(first_day_of_round(revision.agreement.year_id, revision.from_round), doer.now)


def write_text(agreement: Agreement, revision: Revision) -> None:
    """Make the agreement say what the text says. Raises NotAsSignedError, and leaves the transaction to be undone."""
    items = Item.objects.filter(agreement=agreement).select_related("indicator", "indicator__aspect")
    known = {item.indicator.code: item for item in items}
    for row in json.loads(revision.content)["indicators"]:
        item = known.get(row["code"])
        if item is None:
            _add(agreement, row)
        else:
            _change(item, row, revision)
    if signed_content(agreement, round_of_text(revision)) != revision.content:
        raise NotAsSignedError(f"{agreement} r{revision.number}")


def _change(item: Item, row: Row, revision: Revision) -> None:
    round_ = round_of_text(revision)
    if without_english(criteria_of(item.indicator, item, round_)) != row["criteria"]:
        item.amended = {**item.amended, str(round_): row["criteria"]}
    item.weights, item.target = row["weights"], _number(row["target"])
    item.save(update_fields=["amended", "weights", "target"])
    if revision.agreement.unit.kind == UnitKind.DEPARTMENT and revision.agreement.person_id is None:
        version = item.indicator
        version.name, version.measure, version.cancelled = row["name"], row["measure"], row["cancelled"]
        version.save(update_fields=["name", "measure", "cancelled"])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _add(agreement: Agreement, row: Row) -> None:
    """A new indicator of the year, counted from the round it starts in."""
    year = agreement.year_id
    last = IndicatorVersion.objects.filter(year_id=year).order_by("-position").first()
    key, _ = Indicator.objects.get_or_create(key=row["key"])
    version = IndicatorVersion.objects.create(
        indicator=key,
        year_id=year,
        code=row["code"],
        name=row["name"],
        aspect=Aspect.objects.get(year_id=year, code=row["aspect"]),
        position=1 if last is None else last.position + 1,
        measure=row["measure"],
        criteria=row["criteria"],
        starts=row["starts"],
    )
    Item.objects.create(agreement=agreement, indicator=version, weights=row["weights"], target=_number(row["target"]))
