"""A small department served as a demo, a browser, and a clock the test may set to any day."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, Running, started

ROOT = Path(__file__).parents[2]


class Clock:
    """The demo's clock, moved behind its back: its own page offers the days of one year only."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "demo.sqlite3"

    def set_to(self, day: str) -> None:
        """Ten in the morning of a day, "2012-10-15"."""
        with sqlite3.connect(self.path, timeout=20) as database:
            database.execute("UPDATE demo_mark SET now = ?", (f"{day} 03:00:00",))
        database.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the department."""
    made = tmp_path_factory.mktemp("department")
    subprocess.run([sys.executable, "-m", "tests.flows.nation", str(made)], cwd=ROOT, check=True)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    """The department, served."""
    with started(folder) as running:
        yield running


@pytest.fixture
def clock(folder: Path) -> Clock:
    """Its clock."""
    return Clock(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
