"""The process that opens one file: little memory, little time, and nothing lost when the file breaks it.

A few kilobytes can claim a sheet of seventeen thousand million cells; whoever believes them is killed by the system.
"""

import json
import resource
import sys

MOST_BYTES = 1024 * 2**20
MOST_SECONDS = 30


WHOLE = "whole"
"""The argument when every sheet is wanted, with what stands behind its cells."""


def main() -> None:
    """Reads the file from standard input; writes its rows, or why not, as JSON: of its first sheet, or of all."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if WHOLE in sys.argv:
        _write_book()
        return
    from rabrong.paper.sheets.cells import Sheet, Unreadable  # noqa: PLC0415  the limits come first
    from rabrong.paper.sheets.opening import sheet_of  # noqa: PLC0415

    try:
        read = sheet_of(sys.stdin.buffer.read())
    except MemoryError:
        read = Unreadable("file.too_much_inside")
    if isinstance(read, Sheet):
        said: object = {"name": read.name, "rows": [[row.number, *row.cells] for row in read.rows]}
    else:
        said = {"code": read.code, "terms": read.terms}
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _write_book() -> None:
    from rabrong.paper.sheets.book_opening import lines_of_book  # noqa: PLC0415  the limits come first
    from rabrong.paper.sheets.books import BOOK_LIMITS  # noqa: PLC0415

    try:
        for line in lines_of_book(sys.stdin.buffer.read(), BOOK_LIMITS):
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    except MemoryError:
        sys.stdout.buffer.write(b'{"code": "file.too_much_inside", "terms": []}\n')


if __name__ == "__main__":
    main()
