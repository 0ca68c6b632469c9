"""The commands about people for whoever runs the server: the first administrator, and a code in an emergency."""

import sys

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.scoring.wording import Language

FIRST_ROLES = ("psdg", "executive", "working_group", "viewer")


@click.group()
def person() -> None:
    """Let the first people in (ผู้ใช้คนแรกของระบบ). Everybody else is taken in on the screen."""


@person.command()
@click.option("--code", required=True, help="The sign-in name: letters, digits, . _ -")
@click.option("--name", required=True, help="The person's name.")
@click.option("--position", default="ผู้ดูแลระบบ กพร.", show_default=True)
@click.option("--unit", default="department", show_default=True, help="The code of the unit.")
@click.option("--unit-name", default="", help="Founds the department of that name where there is none yet.")
@click.option("--role", type=click.Choice(FIRST_ROLES), default="psdg", show_default=True)
@click.option("--email", default="")
@LANGUAGE
def add(*, language: Language, **given: str) -> None:
    """Take a person in and print a one-time code: there are no default passwords."""
    from rabrong.cli.letting_in import add_person  # noqa: PLC0415  Django is slow to import

    _end(*add_person(given, language=language))


@person.command()
@click.argument("name")
@click.option("--clear-second-factor", is_flag=True, help="For a lost phone: second factors go when the code is used.")
@LANGUAGE
def code(name: str, *, clear_second_factor: bool, language: Language) -> None:
    """Print a one-time code for an account, in an emergency. It is recorded."""
    from rabrong.cli.letting_in import emergency_code  # noqa: PLC0415  Django is slow to import

    _end(*emergency_code(name, recover=clear_second_factor, language=language))


def _end(exit_code: int, words: str) -> None:
    click.echo(words, err=exit_code != 0)
    sys.exit(exit_code)
