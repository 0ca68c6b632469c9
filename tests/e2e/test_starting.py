"""Starting and stopping as a person does: what is in the way is said in a sentence, and Ctrl-C leaves only data."""

import http.client
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.e2e.conftest import Running, started

CANNOT_START = 3


def refused(*arguments: str) -> str:
    """What `rabrong demo` says when it cannot start."""
    command = [sys.executable, "-m", "rabrong", "demo", "--lang", "en", *arguments]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert result.returncode == CANNOT_START
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_port_that_is_taken_gets_a_sentence_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused("--port", str(port), "--data", str(tmp_path))
    assert f"Cannot listen on 127.0.0.1:{port}" in said
    assert "make demo PORT=" in said


@pytest.mark.parametrize("name", ["a file", "a file/below"])
def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").touch()
    said = refused("--port", "0", "--data", str(tmp_path / name))
    assert f"Nothing can be kept in {tmp_path / name}" in said
    assert "make demo DATA=" in said


def test_a_database_of_something_else_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_bytes(b"this is no database, it is a poem about one")
    assert "cannot be used" in refused("--port", "0", "--data", str(tmp_path))


def test_a_database_that_is_no_demos_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        database.execute("CREATE TABLE org_unit (id INTEGER)")
        assert "leaves it alone" in refused("--port", "0", "--data", str(tmp_path))
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("org_unit",)]


def sign_in(opener: OpenerDirector, address: str) -> None:
    with opener.open(address) as answer:
        page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    opener.open(address, urlencode({"csrfmiddlewaretoken": token[1], "role": "psdg"}).encode()).close()


@contextmanager
def open_stream(running: Running) -> Iterator[http.client.HTTPResponse]:
    """A stream that somebody signed in reads."""
    cookies = HTTPCookieProcessor()
    sign_in(build_opener(cookies), running.address)
    sent = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies.cookiejar)
    with closing(http.client.HTTPConnection(urlsplit(running.address).netloc, timeout=10)) as connection:
        connection.request("GET", "/live/?topic=2555/unit/cdd", headers={"Cookie": sent})
        with connection.getresponse() as answer:
            assert answer.status == 200
            assert answer.readline() == b"retry: 2000\n"
            yield answer


def loadings_in(data: Path) -> int:
    """How often the example was loaded: each time is a deed."""
    with closing(sqlite3.connect(data / "demo.sqlite3")) as database:
        [[count]] = database.execute("SELECT COUNT(*) FROM audit_event WHERE verb = 'demo.loaded'").fetchall()
    return int(count)


def test_ctrl_c_ends_open_streams_and_leaves_nothing_but_data(demo: Running, data: Path) -> None:
    assert demo.address  # the example is loaded
    loadings = loadings_in(data)
    with started(data) as second:  # how many seconds that may take is measured in bench
        assert loadings_in(data) == loadings == 1  # nothing is loaded a second time
        with open_stream(second) as stream:
            code, said = second.stop()
            assert (code, stream.read()) == (0, b"\n")
        assert "Stopped. The data is in" in said
        assert "Traceback" not in said


def test_only_data_lies_in_the_folder(tmp_path_factory: pytest.TempPathFactory, demo: Running, data: Path) -> None:
    kept = {path.name for path in data.iterdir()}
    made = {"demo.sqlite3", "secret", "static", "audit-key.pem", "files"}
    assert made <= kept
    assert kept <= made | {"demo.sqlite3-wal", "demo.sqlite3-shm"}  # the demo still runs
    for own in ("secret", "audit-key.pem"):
        assert (data / own).stat().st_mode & 0o077 == 0
    # 305,000 months of past years and 38,000 totals take 28 MB, everything else 47 MB
    assert (data / "demo.sqlite3").stat().st_size < 80_000_000
