"""The commands of the audit record: check it, copy it, sign its heads, make the key that signs them."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.scoring.wording import Language

BROKEN, UNUSABLE = 1, 2
Given = ParamSpec("Given")

FILE = click.Path(path_type=Path)
DATA = click.option("--data", type=FILE, help="A demo's folder instead of the database of the environment.")


def says_why(command: Callable[Given, None]) -> Callable[Given, None]:
    """What cannot be used ends the command with a sentence and exit 2."""

    @wraps(command)
    def saying(*arguments: Given.args, **options: Given.kwargs) -> None:
        from rabrong.cli.verify_copy import UnusableFileError  # noqa: PLC0415  cryptography is slow to import

        try:
            command(*arguments, **options)
        except UnusableFileError as error:
            _give_up(error.key, error.terms, "en" if options.get("language") == "en" else "th")

    return saying


def _give_up(key: str, terms: dict[str, object], language: Language) -> None:
    click.echo(_said(language, key, **terms), err=True)
    sys.exit(UNUSABLE)


def _said(language: Language, key: str, **terms: object) -> str:
    from rabrong.cli.verify_words import WORDS  # noqa: PLC0415  only where something is said

    words = WORDS[language]
    return words[key].format(**{**terms, "why": words.get(str(terms.get("why")), "")})


@click.command()
@click.argument("agreement", type=FILE, required=False)
@click.option("--file", type=FILE, help="A copy made by audit-export, instead of a database.")
@click.option("--heads", type=FILE, help="Signed heads that were kept elsewhere.")
@click.option("--public-key", type=FILE, multiple=True, help="Key of the heads; may be repeated.")
@DATA
@LANGUAGE
@says_why
def verify(
    agreement: Path | None,
    *,
    file: Path | None,
    heads: Path | None,
    public_key: tuple[Path, ...],
    data: Path | None,
    language: Language,
) -> None:
    """Check the audit record (ตรวจบันทึกตรวจสอบ), or the PDF of an AGREEMENT (ตรวจคำรับรองที่ลงนาม): who signed it,
    and whether its annex still equals the database. Exit 1 if anything was changed, deleted, put in or moved."""
    if agreement is not None:
        from rabrong.cli.verify_agreement import print_agreement  # noqa: PLC0415  Django is slow to import

        sys.exit(0 if print_agreement(agreement, data, language) else BROKEN)
    from rabrong.cli.verify_copy import UnusableFileError, heads_in, known_keys  # noqa: PLC0415  slow to import
    from rabrong.cli.verify_text import print_copy, print_database  # noqa: PLC0415  slow to import

    keys = known_keys(public_key)
    kept = [] if heads is None else heads_in(heads)
    if kept and file is not None and not keys:
        raise UnusableFileError("no_key_given")
    is_whole = print_database(data, kept, keys, language) if file is None else print_copy(file, kept, keys, language)
    sys.exit(0 if is_whole else BROKEN)


@click.command("audit-export")
@click.option("--chain", "chosen", multiple=True, help="Only this chain; may be repeated.")
@click.option("--since", help="From this day on: 30/4/2555 or 2012-04-30.")
@click.option("--until", help="To this day, included.")
@click.option("--out", type=FILE, required=True, help="File to write; it must not exist yet.")
@click.option("--with-personal", is_flag=True, help="With personal values: no later erasure reaches them there.")
@DATA
@LANGUAGE
@says_why
def audit_export(  # noqa: PLR0913  one for each option
    chosen: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    out: Path,
    with_personal: bool,
    data: Path | None,
    language: Language,
) -> None:
    """Copy the audit record to a file of JSON lines (สำเนาบันทึกตรวจสอบ), which verify --file reads."""
    from rabrong.cli.verify_copy import day_of, write_copy  # noqa: PLC0415  slow to import
    from rabrong.cli.verify_database import copied_rows, opened  # noqa: PLC0415  Django is slow to import

    first, last = day_of(since), day_of(until)
    with opened(data):
        count = write_copy(out, copied_rows(chosen, since=first, until=last), keep_personal=with_personal)
    click.echo(_said(language, "exported", count=count, file=out))


@click.command()
@click.option("--sign", is_flag=True, help="Sign today's heads first, and append them to RABRONG_HEADS_FILE.")
@DATA
@LANGUAGE
@says_why
def heads(sign: bool, data: Path | None, language: Language) -> None:
    """Print the newest signed heads (หัวโซ่ที่ลงนาม), a line of JSON each, to be kept on another machine."""
    from rabrong.cli import verify_database as database  # noqa: PLC0415  Django is slow to import

    with database.opened(data):
        undelivered = database.sign_heads() if sign else ""
        for line in database.newest_head_lines():
            click.echo(line)
    if undelivered:
        _give_up("undelivered", {"error": undelivered}, language)


@click.command("audit-key")
@click.option("--new", type=FILE, help="Make a private key in this file.")
@DATA
@LANGUAGE
@says_why
def audit_key(new: Path | None, data: Path | None, language: Language) -> None:
    """Print the public key that checks signed heads (กุญแจสาธารณะ), or make a new private key."""
    from rabrong.cli import verify_database as database  # noqa: PLC0415  Django is slow to import
    from rabrong.cli.verify_copy import make_key  # noqa: PLC0415  cryptography is slow to import

    if new is not None:
        click.echo(make_key(new), nl=False)
        click.echo(_said(language, "key_made", file=new), err=True)
        return
    with database.opened(data):
        click.echo(database.own_public_key(), nl=False)


@click.command("audit-erase")
@click.argument("person")
@click.option("--reason", required=True, help="Kept for good in the record: a request's number, not what is erased.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@DATA
@LANGUAGE
@says_why
def audit_erase(person: str, reason: str, is_sure: bool, data: Path | None, language: Language) -> None:
    """Erase the personal values recorded of PERSON, a code (ลบข้อมูลส่วนบุคคล). The record stays whole."""
    from rabrong.cli import verify_database as database  # noqa: PLC0415  Django is slow to import

    if not is_sure:
        click.confirm(_said(language, "sure", person=person), abort=True, err=True)
    with database.opened(data):
        count = database.erase_values_of(person, reason)
    click.echo(_said(language, "erasure.done", count=count, person=person))
