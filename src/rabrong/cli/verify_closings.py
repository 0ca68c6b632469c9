"""What checking the closed rounds prints: each recomputed from what was frozen, to the same digits or not."""

from typing import TYPE_CHECKING

import click

from rabrong.scoring.wording import Language

if TYPE_CHECKING:
    from rabrong.results.frozen.verifying import Fault, Verified

MOST_LISTED = 20
WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "same": "ปี {year} รอบ {round} เดือน ฉบับที่ {number}: คิดใหม่จากที่ตรึงไว้ได้เท่าเดิมทุกหลัก {count:,} หน่วย",
        "faults": "ปี {year} รอบ {round} เดือน ฉบับที่ {number}: ไม่ตรง {faults:,} แห่ง",
        "text": "  {whose}: ข้อความที่ตรึงไว้ถูกแก้ไข",
        "head": "  แฮชของทั้งรอบไม่ตรง: มีหน่วยถูกแก้ไข ถูกลบ หรือถูกแทรกเข้ามา",
        "digits": "  {whose}: คิดใหม่ได้ไม่เท่าเดิม ({part})",
        "more": "  และอีก {more:,} แห่ง",
    },
    "en": {
        "same": "{year} round {round} revision {number}: computed anew to the same digits, {count:,} units",
        "faults": "{year} round {round} revision {number}: {faults:,} differences",
        "text": "  {whose}: the frozen text was changed",
        "head": "  the hash of the whole round is another: a unit was changed, deleted or put in",
        "digits": "  {whose}: computes to other digits ({part})",
        "more": "  and {more:,} more",
    },
}


def print_closings(language: Language) -> bool:
    """Compute every closed round anew and print what was found; whether all give the same digits."""
    from rabrong.results.frozen.verifying import closings_verified  # noqa: PLC0415  models need setup

    are_same = True
    for found in closings_verified():
        _print(found, WORDS[language])
        are_same = are_same and not found.faults
    return are_same


def _print(found: "Verified", words: dict[str, str]) -> None:
    closing = found.closing
    named = {"year": closing.year_id, "round": closing.round, "number": closing.number}
    key = "faults" if found.faults else "same"
    click.echo(words[key].format(**named, count=found.count, faults=len(found.faults)))
    for each in found.faults[:MOST_LISTED]:
        click.echo(_line(each, words))
    if len(found.faults) > MOST_LISTED:
        click.echo(words["more"].format(more=len(found.faults) - MOST_LISTED))


def _line(fault: "Fault", words: dict[str, str]) -> str:
    return words[fault.kind].format(whose=fault.whose, part=fault.part)
