"""The commands that serve pages: the example department on this machine, and an agency's own server."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.scoring.wording import Language

CANNOT_START = 3
MOST_PORT = 65535
MOST_PROCESSES = 64
PORT = click.option(
    "--port", type=click.IntRange(0, MOST_PORT), default=8000, envvar="PORT", show_default=True, help="0: any free one."
)


@click.command()
@PORT
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("demo-data"),
    envvar="RABRONG_DATA",
    show_default=True,
    help="Folder for everything the demo keeps.",
)
@LANGUAGE
def demo(port: int, data: Path, language: Language) -> None:
    """Serve the example department on this machine only (ตัวอย่าง). Ctrl-C stops it."""
    from rabrong.cli.serving import CannotStartError, serve_demo  # noqa: PLC0415  Django is slow to import

    try:
        serve_demo(port=port, data=data, language=language)
    except CannotStartError as error:
        _give_up(str(error))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@PORT
@click.option(
    "--processes",
    type=click.IntRange(1, MOST_PROCESSES),
    default=1,
    envvar="RABRONG_PROCESSES",
    show_default=True,
    help="How many processes answer; more than one need PostgreSQL.",
)
@click.option("--behind-proxy", is_flag=True, help="Believe the X-Forwarded headers of a proxy on this machine.")
@LANGUAGE
def serve(host: str, port: int, processes: int, *, behind_proxy: bool, language: Language) -> None:
    """Serve an agency's own database (เซิร์ฟเวอร์ของหน่วยงาน); settings come from RABRONG_* in the environment."""
    from rabrong.cli.serving import CannotStartError, serve_production  # noqa: PLC0415  Django is slow to import

    try:
        serve_production(host=host, port=port, processes=processes, behind_proxy=behind_proxy, language=language)
    except CannotStartError as error:
        _give_up(str(error))


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(CANNOT_START)
