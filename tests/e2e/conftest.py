"""A demo of its own for these tests, and a browser; both end with them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
SECONDS_TO_START = 180
SECONDS_TO_STOP = 10


@dataclass(frozen=True, slots=True)
class Running:
    """A started demo."""

    process: subprocess.Popen[str]
    address: str

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; exit code and what it said after that."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=SECONDS_TO_STOP)
        return self.process.returncode, said


Start = Callable[[], Running]


@contextmanager
def started(data: Path) -> Iterator[Running]:
    """A demo on a free port; killed in the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rabrong", "demo", "--port", "0", "--data", str(data), "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        address = _address(process)
        with urlopen(address, timeout=SECONDS_TO_START) as answer:
            assert answer.status == 200
        yield Running(process, address)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        found = re.search(r"ready at (http://127\.0\.0\.1:\d+)/", line)
        if found:
            return found[1]
    raise AssertionError("".join(said))


@pytest.fixture(scope="package")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the example is loaded once for all of these tests."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="package")
def demo(data: Path) -> Iterator[Running]:
    """The demo everybody here looks at."""
    with started(data) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
