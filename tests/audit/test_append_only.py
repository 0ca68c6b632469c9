"""The database itself refuses to change what was recorded, on SQLite and on PostgreSQL."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models, transaction

from rabrong.audit.actions import record, seal_heads
from rabrong.audit.models import ChainHead, Event, PersonalValue, SealedHead
from rabrong.results.models import Entry
from tests.audit.keys import with_key
from tests.audit.sample import CHAIN, NOW, record_some, telephoned
from tests.nation import build_nation

pytestmark = pytest.mark.django_db
GUARDED = (Event, PersonalValue, ChainHead, SealedHead, Entry)


@pytest.fixture
def _rows() -> None:
    """A row in every guarded table."""
    record_some(2)
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    with with_key():
        seal_heads(day=NOW.date(), now=NOW)
    nation = build_nation()
    Entry.objects.create(
        unit=nation.units["1201"],
        indicator=nation.indicators["4.3"],
        cell="ก",
        month=8,
        version=1,
        value=Decimal(15),
        by=nation.people["1201"],
        at=NOW,
    )


def refused(sql: str) -> bool:
    """Whether the database refuses a statement and says why."""
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return True


def column_of(model: type[models.Model]) -> str:
    return {Event: "actor", PersonalValue: "value", ChainHead: "digest", SealedHead: "digest", Entry: "cell"}[model]


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("model", GUARDED)
def test_a_row_is_not_changed(model: type[models.Model]) -> None:
    table = model._meta.db_table
    assert refused(f"UPDATE {table} SET {column_of(model)} = 'x'")
    assert not model._default_manager.filter(**{column_of(model): "x"}).exists()


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("model", GUARDED)
def test_a_row_is_not_deleted(model: type[models.Model]) -> None:
    count = model._default_manager.count()
    assert count >= 1
    assert refused(f"DELETE FROM {model._meta.db_table}")
    assert model._default_manager.count() == count


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("model", [Event, SealedHead, Entry])
def test_a_row_is_not_replaced(model: type[models.Model]) -> None:
    if connection.vendor == "postgresql":  # has no such statement; there a table is emptied at once
        connection.check_constraints()  # else it says first that some are not checked yet
        assert refused(f"TRUNCATE {model._meta.db_table} CASCADE")
    else:
        assert refused(f"INSERT OR REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}")


@pytest.mark.usefixtures("_rows")
def test_a_chains_head_only_grows() -> None:
    ChainHead.objects.filter(chain=CHAIN).update(number=4, digest="0" * 64)
    assert refused(f"UPDATE audit_chainhead SET number = 2 WHERE chain = '{CHAIN}'")


@pytest.mark.usefixtures("_rows")
def test_a_personal_value_is_only_erased_with_its_salt() -> None:
    assert refused("UPDATE audit_personalvalue SET value = NULL, salt = '', whose = 'other'")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalValue.objects.update(value=None)
    PersonalValue.objects.update(value=None, salt="")
    assert set(PersonalValue.objects.values_list("value", "salt")) == {(None, "")}
    assert refused("UPDATE audit_personalvalue SET value = 'again', salt = 'x'")
