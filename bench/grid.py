"""The entry grid of a district on the whole example: the page, and the answer while somebody types."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import timed, timing_line
from bench.people import set_up

if TYPE_CHECKING:
    from django.test import Client

GRID = "/2555/unit/1201/entry/"
TYPED = "/2555/unit/1201/entry/4.3/month/8/"
NUMBERS = {"4.3~8~ก": "8", "4.3~8~ข": "10"}
MOST_QUERIES = 15
AIM_MS = 60


def measure_grid() -> None:
    """Print the lines; the example is loaded into a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        client = _signed_in(Path(folder))
        page = timed("entry grid of a district, made", lambda: client.get(GRID), runs=40, aim_ms=AIM_MS)
        queries = _queries(client)
        missed = " MISSED" if queries > MOST_QUERIES else ""
        print(f"{timing_line(page)}; {queries} queries, aim {MOST_QUERIES}{missed}")
        answer = timed("a number typed: draft kept, score answered", lambda: client.post(TYPED, NUMBERS), runs=40)
        print(timing_line(answer))


def _signed_in(folder: Path) -> "Client":
    set_up(folder)
    from django.test import Client  # noqa: PLC0415  models need setup

    from rabrong.demo.loading import load_example  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup

    load_example()
    client = Client(SERVER_NAME="127.0.0.1")
    keeper = Person.objects.get(code="district-1201")
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _queries(client: "Client") -> int:
    from django.db import connection  # noqa: PLC0415  settings must be chosen first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        client.get(GRID)
    return len(captured)


if __name__ == "__main__":
    measure_grid()
