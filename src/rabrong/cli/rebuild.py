"""The command that computes all stored scores anew: whether they equal their entries, and repairing them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.cli.verify import BROKEN, DATA, says_why
from rabrong.scoring.wording import Language

if TYPE_CHECKING:
    from rabrong.results.scores.checking import Difference

MOST_LISTED = 50
WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "ok": "{year}: ผลรวม คะแนน และคะแนนรวมที่เก็บไว้ ตรงกับที่คิดใหม่จากตัวเลขที่รายงานทุกหลัก",
        "differs": "{year}: ไม่ตรงกับที่คิดใหม่จากตัวเลขที่รายงาน {count:,} แห่ง",
        "repaired": "{year}: แก้แล้ว {count:,} แห่ง",
        "nothing": "ไม่มีปีที่ยังไม่ปิดให้ตรวจ",
        "more": "  และอีก {count:,} แห่ง",
        "line": "  {kind} {whose} เดือนที่ {month}: เก็บไว้ {stored} คิดใหม่ {computed}",
        "tally": "ผลรวม",
        "score": "คะแนน",
        "total": "คะแนนรวม",
        "none": "ไม่มี",
    },
    "en": {
        "ok": "{year}: all stored sums, scores and totals equal those computed anew from the entries",
        "differs": "{year}: differs from what the entries give in {count:,} places",
        "repaired": "{year}: repaired in {count:,} places",
        "nothing": "There is no year that is not closed to check",
        "more": "  and {count:,} more",
        "line": "  {kind} {whose} month {month}: stored {stored}, computed {computed}",
        "tally": "sum",
        "score": "score",
        "total": "total",
        "none": "nothing",
    },
}


@click.command()
@click.option("--check", is_flag=True, help="Only compare, change nothing. Exit 1 where something differs.")
@DATA
@LANGUAGE
@says_why
def rebuild(*, check: bool, data: Path | None, language: Language) -> None:
    """Compute all sums, scores and totals of the years that are not closed anew from the entries (คิดคะแนนใหม่)."""
    from rabrong.cli.verify_database import clock, opened  # noqa: PLC0415  Django is slow to import

    with opened(data):
        from rabrong.results.scores.checking import differences_now, repaired, years_stored  # noqa: PLC0415  as above

        work = differences_now if check else repaired
        found = {year: work(year, clock()) for year in years_stored()}
    words = WORDS[language]
    if not found:
        click.echo(words["nothing"])
    for year, differences in found.items():
        _print(year, differences, words, "differs" if check else "repaired")
    sys.exit(BROKEN if check and any(found.values()) else 0)


def _print(year: int, differences: "list[Difference]", words: dict[str, str], said: str) -> None:
    if not differences:
        click.echo(words["ok"].format(year=year))
        return
    click.echo(words[said].format(year=year, count=len(differences)))
    for each in differences[:MOST_LISTED]:
        stored, computed = each.stored or words["none"], each.computed or words["none"]
        line = words["line"].format(
            kind=words[each.kind], whose=each.whose, month=each.month, stored=stored, computed=computed
        )
        click.echo(line)
    if len(differences) > MOST_LISTED:
        click.echo(words["more"].format(count=len(differences) - MOST_LISTED))
