"""The live channel over HTTP: who may follow what, the stream, and asking again with an ETag."""

import asyncio
from collections.abc import AsyncGenerator
from decimal import Decimal
from typing import cast
from urllib.parse import urlencode

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from rabrong.agreements.models import Agreement
from rabrong.notices.live import HUB, RECONNECT_LINE
from rabrong.results.models import Total
from tests.nation import NOW, Nation, build_nation

pytestmark = pytest.mark.django_db
DEPARTMENT, PROVINCE, BUREAU = "2555/unit/cdd", "2555/unit/12", "2555/unit/กผ"


def signed_in(nation: Nation) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(nation.people["psdg"])
    return client


def store_total(agreement: Agreement, version: int) -> None:
    Total.objects.update_or_create(
        agreement=agreement,
        month=8,
        defaults={"exact": None, "shown": Decimal("3.6700"), "version": version, "at": NOW},
    )


@pytest.mark.parametrize("kind", ["", "state/"])
def test_nobody_follows_anything_without_signing_in(kind: str) -> None:
    build_nation()
    assert Client(SERVER_NAME="localhost").get(f"/live/{kind}?topic={DEPARTMENT}").status_code == 403


@pytest.mark.parametrize("kind", ["", "state/"])
@pytest.mark.parametrize(
    "topics",
    [
        (),
        ("nonsense",),
        ("2555/unit/99",),
        ("2555/unit/cdd/x",),
        (DEPARTMENT, "2555/unit/99"),
        tuple(f"2555/unit/{n}" for n in range(9)),
    ],
)
def test_only_topics_that_exist_and_not_too_many(kind: str, topics: tuple[str, ...]) -> None:
    client = signed_in(build_nation())
    assert client.get(f"/live/{kind}?{urlencode([('topic', t) for t in topics])}").status_code == 403


def test_only_reading_is_allowed() -> None:
    client = signed_in(build_nation())
    assert client.post(f"/live/?topic={DEPARTMENT}").status_code == 405


def test_the_stream_is_one_of_events_that_nothing_keeps() -> None:
    client = signed_in(build_nation())
    response = cast("StreamingHttpResponse", client.get(f"/live/?topic={DEPARTMENT}"))
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"

    async def first_two() -> list[bytes]:
        lines = cast("AsyncGenerator[bytes, None]", response.streaming_content)
        hello = await anext(lines)
        HUB.publish(DEPARTMENT)
        event = await asyncio.wait_for(anext(lines), 1)
        await lines.aclose()
        return [hello, event]

    hello, event = asyncio.run(first_two())
    assert hello == RECONNECT_LINE
    assert event.decode().splitlines()[:2] == ["event: changed", f"data: {DEPARTMENT}"]


def test_asking_again_costs_nothing_until_the_total_changes() -> None:
    nation = build_nation()
    client = signed_in(nation)
    store_total(nation.agreements["cdd"], version=1)
    first = client.get(f"/live/state/?topic={DEPARTMENT}")
    assert (first.status_code, list(first.json()["versions"])) == (200, [DEPARTMENT])
    again = client.get(f"/live/state/?topic={DEPARTMENT}", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    store_total(nation.agreements["cdd"], version=2)
    changed = client.get(f"/live/state/?topic={DEPARTMENT}", headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_each_unit_has_a_version_of_its_own_and_one_without_agreement_the_departments() -> None:
    nation = build_nation()
    client = signed_in(nation)
    store_total(nation.agreements["cdd"], version=3)
    store_total(nation.agreements["12"], version=5)
    query = urlencode([("topic", topic) for topic in (DEPARTMENT, PROVINCE, BUREAU)])
    versions = client.get(f"/live/state/?{query}").json()["versions"]
    assert versions[PROVINCE] != versions[DEPARTMENT] == versions[BUREAU]


def test_signing_out_ends_the_session() -> None:
    client = signed_in(build_nation())
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert client.get(f"/live/?topic={DEPARTMENT}").status_code == 403
