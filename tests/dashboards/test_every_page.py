"""What holds for every page: no inline style or script, words for every picture, English without Thai."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.dashboards.conftest import MAY, Browser

pytestmark = pytest.mark.django_db

ENTRY = f"/2555/kpi/4.3/unit/1201/month/{MAY}/"
PAGES = [
    ("psdg", "/2555/unit/cdd/"),
    ("psdg", "/2555/unit/r1/"),
    ("psdg", "/2555/unit/12/"),
    ("12", "/2555/unit/12/"),
    ("psdg", "/2555/unit/13/"),
    ("psdg", "/2555/unit/1201/"),
    ("1201", "/2555/unit/1201/"),
    ("psdg", "/2555/unit/กผ/"),
    ("กผ", "/2555/unit/กผ/"),
    ("psdg", "/2555/units/"),
    ("12", "/2555/units/"),
    ("1201", "/2555/units/"),
    ("psdg", "/2555/kpi/4.3/unit/cdd/"),
    ("กผ", "/2555/kpi/4.3/unit/cdd/"),
    ("psdg", "/2555/kpi/4.3/unit/13/"),
    ("12", "/2555/kpi/4.3/unit/12/"),
    ("1201", "/2555/kpi/4.3/unit/1201/"),
    ("psdg", "/2555/kpi/8/unit/cdd/"),
    ("psdg", "/2555/kpi/4.3/unit/cdd/why/?via=1201"),
    ("กผ", "/2555/kpi/4.3/unit/cdd/why/?via=1201"),
    ("psdg", "/2555/kpi/8/unit/cdd/why/"),
    ("1201", ENTRY),
    ("1201", "/2555/kpi/4.3/unit/1201/month/7/"),
    ("1201", "/2555/unit/1201/entry/"),
    ("1201", "/2555/work/"),
    ("1301", "/2555/work/"),
    ("psdg", "/2555/reporting/"),
    ("12", "/2555/reporting/?by=month"),
    ("psdg", "/2555/reporting/missing/"),
    ("psdg", "/2555/reporting/missing/?by=unit&month=7"),
    ("กผ", "/2555/unit/กผ/entry/"),
    ("1201", "/2555/unit/nowhere/"),
    ("psdg", "/2555/lint/"),
]
THAI = re.compile(r"[\u0e01-\u0e4f]+")
NAMES = {"ก", "ข", "กผ", "ไทย"}
"""Codes of data items and of a unit, and the switch to the other language."""
LINKED = {"province-map", "rank-bars"}


class Reader(HTMLParser):
    """Collects what the rules are about."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.wordless: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self._nested = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.inline.append("script")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.words += [value for name, value in attrs if name in ("title", "aria-label", "alt", "data-tip") and value]
        if tag == "svg":
            if not self._nested and not ({"aria-hidden", "role"} & given.keys()) and not self._is_linked(given):
                self.wordless.append(str(given.get("class")))
            self._nested += 1

    def _is_linked(self, given: dict[str, str | None]) -> bool:
        """A chart with links holds its image as an element of its own."""
        return bool(LINKED & set(str(given.get("class")).split()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self._nested -= 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(client: Client, path: str) -> Reader:
    """The page, read."""
    reader = Reader()
    reader.feed(client.get(path).content.decode())
    return reader


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_nothing_is_inline(browser: Browser, who: str, path: str) -> None:
    assert read(browser(who), path).inline == []


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_picture_is_said_in_words_or_left_out_for_readers(browser: Browser, who: str, path: str) -> None:
    assert read(browser(who), path).wordless == []


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_id_is_there_once(browser: Browser, who: str, path: str) -> None:
    ids = read(browser(who), path).ids

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("who", "path"), [page for page in PAGES if "lint" not in page[1]])
def test_english_has_no_thai_words_left(browser: Browser, who: str, path: str) -> None:
    client = browser(who)
    client.cookies["django_language"] = "en"
    found = {word for text in read(client, path).words for word in THAI.findall(text)}

    assert found - NAMES == set()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_says_its_language(browser: Browser, language: str) -> None:
    client = browser("psdg")
    client.cookies["django_language"] = language

    assert f'<html lang="{language}"' in client.get("/2555/unit/cdd/").content.decode()


def test_an_open_screen_follows_its_unit(browser: Browser) -> None:
    page = browser("psdg").get("/2555/unit/cdd/").content.decode()

    assert 'data-live="2555/unit/cdd"' in page
    assert 'hx-trigger="live from:body"' in page
