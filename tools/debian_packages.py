"""Sees to it that the system packages the tests need are there, from a list like requirements/debian.txt.

A line of the list: what must exist, the Debian package that brings it, and after # why. What must exist is a command
on the PATH (`git git # ...`) or, with a slash in it, a file name pattern (`/usr/lib/*/bin/initdb postgresql # ...`).
Missing packages are installed when the user is root and apt-get is there; otherwise they are named, and it fails.
"""

import glob
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

USAGE = "usage: debian_packages.py LIST"


class MalformedLineError(ValueError):
    """A line of the list that is not `what package # why`."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing the tests need."""

    wanted: str
    package: str
    reason: str


def needs(text: str) -> list[Need]:
    """The needs in the text of a list; empty lines and lines that start with # are comments."""
    lines = [line.strip() for line in text.splitlines()]
    return [need_of(line) for line in lines if line and not line.startswith("#")]


def need_of(line: str) -> Need:
    """Raises MalformedLineError when a part is missing: a need without a reason is not accepted."""
    left, _, reason = line.partition("#")
    parts = left.split()
    if len(parts) != 2 or not reason.strip():
        raise MalformedLineError(f"expected 'command-or-file package # why', found: {line}")
    return Need(wanted=parts[0], package=parts[1], reason=reason.strip())


def is_present(need: Need) -> bool:
    """Is the file or the command there?"""
    if "/" in need.wanted:
        return bool(glob.glob(need.wanted))  # noqa: PTH207 - the pattern is absolute
    return shutil.which(need.wanted) is not None


def missing(wanted: list[Need]) -> list[Need]:
    """Those of the needs that are not there, in the order of the list."""
    return [need for need in wanted if not is_present(need)]


def install_command(absent: list[Need]) -> list[str]:
    """The apt-get command that brings them, each package once."""
    return ["apt-get", "install", "--yes", "--no-install-recommends", *dict.fromkeys(need.package for need in absent)]


def can_install() -> bool:
    """May and can this process install Debian packages?"""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(absent: list[Need]) -> bool:
    """Bring the package lists up to date and install; False when apt-get failed. Its output goes to stderr."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install_command(absent)):
        print("$", *command, file=sys.stderr, flush=True)
        if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode != 0:
            return False
    return True


def report(absent: list[Need]) -> None:
    """Say what is missing, why it is needed and the one command that brings it."""
    print("The tests need what is not on this machine:", file=sys.stderr)
    for need in absent:
        print(f"  {need.package} ({need.wanted}): {need.reason}", file=sys.stderr)
    print("On Debian or Ubuntu:\n  sudo", *install_command(absent), file=sys.stderr)


def main(arguments: list[str]) -> int:
    """0 when everything is there in the end, 1 when something is missing, 2 for a wrong call."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr)
        return 2
    wanted = needs(Path(arguments[0]).read_text(encoding="utf-8"))
    absent = missing(wanted)
    if absent and can_install() and install(absent):
        absent = missing(wanted)
    if absent:
        report(absent)
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
