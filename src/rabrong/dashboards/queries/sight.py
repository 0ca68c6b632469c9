"""Whose numbers a page may show."""

from dataclasses import dataclass

from django.db.models import Q

from rabrong.org.models import Unit
from rabrong.org.queries import Scope


@dataclass(frozen=True, slots=True)
class Sight:
    """The units of the scope; all where `whole`, on the pages of an indicator that is one's own."""

    scope: Scope
    whole: bool = False

    @property
    def everything(self) -> bool:
        """Whether every unit's numbers may be shown."""
        return self.whole or self.scope.everything

    def __contains__(self, unit: Unit) -> bool:
        """Whether a unit's numbers may be shown."""
        return self.whole or unit in self.scope

    def where(self, path: str = "pk") -> Q:
        """The condition on rows whose `path` is a unit's id."""
        return Q() if self.whole else self.scope.where(path)
