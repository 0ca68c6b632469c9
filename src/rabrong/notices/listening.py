"""Hearing what other processes say: a connection of its own to PostgreSQL, made again whenever it breaks."""

from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from django.db import connection

from rabrong.notices.across import CHANNEL, take
from rabrong.notices.live import HUB
from rabrong.notices.polling import POLLS

if TYPE_CHECKING:
    import psycopg

SECONDS_TO_LISTEN = 5.0
"""How long before the line is tried; a dead one is known after twice as long."""

SECONDS_BETWEEN_TRIES = 1.0
DEAD_LINE_MS = 10_000


class Listener(Thread):
    """Listens until it is told to stop. After a gap every screen is told as if everything had changed."""

    def __init__(self) -> None:
        super().__init__(name="listening", daemon=True)
        self.hears = Event()
        """Set while the line stands."""
        self._stopped = Event()

    def run(self) -> None:
        """Connect, listen, and again."""
        import psycopg  # noqa: PLC0415  only where PostgreSQL is the database

        while not self._stopped.is_set():
            try:
                with psycopg.connect(**_parameters(), autocommit=True) as line:
                    self._listen(line)
            except psycopg.OperationalError:
                self._stopped.wait(SECONDS_BETWEEN_TRIES)
            finally:
                self.hears.clear()
                POLLS.is_on = False

    def stop(self) -> None:
        """Hear no more; the thread ends within SECONDS_TO_LISTEN."""
        self._stopped.set()

    def _listen(self, line: "psycopg.Connection[Any]") -> None:
        line.execute(f"LISTEN {CHANNEL}")
        POLLS.forget_all()
        POLLS.is_on = True
        self.hears.set()
        HUB.tell_all()
        while not self._stopped.is_set():
            for said in line.notifies(timeout=SECONDS_TO_LISTEN):
                take(said.payload)
            line.execute("SELECT 1")


def _parameters() -> dict[str, Any]:
    """How this installation reaches its database; without what only Django's own connections need."""
    settings = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {ours: settings[theirs] for ours, theirs in named.items() if settings[theirs]}
    options = {name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)}
    return {**options, **given, "connect_timeout": 5, "tcp_user_timeout": DEAD_LINE_MS, "application_name": CHANNEL}


def start_listening() -> Listener | None:
    """Listen in a thread where several processes may serve; None on SQLite, where one does."""
    if connection.vendor != "postgresql":
        return None
    POLLS.is_on = False
    listener = Listener()
    listener.start()
    return listener
