"""The commands of an authority of the department's own: off until a root is made and RABRONG_OWN_AUTHORITY names it."""

import sys
from pathlib import Path

import click

from rabrong.cli.commands import LANGUAGE
from rabrong.cli.verify import DATA, FILE, says_why
from rabrong.scoring.wording import Language

DONE, REFUSED = 0, 2


@click.group()
def authority() -> None:
    """The department's own certificates (ผู้ออกใบรับรองของหน่วยงาน): a root outside the database, signers, revocations."""


@authority.command()
@click.argument("folder", type=FILE)
@click.option("--name", required=True, help="How the root is called, such as the department's name.")
@click.option("--passphrase", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for; keep it apart.")
@LANGUAGE
@says_why
def new(folder: Path, name: str, passphrase: str, language: Language) -> None:
    """Make a root in FOLDER, once. Keep the folder outside the database and its backups."""
    from rabrong.cli.authority_work import make_root  # noqa: PLC0415  slow to import

    _end(make_root(folder, name, passphrase, language))


@authority.command()
@click.argument("person")
@click.option("--root-passphrase", prompt="Passphrase of the root", hide_input=True)
@click.option("--passphrase", prompt="Passphrase of the signer", hide_input=True, confirmation_prompt=True)
@DATA
@LANGUAGE
@says_why
def issue(person: str, *, root_passphrase: str, passphrase: str, data: Path | None, language: Language) -> None:
    """A certificate for PERSON, a sign-in name. The signer types the second passphrase, and nobody else knows it."""
    from rabrong.cli.authority_work import issue_to  # noqa: PLC0415  slow to import

    _end(issue_to(person, (root_passphrase, passphrase), data, language))


@authority.command()
@click.argument("serial")
@click.option("--reason", required=True, help="Kept in the audit record.")
@click.option("--root-passphrase", prompt="Passphrase of the root", hide_input=True)
@DATA
@LANGUAGE
@says_why
def revoke(serial: str, *, reason: str, root_passphrase: str, data: Path | None, language: Language) -> None:
    """Take the certificate with that SERIAL back, and sign the list of revoked ones."""
    from rabrong.cli.authority_work import revoke_serial  # noqa: PLC0415  slow to import

    _end(revoke_serial(serial, (root_passphrase, reason), data, language))


@authority.command("list")
@DATA
@LANGUAGE
@says_why
def list_(data: Path | None, language: Language) -> None:
    """Every certificate, and whether it still holds."""
    from rabrong.cli.authority_work import listed  # noqa: PLC0415  slow to import

    for line in listed(data, language):
        click.echo(line)


def _end(said: tuple[bool, str]) -> None:
    done, words = said
    click.echo(words, err=not done)
    sys.exit(DONE if done else REFUSED)
