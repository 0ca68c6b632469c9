"""One address as it is asked for, and who gets what: the cases that the access matrix is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.people import SIGNED_OUT, VISITORS

EVERYBODY = frozenset(VISITORS)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One address as it is asked for, and who gets what."""

    path: str
    ok: frozenset[str]
    refused: frozenset[str] = NOBODY
    status: int = 200
    others: int = 404
    outside: int = 302
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)

    def expected(self, visitor: str) -> int:
        """The status a visitor gets."""
        if visitor in self.ok:
            return self.status
        if visitor in self.refused:
            return 403
        return self.outside if visitor in SIGNED_OUT else self.others

    def agrees(self, visitor: str, status: int) -> bool:
        """Whether a status is the one; who has not signed in is told nothing by the door nor by a wrong method."""
        is_outside = self.others == 405 and visitor in SIGNED_OUT
        return status == self.expected(visitor) or (is_outside and status in (302, 405))

    def __str__(self) -> str:
        """What pytest calls it."""
        return f"{self.method} {self.path}"


def posted(path: str, ok: frozenset[str], *, status: int = 302, **also: object) -> Case:
    """A form that is sent; where it works it leads on."""
    return Case(path, ok, status=status, method="post", **also)  # type: ignore[arg-type]


def only_posted(path: str) -> Case:
    """What changes something is never there for a link to follow."""
    return Case(path, NOBODY, others=405, outside=405)


def only_read(path: str, *, outside: int = 405) -> Case:
    """What only shows something takes no form; some look first who asks."""
    return Case(path, NOBODY, others=405, outside=outside, method="post")
