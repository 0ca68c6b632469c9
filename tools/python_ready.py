"""Says in one sentence what is missing when this Python cannot carry the project. Runs on any Python 3."""

import sys
from typing import Callable, Tuple

OLDEST = (3, 11)


def missing(version: Tuple[int, ...], has_module: Callable[[str], bool]) -> str:
    """The sentence to show, or an empty string when nothing is missing."""
    if version < OLDEST:
        found = ".".join(str(part) for part in version)
        return "Python 3.11 or newer is needed, this is " + found + ". Name another one: make PYTHON=python3.12 ..."
    if not (has_module("venv") and has_module("ensurepip")):
        return "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv"
    return ""


def can_import(name: str) -> bool:
    """Is there such a module? It is really imported: Debian ships half of venv without python3-venv."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(missing(tuple(sys.version_info[:2]), can_import) or 0)
