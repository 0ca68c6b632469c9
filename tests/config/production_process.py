"""A process of its own with the settings of production, on a database in a temporary folder."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECRET = "k3J9-not-a-real-one-but-long-and-mixed-enough-0xQ7zT"


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """What an operator sets, and nothing of the tests'."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RABRONG_", "DJANGO_", "DEBUG", "PYTEST"))
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.production",
        "RABRONG_SECRET_KEY": SECRET,
        "RABRONG_HOSTS": "kpi.example.go.th",
        "RABRONG_DATABASE": f"sqlite:///{folder / 'data.sqlite3'}",
        "RABRONG_STATIC": str(folder / "static"),
        "RABRONG_LANG": "en",
        **more,
    }


def run(*command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments from the root of the project."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment_of(folder, **more),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
