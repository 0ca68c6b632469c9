"""Deeds to record, and a chain of them in the database."""

from datetime import UTC, datetime, timedelta

from rabrong.audit.actions import Deed, record
from rabrong.audit.models import Event

NOW = datetime(2012, 5, 15, 3, 0, tzinfo=UTC)
"""15 May 2555, ten in the morning in Bangkok."""
CHAIN = "cdd"


def submitted(number: int, *, unit: str = "1201", actor: str = "keeper-1201") -> Deed:
    """A number submitted for a month."""
    return Deed(
        verb="entries.submit",
        subject=f"entry 2555/4.3/{unit}/8",
        actor=actor,
        unit=unit,
        before={"ก": str(number - 1)},
        after={"ก": str(number)},
    )


def telephoned(number: str, *, person: str = "keeper-1201", actor: str = "psdg") -> Deed:
    """Somebody's telephone number changed by somebody."""
    return Deed(
        verb="person.change",
        subject=f"person {person}",
        actor=actor,
        unit="1201",
        private_before={"telephone": "02 141 6000"},
        private_after={"telephone": number},
    )


def record_some(count: int, *, chain: str = CHAIN) -> list[Event]:
    """So many deeds, a minute apart."""
    return [record(chain, submitted(at), now=NOW + timedelta(minutes=at)) for at in range(1, count + 1)]
