"""The command that takes units, people, memberships and the country's provinces in."""

import sys
from pathlib import Path

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.scoring.wording import Language

BY = click.option("--by", required=True, metavar="NAME", help="Sign-in name of the administrator who does it.")
ON = click.option("--on", default="", metavar="DAY", help="From which day, such as 1/10/2554; today without it.")


@click.group(name="import")
def import_() -> None:
    """Take in units, people or region memberships from Excel or CSV; provinces and districts (นำเข้า)."""


def _sheet_command(kind: str, about: str) -> click.Command:
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @BY
    @ON
    @click.option("--apply", is_flag=True, help="Take it in; without it only what would happen is said.")
    @LANGUAGE
    def command(file: Path, by: str, on: str, *, apply: bool, language: Language) -> None:
        from rabrong.cli.organisation_import import Order, import_sheet  # noqa: PLC0415  Django is slow to import

        order = Order(by=by, on=on, language=language, is_applied=apply)
        _end(*import_sheet(kind, file, order))

    return click.command(name=kind, help=about)(command)


import_.add_command(_sheet_command("units", "Units from a sheet (หน่วยงาน)."))
import_.add_command(_sheet_command("people", "People and their roles from a sheet (บุคลากรและบทบาท)."))
import_.add_command(_sheet_command("regions", "Which province is in which inspection region (เขตตรวจราชการ)."))


@import_.command()
@click.option("--department", default="", metavar="CODE", help="The department; the administrator's own without it.")
@BY
@ON
@LANGUAGE
def provinces(department: str, by: str, on: str, *, language: Language) -> None:
    """The 76 provinces and 878 districts from geothai (จังหวัดและอำเภอ; DOPA, CC BY 4.0). Safe to repeat."""
    from rabrong.cli.organisation_import import Order, import_provinces  # noqa: PLC0415  Django is slow to import

    _end(*import_provinces(department, Order(by=by, on=on, language=language, is_applied=True)))


def _end(code: int, words: str) -> None:
    click.echo(words, err=code != 0)
    sys.exit(code)
