"""The process that sets one part of an index: what Typst keeps in memory of it goes with the process."""

import json
import sys
from datetime import UTC, datetime

from rabrong.paper.documents.typesetting import Unprintable, typeset


def main() -> None:
    """Reads seconds and data from standard input; writes the PDF, or what it could not print, after one letter."""
    asked = json.load(sys.stdin)
    made = typeset("binder", asked["data"], made_at=datetime.fromtimestamp(asked["at"], UTC))
    if isinstance(made, Unprintable):
        sys.stdout.buffer.write(b"U" + made.letters.encode("utf-8", "replace"))
    else:
        sys.stdout.buffer.write(b"P" + made.pdf)


if __name__ == "__main__":
    main()
