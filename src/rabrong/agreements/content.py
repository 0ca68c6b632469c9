"""What is signed (clause 3) as one canonical text: the framework, the indicators, weights, targets and criteria.

The text is JSON with sorted keys and every number written as it was agreed, so that the same agreement always gives
the same SHA-256, on paper, in the database and on another machine. Nothing of the KPI Template is in it, and nothing in
English: names are translated whenever somebody comes to it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from rabrong.agreements.models import Agreement, Aspect, Item
from rabrong.agreements.queries import criteria_of, items_of
from rabrong.scoring.agreement import Round
from rabrong.scoring.exact import plain

FORMAT = "rabrong/clause-3/1"


def signed_content(agreement: Agreement, round_: Round) -> str:
    """The canonical text of an agreement as it counts from a round on. Three queries."""
    aspects = list(Aspect.objects.filter(year_id=agreement.year_id).select_related("parent").order_by("code"))
    items = list(items_of([agreement.pk]).select_related("indicator__indicator", "indicator__aspect"))
    content = {
        "format": FORMAT,
        "year": agreement.year_id,
        "unit": agreement.unit.code,
        "person": agreement.person.code if agreement.person else "",
        "from_round": round_,
        "framework": [_aspect(aspect) for aspect in aspects],
        "indicators": _indicators(items, round_),
    }
    return canonical(content)


def without_english(data: object) -> object:
    """Criteria without their English names, which nobody negotiates or signs."""
    if isinstance(data, Mapping):
        return {key: without_english(each) for key, each in data.items() if not str(key).endswith("_en")}
    return [without_english(each) for each in data] if isinstance(data, list | tuple) else data


def canonical(content: object) -> str:
    """Sorted keys, no spaces, Thai as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The SHA-256 of a canonical text, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def _aspect(aspect: Aspect) -> dict[str, object]:
    return {
        "code": aspect.code,
        "name": aspect.name,
        "under": aspect.parent.code if aspect.parent else "",
        "weights": _weights(aspect.weights),
    }


def _weights(weights: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(weights.items()))


def _indicators(items: Iterable[Item], round_: Round) -> list[dict[str, object]]:
    rows = [
        {
            "key": item.indicator.indicator.key,
            "code": item.indicator.code,
            "name": item.indicator.name,
            "aspect": item.indicator.aspect.code,
            "measure": item.indicator.measure,
            "weights": _weights(item.weights),
            "target": "" if item.target is None else plain(item.target),
            "criteria": without_english(criteria_of(item.indicator, item, round_)),
            "starts": item.indicator.starts,
            "cancelled": item.indicator.cancelled,
        }
        for item in items
    ]
    return sorted(rows, key=lambda row: str(row["code"]))
