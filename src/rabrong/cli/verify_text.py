"""What checking the audit record prints."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from rabrong.audit.breaks import Break
from rabrong.audit.heads import Head, PublicKeys
from rabrong.audit.verifying import Report
from rabrong.cli.verify_closings import print_closings
from rabrong.cli.verify_copy import BadHead, UnusableFileError, checked_copy, heads_elsewhere, sorted_out
from rabrong.cli.verify_words import WORDS
from rabrong.scoring.wording import Language
from rabrong.thai.dates import typed_date

BANGKOK = ZoneInfo("Asia/Bangkok")


def print_copy(file: Path, heads: Sequence[Head], keys: PublicKeys, language: Language) -> bool:
    """Check a copy and print what was found; whether it is whole. Raises UnusableFileError."""
    good, bad = sorted_out(heads, keys)
    checked = checked_copy(file, good)
    for each in checked:
        _print_report(each.report, each.lines, language)
    if heads_elsewhere(good, checked):
        click.echo(WORDS[language]["elsewhere"].format(count=heads_elsewhere(good, checked)))
    _print_bad_heads(bad, language)
    return not bad and all(each.report.is_whole for each in checked)


def print_database(data: Path | None, heads: Sequence[Head], keys: PublicKeys, language: Language) -> bool:
    """Check a database and print what was found; whether it is whole. Raises UnusableFileError."""
    from rabrong.cli import verify_database as database  # noqa: PLC0415  Django is slow to import

    with database.opened(data):
        known = {**database.own_keys(), **keys}
        if heads and not known:
            raise UnusableFileError("no_key_given")
        good, bad = sorted_out(heads, known)
        own, forged = database.own_heads(known)
        bad += [BadHead(head, "bad_signature") for head in forged]
        reports = database.stored_reports([*good, *own])
        unguarded = database.unguarded_tables()
        frozen = print_closings(language)
    for report in reports:
        _print_report(report, {}, language)
    _print_bad_heads(bad, language)
    for table in unguarded:
        click.echo(WORDS[language]["unguarded"].format(table=table))
    if not reports:
        click.echo(WORDS[language]["nothing"])
    return frozen and not bad and not unguarded and all(report.is_whole for report in reports)


def _print_report(report: Report, lines: Mapping[int, Sequence[int]], language: Language) -> None:
    words, header = WORDS[language], report.header
    if not report.is_whole:
        found = len(report.breaks) + report.more
        click.echo(words["broken"].format(chain=_plain(header.chain), breaks=found, count=report.count))
        for each in report.breaks:
            click.echo(_break_line(each, lines.get(each.number, ()), language))
    elif header.is_selection:
        click.echo(words["selection"].format(count=report.count))
    else:
        numbers = {"count": report.count, "first": header.first, "last": header.last}
        click.echo(words["whole"].format(chain=_plain(header.chain), **numbers))
    counted = {"more": report.more, "heads": report.heads, "outside": report.heads_outside, "erased": report.erased}
    for name, count in counted.items():
        if count and (report.is_whole or name in ("more", "outside")):
            click.echo(words[name].format(**{name: count}))


def _break_line(found: Break, lines: Sequence[int], language: Language) -> str:
    """ "  #57 บรรทัด 58 ถูกแก้ไขหลังบันทึก (entries.submit entry 2555/4.3/1201/8, 15/5/2555 10.00)" """
    words = WORDS[language]
    numbers = f"#{found.number}" if found.last == found.number else f"#{found.number}-#{found.last}"
    where = words["line"].format(lines=", ".join(map(str, lines))) if lines else ""
    return f"  {numbers}{where} {words[found.reason].format(field=_plain(found.field))}{_what(found)}"


def _what(found: Break) -> str:
    if found.at is None:
        return ""
    at = found.at.astimezone(BANGKOK)
    return f" ({_plain(found.verb)} {_plain(found.subject)}, {typed_date(at.date())} {at:%H.%M})"


def _plain(text: str) -> str:
    """A text of somebody else's file without what would move the cursor or colour the terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def _print_bad_heads(bad: Sequence[BadHead], language: Language) -> None:
    for each in bad:
        head = each.head
        said = WORDS[language][each.reason]
        named = {name: _plain(getattr(head, name)) for name in ("chain", "day", "key_id")}
        click.echo(said.format(number=head.number, **named))
