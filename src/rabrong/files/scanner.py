"""Asking clamd whether a file holds a virus: its INSTREAM command over TCP or a socket of the machine."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

LENGTH = struct.Struct(">I")
MOST_SECONDS = 30
LONGEST_ANSWER = 4096
NAME = "clamd"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said: the name of what it found, empty where it found nothing."""

    found: str
    scanner: str = NAME


def is_configured() -> bool:
    """Whether the settings name a scanner."""
    return bool(settings.CLAMD)


def verdict_on(pieces: Iterable[bytes]) -> Verdict | None:
    """What the scanner says of some bytes; None where there is none, or it does not answer or could not look."""
    if not is_configured():
        return None
    try:
        with _connected(settings.CLAMD) as connection:
            connection.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    connection.sendall(LENGTH.pack(len(piece)) + piece)
            connection.sendall(LENGTH.pack(0))
            return _read(_answer(connection))
    except OSError:
        return None


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(MOST_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=MOST_SECONDS)


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _read(answer: str) -> Verdict | None:
    """`stream: OK`, `stream: NAME FOUND`; anything else, such as a size limit, means that nobody looked."""
    said = answer.partition(": ")[2]
    if said == "OK":
        return Verdict("")
    return Verdict(said.removesuffix(" FOUND")[:200]) if said.endswith(" FOUND") else None
