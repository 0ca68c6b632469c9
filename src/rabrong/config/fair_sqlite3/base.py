"""The backend: a transaction waits for its turn in this process before it asks SQLite for the lock of the file.

SQLite alone lets whoever waits look again later and later, and somebody always comes in between.
"""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from rabrong.config.fair_sqlite3.turns import Turns, turns_of

SECONDS = 20.0
"""How long a writer waits where the settings do not say."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions take turns with those of the other connections to the same file."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's own signature
        """Without a turn."""
        super().__init__(*args, **options)
        self._turns: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turns = turns_of(str(self.settings_dict["NAME"]))
        if not turns.take(seconds=float(self.settings_dict["OPTIONS"].get("timeout", SECONDS))):
            raise OperationalError("database is locked: other writers of this process took too long")
        begun = False
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own, without a type
            self._turns, begun = turns, True
        finally:
            if not begun:
                turns.give_back()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # Django's own, without a type
        self._give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's own, without a type
        finally:
            self._give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's own, without a type
        finally:
            self._give_back()

    def _give_back(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.give_back()
