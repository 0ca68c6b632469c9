"""What is history is refused by the database itself, on SQLite and PostgreSQL: changed, deleted or emptied."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction

from rabrong.agreements.models import Year
from rabrong.audit.queries import tables_without_guard
from rabrong.results.models import (
    CountingRule,
    Entry,
    EntryException,
    MonthLock,
    Override,
    OverrideStep,
    Reopening,
    ReportMove,
    RoundClosing,
    Snapshot,
    Trajectory,
)
from tests.nation import NOW, YEAR, Nation, build_nation

pytestmark = pytest.mark.django_db
HISTORY: tuple[type[models.Model], ...] = (
    CountingRule,
    Entry,
    EntryException,
    MonthLock,
    Override,
    OverrideStep,
    Reopening,
    ReportMove,
    RoundClosing,
    Snapshot,
    Trajectory,
)


def test_every_table_of_history_has_its_guard() -> None:
    assert tables_without_guard([model._meta.db_table for model in HISTORY]) == []


def lock(nation: Nation) -> models.Model:
    return MonthLock.objects.create(
        year=Year.objects.get(pk=YEAR), month=8, is_locked=True, reason="ตรวจ", by=nation.people["psdg"], at=NOW
    )


def exception(nation: Nation) -> models.Model:
    return EntryException.objects.create(
        unit=nation.units["1201"], year_id=YEAR, month=8, until=NOW, reason="น้ำท่วม", by=nation.people["psdg"], at=NOW
    )


def override(nation: Nation) -> Override:
    return Override.objects.create(
        unit=nation.units["12"],
        indicator=nation.indicators["4.3"],
        month=7,
        word="N/A",
        reason="มติ",
        by=nation.people["psdg"],
        at=NOW,
    )


def step(nation: Nation) -> models.Model:
    return OverrideStep.objects.create(override=override(nation), kind="approved", by=nation.people["1201"], at=NOW)


def closing(nation: Nation) -> RoundClosing:
    return RoundClosing.objects.create(
        year_id=YEAR, round=6, number=1, rules="{}", digest="x", by=nation.people["psdg"], at=NOW
    )


def reopening(nation: Nation) -> models.Model:
    return Reopening.objects.create(closing=closing(nation), reason="สตง.", by=nation.people["psdg"], at=NOW)


def trajectory(nation: Nation) -> models.Model:
    return Trajectory.objects.create(
        unit=nation.units["12"],
        indicator=nation.indicators["4.3"],
        version=1,
        months=["80"] * 12,
        by=nation.people["psdg"],
        at=NOW,
    )


@pytest.mark.parametrize("made", [lock, exception, override, step, closing, reopening, trajectory])
def test_history_is_neither_changed_nor_deleted(made: Callable[[Nation], models.Model]) -> None:
    row = made(build_nation())
    connection.check_constraints()  # PostgreSQL empties no table with something left to check
    table = type(row)._meta.db_table
    statements = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}"]
    if connection.vendor == "postgresql":
        statements.append(f"TRUNCATE {table} CASCADE")
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert type(row)._default_manager.filter(pk=row.pk).exists()
