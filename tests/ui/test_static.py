"""The static side: every icon asked for is fetched, every sentence is translated, no style sheet reaches outside."""

import re
from pathlib import Path

from rabrong.monitoring.pages.alerts import ICONS as ALERT_ICONS
from tools.collect_messages import (
    CATALOGUE,
    SOURCES,
    known_messages,
    messages_in,
    messages_of_code,
    messages_of_template,
)
from tools.compile_messages import compile_catalogue, is_stale
from tools.front_end import FACES, ICONS, SUBSETS, WEIGHTS, lay_out, sprite

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

    assert asked | set(ALERT_ICONS.values()) == set(ICONS)


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


def test_a_catalogue_is_compiled_when_its_source_is_newer(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "ผล"\nmsgstr "Result"\n', "utf-8"
    )
    assert is_stale(source)

    compile_catalogue(source)

    assert not is_stale(source)
    assert b"Result" in source.with_suffix(".mo").read_bytes()


def test_the_parts_are_laid_out_with_their_licences(tmp_path: Path) -> None:
    modules, vendor = tmp_path / "node_modules", tmp_path / "vendor"
    icons = "@tabler/icons/icons/outline"
    fonts = [f"@fontsource/{f}/files/{f}-{s}-{w}-normal.woff2" for f in FACES for s in SUBSETS for w in WEIGHTS]
    scripts = ["htmx.org/dist/htmx.min.js", "idiomorph/dist/idiomorph-ext.min.js"]
    licences = [
        f"{part}/LICENSE" for part in ("htmx.org", "idiomorph", "@tabler/icons", *(f"@fontsource/{f}" for f in FACES))
    ]
    for name in (*fonts, *scripts, *licences, *(f"{icons}/{icon}.svg" for icon in ICONS)):
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text("<svg><path/></svg>", "utf-8")

    lay_out(modules, vendor)

    assert len(list((vendor / "fonts").glob("*.woff2"))) == len(fonts)
    assert len(list(vendor.rglob("*LICENSE"))) == len(licences)
    assert {path.name for path in vendor.glob("*.*")} == {"htmx.min.js", "idiomorph-ext.min.js", "icons.svg"}
