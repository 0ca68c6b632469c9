"""Reading a sheet that somebody sent: opened in a process of its own, whose end is not ours."""

import json
import os
import subprocess
import sys

from rabrong.paper.sheets.cells import Row, Sheet, Unreadable
from rabrong.paper.sheets.content import LIMITS, kind_of

CHILD = "rabrong.paper.sheets.child"
MOST_SECONDS = 60
KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


def read_sheet(data: bytes) -> Sheet | Unreadable:
    """The first visible sheet of an Excel, OpenDocument or CSV file, or why it is not read.

    Costs a process: some 50 ms, more for a large file.
    """
    if not data or len(data) > LIMITS.bytes_in:
        refused = kind_of(data)
        return refused if isinstance(refused, Unreadable) else Unreadable("file.broken")
    command = [sys.executable, "-P", "-m", CHILD]
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=MOST_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return Unreadable("file.too_much_inside")
    return _said(done.stdout) if done.returncode == 0 else died(done.returncode)


def died(code: int) -> Unreadable:
    """Why there is no answer. Killed by a signal, the file was too much for it; whatever else, the file is broken."""
    return Unreadable("file.too_much_inside" if code < 0 else "file.broken")


def _said(answer: bytes) -> Sheet | Unreadable:
    said = json.loads(answer)
    if "code" in said:
        return Unreadable(said["code"], tuple((name, value) for name, value in said["terms"]))
    return Sheet(said["name"], tuple(Row(number, tuple(cells)) for number, *cells in said["rows"]))
