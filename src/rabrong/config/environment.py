"""Settings from the environment: NAME, or NAME_FILE for a file that holds the value; everything wrong said at once."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class Environment:
    """Reads values and keeps what is wrong with them, so that an operator mends all in one go."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The value, from NAME_FILE where that is given."""
        file = self.values.get(f"{name}_FILE", "")
        if file and self.values.get(name):
            self.problems.append(f"{name} and {name}_FILE are both given: keep one.")
        if not file:
            return self.values.get(name, "").strip() or default
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}_FILE names {file}, which cannot be read: {error}")
            return default

    def required(self, name: str, why: str) -> str:
        """The value; a problem when there is none."""
        problems = len(self.problems)
        value = self.text(name)
        if not value and len(self.problems) == problems:
            self.problems.append(f"{name} is not set: {why}")
        return value

    def names(self, name: str) -> list[str]:
        """A list of words separated by commas or spaces."""
        return self.text(name).replace(",", " ").split()

    def switch(self, name: str, *, default: bool) -> bool:
        """1 or 0."""
        text = self.text(name, "1" if default else "0")
        if text not in ("0", "1"):
            self.problems.append(f"{name} is {text!r}: write 1 or 0.")
        return text == "1"

    def whole(self, name: str, default: int) -> int:
        """A whole number, zero or more."""
        text = self.text(name, str(default))
        if text.isascii() and text.isdigit():
            return int(text)
        self.problems.append(f"{name} is {text!r}: write a whole number.")
        return default

    def refuse_problems(self) -> None:
        """Raises ImproperlyConfigured with everything that is wrong; nothing is served then."""
        if self.problems:
            raise ImproperlyConfigured("The settings cannot be used:\n" + "\n".join(f"  {p}" for p in self.problems))
