"""Where a deed came from: the request that is being answered, if one is. Set by audit.middleware."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

BYTES_OF_ID = 8


@dataclass(frozen=True, slots=True)
class Origin:
    """A request's id and the address of who sent it; both empty for a command or a worker."""

    request_id: str = ""
    address: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def origin() -> Origin:
    """Where what happens now comes from."""
    return _current.get()


@contextmanager
def coming_from(where: Origin) -> Iterator[None]:
    """What is recorded inside comes from there."""
    token = _current.set(where)
    try:
        yield
    finally:
        _current.reset(token)


def new_request_id() -> str:
    """An id for a request, the same in its answer, in the log and in the audit record."""
    return secrets.token_hex(BYTES_OF_ID)
