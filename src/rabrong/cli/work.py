"""The commands behind the pages of an agency's server: the background worker, and preparing the database."""

import sys
from typing import NoReturn

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.scoring.wording import Language

CANNOT_START = 3


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and stop, for cron or a systemd timer.")
@LANGUAGE
def work(*, once: bool, language: Language) -> None:
    """Send mails and do daily duties (งานเบื้องหลัง); run one or more beside `rabrong serve`. Ctrl-C stops."""
    from rabrong.cli.working import CannotWorkError, work_in_production  # noqa: PLC0415  Django is slow to import

    try:
        work_in_production(once=once, language=language)
    except CannotWorkError as error:
        _give_up(str(error))


@click.command()
@LANGUAGE
def migrate(language: Language) -> None:
    """Make or renew the tables of the database (เตรียมฐานข้อมูล). Make a backup first."""
    from rabrong.cli.working import CannotWorkError, migrate_production  # noqa: PLC0415  Django is slow to import

    try:
        migrate_production(language=language)
    except CannotWorkError as error:
        _give_up(str(error))


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(CANNOT_START)
