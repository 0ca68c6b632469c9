"""Take the pictures of the documents from a running demo.

Usage: make demo, then python tools/screenshots.py [http://127.0.0.1:8000]
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks at what, how wide, in which light; `height` cuts it, `click` opens something first."""

    name: str
    role: str
    path: str
    width: int
    light: Literal["light", "dark"] = "light"
    height: int | None = None
    click: str = ""
    pixels: int = 1


SHOTS = (
    Shot("scorecard", "psdg", "/2555/unit/cdd/", 1280),
    Shot("scorecard-dark", "psdg", "/2555/unit/cdd/", 1280, light="dark", height=880),
    Shot("indicator-why", "psdg", "/2555/kpi/4.3/unit/cdd/", 1280, height=900, click=".indicator-acts .button"),
    Shot("entry-phone", "district", "/2555/kpi/4.3/unit/1201/month/8/", 360, pixels=2),
    Shot("year", "psdg", "/2555/", 1280, height=940),
    Shot("negotiation", "psdg", "/2555/agreement/cdd/negotiation/kpi/4.3/", 1280, height=900),
    Shot("template", "psdg", "/2555/kpi/4.3/template/", 1280, height=1200),
    Shot("template-compare", "psdg", "/2555/kpi/4.3/template/compare/", 1280, height=760),
    Shot("signing-phone", "executive", "/2555/agreement/cdd/signing/", 360, pixels=2),
    Shot("organisation", "psdg", "/organisation/", 1280, height=820),
    Shot("roles-dark", "psdg", "/roles/", 1280, light="dark", height=760),
    Shot("account-phone", "psdg", "/account/", 360, pixels=2),
)


def main(arguments: list[str]) -> int:
    """All pictures."""
    base = arguments[0] if arguments else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for shot in SHOTS:
            take(browser, base, shot)
        browser.close()
    return 0


def take(browser: Browser, base: str, shot: Shot) -> None:
    """One picture, signed in as its role."""
    with page_of(browser, shot) as page:
        page.goto(base)
        page.click(f"button[name=role][value={shot.role}]")
        page.goto(base + shot.path)
        page.evaluate("document.fonts.ready")
        if shot.click:
            page.click(shot.click)
            page.wait_for_selector("#panel[open] .rail")
        page.wait_for_load_state("load")
        page.screenshot(path=FOLDER / f"{shot.name}.png", full_page=shot.height is None)


@contextmanager
def page_of(browser: Browser, shot: Shot) -> Iterator[Page]:
    """A page of the shot's width in its light."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height or 900},
        color_scheme=shot.light,
        device_scale_factor=shot.pixels,
        locale="th-TH",
    )
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
