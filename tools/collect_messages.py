"""List the Thai sentences of pages and code that the English catalogue lacks, and those it has for nobody.

Usage: python tools/collect_messages.py [--write]   (--write adds the missing ones, empty, and drops the unused)
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "rabrong"
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
FUNCTIONS = {"gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "_": 1, "ngettext": 2, "ngettext_lazy": 2}
IN_TEMPLATE = re.compile(
    r"""\b(n?gettext)\(((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|'{3}.*?'{3}|\"{3}.*?\"{3}),?\s*)+)""", re.S
)

HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Message = tuple[str, ...]
"""A sentence, or its two forms where it counts."""


def main(arguments: list[str]) -> int:
    """Print the differences; 1 when there are any."""
    used, known = set(messages_in(SOURCES)), known_messages(CATALOGUE)
    missing, unused = sorted(used - known), sorted(known - used)
    if "--write" in arguments:
        rewrite(CATALOGUE, used)
    for message in missing:
        print(f"missing: {message[0]}")
    for message in unused:
        print(f"unused: {message[0]}")
    return 1 if missing or unused else 0


def messages_in(folder: Path) -> Iterator[Message]:
    """Every sentence marked for translation below a folder."""
    for path in sorted(folder.rglob("*.py")):
        yield from messages_of_code(path.read_text("utf-8"))
    for path in sorted((*folder.rglob("*.html"), *folder.rglob("templates/**/*.txt"))):
        yield from messages_of_template(path.read_text("utf-8"))


def messages_of_code(source: str) -> Iterator[Message]:
    """The sentences of a Python file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            texts = node.args[: FUNCTIONS[node.func.id]]
            if all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts) and texts:
                yield tuple(ast.literal_eval(text) for text in texts)


def messages_of_template(source: str) -> Iterator[Message]:
    """The sentences of a template."""
    for found in IN_TEMPLATE.finditer(templatize(source)):
        texts = ast.literal_eval(f"({found[2].rstrip().rstrip(',')},)")
        yield tuple(texts[: FUNCTIONS[found[1]]])


def known_messages(catalogue: Path) -> set[Message]:
    """The sentences of a catalogue that have a translation."""
    with catalogue.open("rb") as file:
        read = read_po(file, locale="en")
    return {as_message(each.id) for each in read if each.id and each.string and all(_texts(each.string))}


def as_message(identity: str | tuple[str, ...] | list[str]) -> Message:
    """Babel's identity of a message as ours."""
    return (identity,) if isinstance(identity, str) else tuple(identity)


def _texts(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def rewrite(path: Path, used: set[Message]) -> None:
    """The catalogue with exactly the used sentences, translations kept."""
    with path.open("rb") as file:
        old = read_po(file, locale="en")
    kept = {as_message(each.id): each.string for each in old if each.id}
    new = Catalog(locale="en", header_comment="", fuzzy=False)
    for message in sorted(used):
        new.add(message[0] if len(message) == 1 else message, kept.get(message))
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, new, omit_header=True, sort_output=True, width=120)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
