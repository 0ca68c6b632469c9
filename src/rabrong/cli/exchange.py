"""The command that writes an agreement of a database as a rabrong/1 file."""

import sys
from pathlib import Path

import click

from rabrong.cli.commands import BAD_FILE, LANGUAGE
from rabrong.scoring.wording import Language

DATA = click.option(
    "--data", type=click.Path(path_type=Path), help="A demo's folder instead of the database of the environment."
)


@click.command()
@click.argument("year", type=int)
@click.argument("unit")
@click.option("--out", type=click.Path(path_type=Path), help="A file instead of the terminal.")
@DATA
@LANGUAGE
def export(year: int, unit: str, out: Path | None, data: Path | None, language: Language) -> None:
    """Write the agreement of a unit for a year (B.E.) as a rabrong/1 file (ส่งออกคำรับรอง)."""
    from rabrong.cli.exchange_database import NoAgreementError, exported  # noqa: PLC0415  Django is slow to import
    from rabrong.cli.verify_copy import UnusableFileError  # noqa: PLC0415  slow to import
    from rabrong.cli.verify_words import WORDS  # noqa: PLC0415  only where something is said

    try:
        text = exported(year, unit, data)
    except NoAgreementError:
        click.echo(NO_AGREEMENT[language].format(year=year, unit=unit), err=True)
        sys.exit(BAD_FILE)
    except UnusableFileError as error:
        click.echo(WORDS[language][error.key].format(**{"why": "", **error.terms}), err=True)
        sys.exit(BAD_FILE)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


NO_AGREEMENT: dict[Language, str] = {
    "th": "ไม่มีคำรับรองของหน่วย {unit} ปี {year} ตรวจรหัสหน่วยและปี พ.ศ.",
    "en": "unit {unit} has no agreement for {year}; check the unit's code and the Buddhist-era year",
}
