"""What reaches the log: where something went wrong and of what kind, never the values it went wrong with.

A traceback's last line repeats what could not be read, stored or sent (a password, a row, an address), and the path of
a request may hold a one-time code. Neither is written.
"""

import logging
import traceback
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Time, level, logger and message; of an exception the places it went through and its kind, not its words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and never the text of an exception that another handler made and left with the record."""
        left, record.exc_text = record.exc_text, None
        line = super().format(record)
        record.exc_text = left
        return line

    def formatException(self, ei: ExceptionInfo) -> str:
        """The kinds and places of an exception and of what led to it."""
        return "\n".join(_lines(ei[1], seen=set())) if ei[1] is not None else ""


class WithoutPaths(logging.Filter):
    """A record that carries its request names the route, not the path with what was filled in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record; lets everything through."""
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(_named(arg, path, request) for arg in record.args)
        return True


def _named(arg: object, path: str, request: object) -> object:
    if not isinstance(arg, str) or path not in arg:
        return arg
    match = getattr(request, "resolver_match", None)
    return arg.replace(path, f"/{match.route}" if match is not None else "(no such page)")


def _lines(error: BaseException, *, seen: set[int]) -> list[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    led_by = [*_lines(before, seen=seen), "which led to"] if before is not None and id(before) not in seen else []
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return [*led_by, f"{type(error).__module__}.{type(error).__qualname__} at", *places]
