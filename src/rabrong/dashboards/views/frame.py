"""What every screen has around it: the year, and whether all of it may be seen."""

from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import Asked
from rabrong.org.queries import Scope


def frame(book: YearBook, scope: Scope) -> dict[str, object]:
    """The context of the base page."""
    return {"book": book, "sees_all": scope.everything}


def frame_of(asked: Asked) -> dict[str, object]:
    """The same for a page about a unit."""
    return {**frame(asked.book, asked.sight.scope), "is_live": asked.is_live}
