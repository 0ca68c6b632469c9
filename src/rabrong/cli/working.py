"""Working in the background of an agency's server, and making its tables."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from rabrong.cli.serving_words import WORDS as SERVING_WORDS
from rabrong.cli.work_words import WORDS
from rabrong.scoring.wording import Language

if TYPE_CHECKING:
    from rabrong.notices.worker import Duty, Work

PRODUCTION = "rabrong.config.settings.production"
CHECKS = "rabrong.config.start.refuse_foreign_database"


class CannotWorkError(Exception):
    """What keeps the worker or the migration from starting, as a sentence for the person who starts it."""


def work_in_production(*, once: bool, language: Language) -> None:
    """Do what is due once, or until Ctrl-C. Raises CannotWorkError."""
    words = WORDS[language]
    waiting = _ready()
    if waiting:
        raise CannotWorkError(SERVING_WORDS[language]["migrate_first"].format(count=waiting))
    from rabrong.notices.worker import Work  # noqa: PLC0415  models need setup

    if not settings.MAIL_IS_SENT:
        click.echo(words["no_mail"], err=True)
    job = Work(extra=_duties())
    if once:
        _work_once(job, words)
        return
    _stop_on_signals(job.stop)
    click.echo(words["working"])
    job.until_stopped()
    click.echo(words["stopped"])


def _work_once(job: "Work", words: dict[str, str]) -> None:
    try:
        job.once()
        click.echo(words["done"].format(**_counts()))
    except DatabaseError as error:
        raise CannotWorkError(str(error)) from error


def migrate_production(*, language: Language) -> None:
    """Bring the tables up to date and make that of the cache. Raises CannotWorkError."""
    waiting = _ready()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise CannotWorkError(str(error)) from error
    click.echo(WORDS[language]["migrated"].format(count=waiting))


def _ready() -> int:
    """Set Django up on a database that is no demo's; how many migrations are not applied."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", PRODUCTION)
    try:
        django.setup(set_prefix=False)
        import_string(CHECKS)()
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (ImproperlyConfigured, DatabaseError) as error:
        raise CannotWorkError(str(error)) from error


def _stop_on_signals(stop: Callable[[], None]) -> None:
    def heard(number: int, frame: FrameType | None) -> None:
        stop()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, heard)


def _counts() -> dict[str, int]:
    from rabrong.notices.queries import mail_counts  # noqa: PLC0415  models need setup

    return mail_counts()


def _duties() -> "list[Duty]":
    from rabrong.cli.sealing import seal_and_mail_heads  # noqa: PLC0415  models need setup
    from rabrong.evidence.actions.scanning import scan_waiting  # noqa: PLC0415  models need setup
    from rabrong.monitoring.digests import mail_digests  # noqa: PLC0415  models need setup
    from rabrong.monitoring.finding.looking import find_in_open_years  # noqa: PLC0415  models need setup
    from rabrong.notices.worker import Duty  # noqa: PLC0415  models need setup

    return [
        Duty(lambda now: find_in_open_years(now=now), every=timedelta(minutes=1)),
        Duty(mail_digests, every=timedelta(minutes=10)),
        Duty(seal_and_mail_heads, every=timedelta(hours=1)),
        Duty(scan_waiting, every=timedelta(minutes=1)),
    ]
