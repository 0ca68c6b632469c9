"""The static side: every icon asked for is fetched, every sentence is translated, no style sheet reaches outside."""

import re
from pathlib import Path

from tools.collect_messages import (
    CATALOGUE,
    SOURCES,
    known_messages,
    messages_in,
    messages_of_code,
    messages_of_template,
)
from tools.front_end import ICONS, sprite

STYLES = sorted(SOURCES.glob("*/static/**/*.css"))


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    assert set(messages_in(SOURCES)) == known_messages(CATALOGUE)


def test_english_keeps_the_places_of_the_thai_sentence() -> None:
    text = CATALOGUE.read_text("utf-8")
    pairs = re.findall(r'msgid "(.+)"\nmsgstr "(.+)"', text)

    assert pairs
    assert [(thai, english) for thai, english in pairs if places(thai) != places(english)] == []


def places(sentence: str) -> list[str]:
    """What is filled in."""
    return sorted(re.findall(r"%\(\w+\)s", sentence))


def test_sentences_are_found_in_code_and_templates() -> None:
    assert list(messages_of_code('gettext("ก") + ngettext("ข", "ค", 1)')) == [("ก",), ("ข", "ค")]
    template = "{% load i18n %}{% translate 'ก' %}{% blocktranslate count n=1 %}ข{% plural %}ค{% endblocktranslate %}"
    assert list(messages_of_template(template)) == [("ก",), ("ข", "ค")]


def test_every_icon_of_the_templates_is_in_the_sprite() -> None:
    asked = {
        name
        for page in SOURCES.rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)" %}', page.read_text("utf-8"))
    }

    assert asked == set(ICONS)


def test_the_sprite_has_a_symbol_per_icon(tmp_path: Path) -> None:
    for name in ICONS:
        (tmp_path / f"{name}.svg").write_text(
            '<!-- tags -->\n<svg viewBox="0 0 24 24"><path d="M0 0" /></svg>', "utf-8"
        )

    assert sprite(tmp_path).count("<symbol") == len(ICONS)
    assert "tags" not in sprite(tmp_path)


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    addresses = [address for sheet in STYLES for address in re.findall(r"url\(([^)]*)\)", sheet.read_text("utf-8"))]

    assert addresses
    assert [address for address in addresses if not address.startswith('"vendor/')] == []
