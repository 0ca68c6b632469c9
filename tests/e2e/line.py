"""A line to the demo that a test can cut: before the server hears anything, or after it did and before it answers."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

CHUNK = 65_536


class Line:
    """Carries bytes between a browser and a server on this machine; without one it takes no connection."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 0)
        self._open: set[socket.socket] = set()
        self._swallows = b""
        self.swallowed = 0
        self._listener: socket.socket | None = None
        self._port = 0
        self.mend()

    @property
    def address(self) -> str:
        """Where the browser goes; the same after every cut."""
        return f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Connections are taken again."""
        if self._listener is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        listener.listen()
        self._listener, self._port = listener, listener.getsockname()[1]
        threading.Thread(target=self._take, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Nothing is taken any more, and what was open ends in the middle."""
        listener, self._listener = self._listener, None
        if listener is not None:
            _end(listener)
        for each in list(self._open):
            _end(each)

    def swallow_answers_to(self, path: str) -> None:
        """From now on the server hears requests to this path and the browser hears no answer; "" ends that."""
        self._swallows = path.encode()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                browser, _ = listener.accept()
                server = socket.create_connection(self._server)
            except OSError:
                return
            self._open |= {browser, server}
            lost = threading.Event()
            threading.Thread(target=self._carry, args=(browser, server, lost), daemon=True).start()
            threading.Thread(target=self._bring, args=(server, browser, lost), daemon=True).start()

    def _carry(self, browser: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := browser.recv(CHUNK):
                if self._swallows and b"POST " + self._swallows in data:
                    lost.set()
                server.sendall(data)
        _end(server)

    def _bring(self, server: socket.socket, browser: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(CHUNK):
                if lost.is_set():
                    self.swallowed += 1
                    break
                browser.sendall(data)
        _end(browser)
        _end(server)


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
