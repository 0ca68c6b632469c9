"""Binders of 500 files of 2 MB: the first byte, the whole, and the memory of the process that sends them."""

import asyncio
import os
import resource
import tempfile
from collections.abc import AsyncIterable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING, cast

from bench.people import set_up

if TYPE_CHECKING:
    from django.test import Client

FILES, BYTES = 500, 2_000_000
AIM_MS, AIM_MIB = 1000, 250
ADDRESS = "/2555/unit/cdd/binder.zip?round=9"
NOW = datetime(2012, 5, 15, 3, 0, tzinfo=UTC)
NANOSECONDS_PER_MS = 1_000_000


def measure_binder() -> None:
    """Print the lines; files and database lie in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        client = _filled(Path(folder))
        first, whole, size, queries = asyncio.run(_sent(client))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        missed = " MISSED" if first > AIM_MS or peak > AIM_MIB else ""
        print(f"binder of {FILES} files of 2 MB: first byte {first:.0f} ms, aim {AIM_MS} ms{missed}")
        print(f"  whole {whole / 1000:.1f} s, {size / 1e6:.0f} MB, {queries} queries")
        print(f"  peak {peak} MiB, aim {AIM_MIB} MiB; the process of the index {child} MiB")


def _filled(folder: Path) -> "Client":
    set_up(folder)
    from django.conf import settings  # noqa: PLC0415  settings must be chosen first
    from django.test import Client  # noqa: PLC0415  models need setup

    from rabrong.evidence.models import Attachment, AttachmentVersion  # noqa: PLC0415  models need setup
    from rabrong.files.actions import keep  # noqa: PLC0415  models need setup
    from tests.nation import build_nation  # noqa: PLC0415  models need setup

    settings.FILES = folder / "files"
    nation = build_nation()
    districts = [unit for unit in nation.units.values() if unit.kind == "district"]
    for number in range(FILES):
        unit = districts[number % len(districts)]
        attachment = Attachment.objects.create(unit=unit, indicator=nation.indicators["4.3"], month=8)
        stored = keep(b"%PDF-1.7" + os.urandom(BYTES - 8), "application/pdf", now=NOW)
        name, by = f"รายงานการประชุม {number}.pdf", nation.people[unit.code]
        AttachmentVersion.objects.create(attachment=attachment, number=1, stored=stored, name=name, by=by, at=NOW)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(nation.people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    client.get(ADDRESS.replace(".zip", "/"))  # what the first request of a process loads
    return client


async def _sent(client: "Client") -> tuple[float, float, int, int]:
    """Milliseconds to the first byte and to the last, bytes, queries."""
    from asgiref.sync import sync_to_async  # noqa: PLC0415  settings must be chosen first

    start = perf_counter_ns()
    answer, queries = await sync_to_async(_asked)(client)
    first, size = 0, 0
    async for piece in answer:
        first = first or perf_counter_ns()
        size += len(piece)
    return (first - start) / NANOSECONDS_PER_MS, (perf_counter_ns() - start) / NANOSECONDS_PER_MS, size, queries


def _asked(client: "Client") -> tuple[AsyncIterable[bytes], int]:
    from django.db import connection  # noqa: PLC0415  settings must be chosen first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(ADDRESS)
    assert answer.status_code == 200, answer.status_code
    return cast(AsyncIterable[bytes], answer), len(captured)


if __name__ == "__main__":
    measure_binder()
