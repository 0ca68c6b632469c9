"""Letting people in from the command line, on the database of the environment."""

import os
from collections.abc import Mapping

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from rabrong.cli.serving_words import WORDS as SERVING_WORDS
from rabrong.scoring.wording import Language

WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "code": (
            "รหัสใช้ครั้งเดียวของ {person} แสดงครั้งนี้ครั้งเดียว:\n\n    {code}\n\n"
            "เปิดหน้า /account/code/ พิมพ์ชื่อเข้าใช้กับรหัสนี้ แล้วตั้งรหัสผ่าน ใช้ได้ถึง {day}"
        ),
    },
    "en": {
        "code": (
            "The one-time code of {person}, shown only now:\n\n    {code}\n\n"
            "Open /account/code/, type the sign-in name and this code, and choose a password. Good until {day}."
        ),
    },
}

Said = tuple[int, str]
"""An exit code and what is said."""

CANNOT_START = 3


def add_person(given: Mapping[str, str], *, language: Language) -> Said:
    """Take the person in; the code, or why not."""
    problem = _problem(language)
    if problem:
        return CANNOT_START, problem
    from rabrong.accounts.actions.first import FirstPerson, take_in_first  # noqa: PLC0415  models need setup
    from rabrong.org.models import Role  # noqa: PLC0415  models need setup

    new = FirstPerson(**{**given, "role": Role(given["role"])})  # type: ignore[arg-type]  # the options are its fields
    return _said(take_in_first(new, now=timezone.now()), language)


def emergency_code(name: str, *, recover: bool, language: Language) -> Said:
    """A code for an account that is there, or why not."""
    problem = _problem(language)
    if problem:
        return CANNOT_START, problem
    from rabrong.accounts.actions.first import code_in_emergency  # noqa: PLC0415  models need setup
    from rabrong.accounts.models import Purpose  # noqa: PLC0415  models need setup

    purpose = Purpose.RECOVER if recover else None
    return _said(code_in_emergency(name, purpose=purpose, now=timezone.now()), language)


def _problem(language: Language) -> str:
    """Set Django up on a database that is no demo's and has its tables; what keeps it from that, "" for nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rabrong.config.settings.production")
    try:
        django.setup(set_prefix=False)
        import_string("rabrong.config.start.refuse_foreign_database")()
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (ImproperlyConfigured, DatabaseError) as error:
        return str(error)
    return SERVING_WORDS[language]["migrate_first"].format(count=waiting) if waiting else ""


def _said(answer: object, language: Language) -> Said:
    from rabrong.accounts.actions.codes import Given  # noqa: PLC0415  models need setup
    from rabrong.accounts.wording import refusal_words  # noqa: PLC0415  models need setup
    from rabrong.org.rules import Refusal  # noqa: PLC0415  models need setup
    from rabrong.ui.dates import day  # noqa: PLC0415  models need setup

    with translation.override(language):
        if isinstance(answer, Refusal):
            return 1, refusal_words(answer)
        assert isinstance(answer, Given)
        terms = {"person": answer.row.person.code, "code": answer.shown, "day": day(answer.row.expires, language)}
        return 0, WORDS[language]["code"].format(**terms)
