"""What is settled of a line of supervision: the tree, and who supervises what."""

from datetime import date

from rabrong.dashboards.queries.settled import settled
from rabrong.org.queries import Span, Tree, tree_in
from rabrong.org.queries.supervision import Supervisor, posts_of


@settled
def tree_known(span: Span) -> Tree:
    """The tree of a span. Two queries."""
    return tree_in(span)


@settled
def posts_known(person: str, day: date) -> tuple[Supervisor, ...]:
    """What somebody supervises on a day. Two queries."""
    return tuple(posts_of(person, day))
