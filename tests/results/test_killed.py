"""Killing the process in the middle of any write, many times: after the restart nothing is half there."""

import json
from pathlib import Path

from tests.config.production_process import run

SECONDS = "15"


def test_a_killed_process_leaves_nothing_half_there(tmp_path: Path) -> None:
    done = run("-m", "tests.results.killed", SECONDS, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["problems"] == []
    assert said["kills"] > 5
    assert said["acknowledged"] > 10
    checked = run("-m", "rabrong", "rebuild", "--check", folder=tmp_path)
    assert (checked.returncode, checked.stdout.split(":")[0]) == (0, "2555"), checked.stderr
    verified = run("-m", "rabrong", "verify", folder=tmp_path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
