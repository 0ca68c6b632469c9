"""Taking turns: whoever asks first is next, and nobody comes in between."""

from collections import deque
from threading import Event, Lock


class Turns:
    """One at a time, in the order of asking."""

    def __init__(self) -> None:
        """Nobody's turn."""
        self._guard = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def take(self, *, seconds: float) -> bool:
        """Wait for the turn; whether it came within that time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(seconds):
            return True
        with self._guard:
            if turn.is_set():
                return True
            self._waiting.remove(turn)
            return False

    def give_back(self) -> None:
        """Hand the turn to who has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


_of_files: dict[str, Turns] = {}
_guard = Lock()


def turns_of(file: str) -> Turns:
    """The turns of a database file in this process."""
    with _guard:
        return _of_files.setdefault(file, Turns())
