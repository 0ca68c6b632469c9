"""Compile the catalogues of translations (.po -> .mo) with Babel; nothing to do when they are newer than their source.

Usage: python tools/compile_messages.py
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "rabrong"


def main() -> int:
    """Compile every stale catalogue below src/rabrong."""
    for source in sorted(SOURCES.glob("**/locale/*/LC_MESSAGES/*.po")):
        if is_stale(source):
            compile_catalogue(source)
    return 0


def is_stale(source: Path) -> bool:
    """Whether the compiled catalogue is missing or older than its source."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_catalogue(source: Path) -> None:
    """Write the .mo beside the .po."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parents[1].name)
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    sys.exit(main())
