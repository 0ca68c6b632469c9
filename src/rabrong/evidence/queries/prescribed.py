"""Which documents the KPI Template prescribes for an indicator in a round."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rabrong.agreements.models import IndicatorVersion, Template, TemplateState
from rabrong.evidence.models.attachments import LONGEST_KEY


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A document that is asked for: its key, its number in the list, what it is, which level or step it proves."""

    key: str
    number: int
    text: str
    level: str = ""


def key_of(text: str, level: str = "") -> str:
    """The key of a document: the same in every version of the KPI Template that asks for it in the same words."""
    words = f"{' '.join(text.split())}\n{level}"
    return hashlib.sha256(words.encode()).hexdigest()[:LONGEST_KEY]


def prescribed_of(indicator: IndicatorVersion, round_: int) -> tuple[Prescribed, ...]:
    """What the newest published KPI Template that counts in a round asks for; where there is none, what the
    agreement's own list says. One query."""
    return prescribed_in((indicator,), round_)[indicator.pk]


def prescribed_in(indicators: Sequence[IndicatorVersion], round_: int) -> dict[int, tuple[Prescribed, ...]]:
    """The same for many: indicator version's id -> what it asks for. One query."""
    templates = Template.objects.filter(indicator__in=indicators, state=TemplateState.PUBLISHED)
    rows = templates.filter(from_round__lte=round_).order_by("number").values_list("indicator_id", "evidence")
    newest = dict(rows)
    return {
        each.pk: tuple(_numbered(_of_template(newest[each.pk]) if each.pk in newest else _of_agreement(each)))
        for each in indicators
    }


def prescribed_ever(indicator: IndicatorVersion) -> dict[str, Prescribed]:
    """Key -> what any published version asked for, in the words of the newest. One query."""
    templates = Template.objects.filter(indicator=indicator, state=TemplateState.PUBLISHED)
    lists = [_of_agreement(indicator)]
    lists += [_of_template(rows) for rows in templates.order_by("number").values_list("evidence", flat=True)]
    return {each.key: each for rows in lists for each in _numbered(rows)}


def _of_template(rows: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    return [(str(row["text"]), str(row.get("level", ""))) for row in rows]


def _of_agreement(indicator: IndicatorVersion) -> list[tuple[str, str]]:
    return [(str(text), "") for text in indicator.evidence]


def _numbered(rows: Iterable[tuple[str, str]]) -> Iterator[Prescribed]:
    """Once each: two lines that say the same ask for one document."""
    seen: set[str] = set()
    for text, level in rows:
        key = key_of(text, level)
        if text.strip() and key not in seen:
            seen.add(key)
            yield Prescribed(key, len(seen), text.strip(), level)
