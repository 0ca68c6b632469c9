"""The audit record in a database, for the command line: opening it, checking it, copying it, signing its heads."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.module_loading import import_string
from django.utils.timezone import get_current_timezone, localdate

from rabrong.audit.heads import Head, PublicKeys, is_signed, keys_by_id, line_of, public_key_of, public_pem
from rabrong.audit.lines import Header, Row
from rabrong.audit.verifying import Report
from rabrong.cli.verify_copy import UnusableFileError

SETTINGS = "rabrong.config.settings"
GUARDED = (
    "audit_event",
    "audit_personalvalue",
    "audit_chainhead",
    "audit_sealedhead",
    "results_entry",
    "results_roundclosing",
    "results_snapshot",
    "results_reopening",
    "results_monthlock",
    "results_entryexception",
    "results_override",
    "results_overridestep",
)
DATABASE_OF_A_DEMO = "demo.sqlite3"
COMMAND_LINE = "cli"
"""Who did it, where nobody is signed in."""


@contextmanager
def opened(data: Path | None) -> Iterator[None]:
    """The database of the environment, or of a demo's folder. Raises UnusableFileError."""
    if data is not None:
        data = data.expanduser().resolve()
        if not (data / DATABASE_OF_A_DEMO).is_file():
            raise UnusableFileError("no_folder", data=data)
        os.environ |= {"RABRONG_DATA": str(data), "DJANGO_SETTINGS_MODULE": f"{SETTINGS}.demo"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{SETTINGS}.production")
    try:
        django.setup(set_prefix=False)
    except (ImproperlyConfigured, OSError) as error:
        raise UnusableFileError("bad_database", error=error) from error
    try:
        yield
    except DatabaseError as error:
        raise UnusableFileError("bad_database", error=error) from error


def own_keys() -> PublicKeys:
    """The public half of the key that signs here, if there is one."""
    return keys_by_id(public_key_of(settings.AUDIT_KEY)) if settings.AUDIT_KEY else {}


def own_public_key() -> str:
    """The same as a text to hand out. Raises UnusableFileError."""
    if not settings.AUDIT_KEY:
        raise UnusableFileError("heads.no_key")
    return public_pem(public_key_of(settings.AUDIT_KEY))


def own_heads(keys: PublicKeys) -> tuple[list[Head], list[Head]]:
    """The heads that the database itself keeps: usable ones, and those whose signature by a known key is wrong."""
    from rabrong.audit.queries import sealed_heads  # noqa: PLC0415  models need setup

    heads = sealed_heads()
    bad = [head for head in heads if head.key_id in keys and not is_signed(head, keys)]
    return [head for head in heads if head not in bad], bad


def stored_reports(heads: Sequence[Head]) -> list[Report]:
    """Every chain that the database holds or a head speaks of, checked."""
    from rabrong.audit.queries import chains, report_of  # noqa: PLC0415  models need setup

    return [report_of(chain, heads) for chain in sorted({*chains(), *(head.chain for head in heads)})]


def unguarded_tables() -> list[str]:
    """The tables which the database lets be changed."""
    from rabrong.audit.queries import tables_without_guard  # noqa: PLC0415  models need setup

    return tables_without_guard(GUARDED)


def copied_rows(chosen: Sequence[str], *, since: date | None, until: date | None) -> Iterator[Header | Row]:
    """What a copy holds: chains one after the other; both days are included, None is no limit.

    Raises UnusableFileError for a chain that does not exist.
    """
    from rabrong.audit.queries import chains  # noqa: PLC0415  models need setup

    there = chains()
    for chain in chosen or there:
        if chain not in there:
            raise UnusableFileError("no_chain", chain=chain, chains=", ".join(there))
        header = _header(chain, since, until)
        if header is not None:
            yield header
            yield from _rows(header)


def _header(chain: str, since: date | None, until: date | None) -> Header | None:
    """None where nothing lies between the days."""
    from rabrong.audit.queries import last_number, numbers_between  # noqa: PLC0415  models need setup

    exported_at = clock().astimezone(UTC).isoformat()
    if since is None and until is None:
        return Header(chain, 1, last_number(chain), is_whole=True, exported_at=exported_at)
    numbers = numbers_between(chain, _midnight(since), _midnight(until and until + timedelta(days=1)))
    return None if numbers is None else Header(chain, *numbers, is_whole=False, exported_at=exported_at)


def _rows(header: Header) -> Iterator[Row]:
    from rabrong.audit.queries import events_of, rows_of  # noqa: PLC0415  models need setup

    return rows_of(events_of(header.chain).filter(number__range=(header.first, header.last)))


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), get_current_timezone())


def clock() -> datetime:
    """The time of the installation: the real one, or the demo's."""
    now: datetime = import_string(settings.CLOCK)()
    return now


def newest_head_lines() -> list[str]:
    """The newest signed head of every chain, a line each."""
    from rabrong.audit.queries import newest_sealed_heads  # noqa: PLC0415  models need setup

    return [line_of(head) for head in newest_sealed_heads()]


def sign_heads() -> str:
    """Sign the heads of today; what kept them from the file outside, "" when nothing did. Raises UnusableFileError."""
    from rabrong.audit.actions import seal_heads  # noqa: PLC0415  models need setup
    from rabrong.audit.rules import Refusal  # noqa: PLC0415  models need setup

    now = clock()
    sealed = seal_heads(day=localdate(now), now=now)
    if isinstance(sealed, Refusal):
        raise UnusableFileError(sealed.code, **sealed.terms)
    return sealed.undelivered


def erase_values_of(person: str, reason: str) -> int:
    """Erase what is recorded beside the chain of a person; how many values. Raises UnusableFileError."""
    from rabrong.audit.actions import Deed, erase_personal_values  # noqa: PLC0415  models need setup
    from rabrong.audit.queries import personal_values_of  # noqa: PLC0415  models need setup
    from rabrong.audit.rules import Refusal  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup

    found = Person.objects.select_related("unit").filter(code=person).first()
    if found is None:
        raise UnusableFileError("no_person", person=person)
    deed = Deed(verb="audit.erase", subject=f"person {person}", actor=COMMAND_LINE, unit=found.unit.code)
    done = erase_personal_values(personal_values_of(person), deed, chain=found.unit.chain, reason=reason, now=clock())
    if isinstance(done, Refusal):
        raise UnusableFileError(done.code, **done.terms)
    return done.count
