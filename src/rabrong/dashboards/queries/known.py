"""What seldom changes, read once for each version of everything recorded: the tree, and who supervises what."""

from datetime import date
from functools import lru_cache

from rabrong.org.queries import Span, Tree, tree_in
from rabrong.org.queries.supervision import Supervisor, posts_of

MOST_TREES = 8
MOST_LINES = 64


def tree_known(span: Span, version: str) -> Tree:
    """The tree of a span. Two queries, none where the version is given and was seen before."""
    return _tree_at(span, version) if version else tree_in(span)


def posts_known(person: str, day: date, version: str) -> tuple[Supervisor, ...]:
    """What somebody supervises on a day. Two queries, none where the version is given and was seen before."""
    return _posts_at(person, day, version) if version else tuple(posts_of(person, day))


@lru_cache(maxsize=MOST_TREES)
def _tree_at(span: Span, version: str) -> Tree:
    return tree_in(span)


@lru_cache(maxsize=MOST_LINES)
def _posts_at(person: str, day: date, version: str) -> tuple[Supervisor, ...]:
    return tuple(posts_of(person, day))
