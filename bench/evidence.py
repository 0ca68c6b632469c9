"""1,000 files of 2 MB handed in by 8 clients over HTTP at once: how long each takes, and the memory of the server."""

import os
import re
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from math import ceil
from pathlib import Path
from urllib.parse import quote

from bench.people import set_up
from bench.web import Server, _connection, _server, _token

CLIENTS, FILES, BYTES = 8, 1_000, 2_000_000
PER_PLACE = 42
"""Fewer than may lie in one place: a client fills one indicator after the other."""

AIM_MIB = 250
BOUNDARY = "----rabrong-bench"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who hands in: cookies of a session, and the places of the own unit."""

    cookies: Mapping[str, str]
    places: Sequence[str]


def measure_evidence() -> None:
    """Print the lines; the example is loaded into a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        with _server(Path(folder)):
            pass  # loads the example
        keepers = _keepers(Path(folder))
        with _server(Path(folder)) as server:
            before, begun = _peak_mebibytes(server.pid), time.perf_counter()
            taken = sorted(_all_handed_in(server, keepers))
            seconds, peak = time.perf_counter() - begun, _peak_mebibytes(server.pid)
        missed = " MISSED" if peak > AIM_MIB else ""
        median, p95 = taken[len(taken) // 2], taken[ceil(0.95 * len(taken)) - 1]
        print(f"{len(taken):,} files of 2 MB by {CLIENTS} clients in {seconds:.0f} s: ", end="")
        print(f"median {median:.0f} ms, p95 {p95:.0f} ms, longest {taken[-1]:.0f} ms")
        print(f"  peak memory of the server {peak} MiB ({before} before), aim {AIM_MIB} MiB{missed}")


def _keepers(folder: Path) -> list[Keeper]:
    """Districts' keepers with a session each."""
    set_up(folder)
    from django.test import Client  # noqa: PLC0415  settings must be chosen first

    from rabrong.agreements.models import Item  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup

    found = []
    for person in islice(Person.objects.filter(code__startswith="district-").select_related("unit"), CLIENTS):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        codes = Item.objects.filter(agreement__unit=person.unit, agreement__person=None, indicator__year=2555)
        places = [
            f"/2555/kpi/{code}/unit/{person.unit.code}/evidence/?month=8"
            for code in codes.values_list("indicator__code", flat=True).order_by("indicator__position")
        ]
        found.append(Keeper({name: morsel.value for name, morsel in client.cookies.items()}, places))
    return found


def _all_handed_in(server: Server, keepers: Sequence[Keeper]) -> list[float]:
    taken: list[list[float]] = [[] for _ in keepers]
    each = FILES // len(keepers)

    def work(at: int) -> None:
        for number in range(each):
            taken[at].append(_handed_in(server, keepers[at], keepers[at].places[number // PER_PLACE], number))

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(keepers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(own) for own in taken] == [each] * len(keepers), "a file was not taken"
    return [one for own in taken for one in own]


def _handed_in(server: Server, keeper: Keeper, place: str, number: int) -> float:
    """Milliseconds from the first byte to the answer."""
    with closing(_connection(server.netloc)) as connection:
        token, cookies = _asked(connection, keeper, place)
        file = b"%PDF-1.7\n" + os.urandom(BYTES - 9)
        body = _part("csrfmiddlewaretoken", token.encode()) + _part("files", file, f"report {number}.pdf")
        body += f"--{BOUNDARY}--\r\n".encode()
        headers = {"Cookie": cookies, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        begun = time.perf_counter()
        connection.request("POST", quote(place, safe="/?=&"), body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 302, answer.status
        return (time.perf_counter() - begun) * 1000


def _asked(connection: HTTPConnection, keeper: Keeper, place: str) -> tuple[str, str]:
    """The form's token, and the cookies to send with it."""
    own = "; ".join(f"{name}={value}" for name, value in keeper.cookies.items())
    connection.request("GET", quote(place, safe="/?=&"), headers={"Cookie": own})
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 200, answer.status
    given = [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie", [])]
    return _token(page), "; ".join([own, *given])


def _part(name: str, content: bytes, filename: str = "") -> bytes:
    named = f'; filename="{filename}"\r\nContent-Type: application/pdf' if filename else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def _peak_mebibytes(pid: int) -> int:
    """Linux tells it in kibibytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found  # every running process has it
    return int(found[1]) // 1024


if __name__ == "__main__":
    measure_evidence()
