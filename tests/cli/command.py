"""Running the command as a person would, and what must hold of every run."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from rabrong.cli import rabrong as command

RABRONG = Path(sys.executable).with_name("rabrong")
SECONDS = 20
Json = dict[str, "Json"] | list["Json"] | str | None


class Run(NamedTuple):
    """How a run ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def rabrong(*arguments: str | Path, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Run:
    """One run inside this process: an exception that is not the command's own end is let through."""
    with contextlib.chdir(folder or Path.cwd()):
        runner = CliRunner(env={"RABRONG_LANG": None, "COLUMNS": None, **(environment or {})})
        result = runner.invoke(command, [*map(str, arguments)], prog_name="rabrong", catch_exceptions=False)
    assert result.exit_code in (0, 1, 2)
    return Run(result.exit_code, result.stdout, result.stderr)


def installed(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> Run:
    """One run of the installed command: within seconds, with an exit code of its own, never a traceback."""
    clean = {name: value for name, value in os.environ.items() if name not in ("RABRONG_LANG", "COLUMNS")}
    result = subprocess.run(
        [*before, str(RABRONG), *map(str, arguments)],
        env={**clean, **(environment or {})},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert "Traceback" not in result.stderr + result.stdout
    assert result.returncode in (0, 1, 2), result.stderr
    return Run(result.returncode, result.stdout, result.stderr)


def refused(*arguments: str | Path, folder: Path | None = None) -> str:
    """What a refusal says: exit 2, everything on standard error."""
    result = rabrong(*arguments, folder=folder)
    assert result.returncode == 2, result.stdout
    assert result.stdout == ""
    return result.stderr


def printed(*arguments: str | Path, folder: Path | None = None) -> str:
    """What a good run prints: exit 0, nothing on standard error."""
    result = rabrong(*arguments, folder=folder)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def data(*arguments: str | Path, folder: Path | None = None) -> dict[str, Json]:
    """The JSON of a good run."""
    found: Json = json.loads(printed(*arguments, "--json", folder=folder))
    assert isinstance(found, dict)
    return found


def rows(of: Json) -> list[dict[str, Json]]:
    """A list of mappings in JSON."""
    assert isinstance(of, list)
    return [row for row in of if isinstance(row, dict)]
