"""The house itself: locks, licence, what may not be committed, the import contracts, what `make` says."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("run.txt", "dev.txt")

# Each pattern is put together from pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.)])/(?:wo"
    + r"rk|ro"
    + r"ot|far"
    + r"m|opt/py"
    + r"pi|opt/whe"
    + r"els)(?:/|\b)",
    "a folder outside the project": r"\.\./sha" + r"red|(?<!\w)\.lib" + r"rary/",
    "a registry address": r"py" + r"pi\.org/sim" + r"ple|files\.python" + r"hosted\.org|registry\.npm" + r"js\.org",
    "an address option of a lock": r"--(?:extra-)?index" + r"-url|--find" + r"-links",
    "a tool of one machine": r"\bissues sh" + r"ow\b",
    "a maker that is no person": r"(?i:\bcla"
    + r"ude\b|anth"
    + r"ropic|\bchat"
    + r"gpt\b|\bcopi"
    + r"lot\b|language mo"
    + r"del)",
}


def read(path: str) -> str:
    """The text of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


def forbidden_text(text: str) -> list[str]:
    """What in a text may not be committed, and why."""
    found = [(why, re.search(pattern, text)) for why, pattern in FORBIDDEN.items()]
    return [f"{why}: {match.group()}" for why, match in found if match]


def tracked_files() -> list[Path]:
    """The files git knows and that are there; a file being moved at this moment is left out."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


def text_of(path: Path) -> str:
    """The text of a file; bytes that are no text become marks."""
    return path.read_text(encoding="utf-8", errors="replace")


def requirements(lock: str) -> list[str]:
    """The requirements of a lock, each with its continuation lines in one."""
    lines = [line for line in lock.replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#")]
    return [line for line in lines if line.strip()]


def lock_faults(lock: str) -> list[str]:
    """What is wrong with a lock: a requirement that is not pinned, has no hash or names an address."""
    pinned = re.compile(r"[\w.-]+==[\w.]+( ; [^\\]*?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    return [line for line in requirements(lock) if not pinned.fullmatch(line)] + re.findall(r"\w+://\S+", lock)


def locked_versions(lock: str) -> dict[str, str]:
    """Normalised name -> version."""
    pins = (line.split()[0].partition("==") for line in requirements(lock))
    return {normalised(name): version for name, _, version in pins}


def normalised(name: str) -> str:
    """The name of a distribution as the packaging rules compare it; what follows the name is dropped."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).lower()


def unlocked(wanted: Iterable[str], lock: str) -> list[str]:
    """The wanted requirements that a lock does not hold."""
    return sorted({normalised(each) for each in wanted} - locked_versions(lock).keys())


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads(read("pyproject.toml"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_a_hash_and_no_address(name: str) -> None:
    assert lock_faults(read(f"requirements/{name}")) == []


def test_every_dependency_is_locked(project: dict[str, Any]) -> None:
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert unlocked(run, read("requirements/run.txt")) == []
    assert unlocked(project["dependency-groups"]["dev"], read("requirements/dev.txt")) == []


def test_the_build_backend_is_the_one_that_is_locked(project: dict[str, Any]) -> None:
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]


def test_the_locks_agree_on_every_version() -> None:
    run, dev = (locked_versions(read(f"requirements/{name}")) for name in LOCKS)
    assert {name for name in run.keys() & dev.keys() if run[name] != dev[name]} == set()


HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    "lock",
    [
        "a==1",
        f"a>=1 {HASH}",
        "a==1 --hash=md5:00",
        f"a @ https://example.org/a.whl {HASH}",
        f"--index https://x\na==1 {HASH}",
    ],
)
def test_a_bad_lock_is_seen(lock: str) -> None:
    assert lock_faults(lock)


def test_a_good_lock_is_accepted() -> None:
    assert (
        lock_faults(f"# made\na-b==1.0.post1 ; sys_platform == 'win32' \\\n    {HASH} \\\n    {HASH}\n    # via c\n")
        == []
    )


def test_a_dependency_that_is_not_locked_is_seen() -> None:
    assert unlocked(["Py.YAML >=6", "click[x]"], f"py-yaml==6 {HASH}") == ["click"]


def test_no_tracked_file_holds_what_may_not_be_committed() -> None:
    found = {str(path.relative_to(ROOT)): forbidden_text(text_of(path)) for path in tracked_files()}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/main/x",
        "'/ro" + "ot/.cache'",
        "in ../sha" + "red/design",
        "the .lib" + "rary/search",
        "https://pypi" + ".org/sim" + "ple/a",
        "pip --index" + "-url=x",
        "made by Cla" + "ude",
    ],
)
def test_text_that_may_not_be_committed_is_seen(text: str) -> None:
    assert len(forbidden_text(text)) == 1


@pytest.mark.parametrize(
    "text", ["network/work/x", "https://example.org/project/rich/", "docs/root/", "a shared indicator"]
)
def test_harmless_text_is_let_through(text: str) -> None:
    assert forbidden_text(text) == []


def broken_links(page: Path) -> list[str]:
    """The relative links of a Markdown page that lead nowhere."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(page))
    return [target for target in targets if "://" not in target and not (page.parent / target).exists()]


def test_no_link_between_documents_is_broken() -> None:
    found = {str(page.relative_to(ROOT)): broken_links(page) for page in tracked_files() if page.suffix == ".md"}
    assert {page: links for page, links in found.items() if links} == {}


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md#top) [b](gone.md) [c](https://example.org/x) [d](#here)", encoding="utf-8")
    assert broken_links(page) == ["gone.md"]


def test_continuous_integration_runs_make_test_and_nothing_else() -> None:
    lines = read(".ci/run").splitlines()
    assert lines[:2] == ["#!/usr/bin/env bash", "set -euo pipefail"]
    assert [line.split()[0] for line in lines[2:]] == ["cd", "exec"]
    assert lines[-1] == "exec make test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_licence_is_apache_2(project: dict[str, Any]) -> None:
    text = read("LICENSE")
    assert project["project"]["license"] == "Apache-2.0"
    assert re.search(r"Apache License\n\s+Version 2\.0, January 2004\n", text)
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize(
    ("package", "imported", "kept"),
    [
        ("agreement_file", "rabrong.scoring", True),
        ("cli", "rabrong.agreement_file", True),
        ("scoring", "rabrong.thai", False),
        ("thai", "rabrong.scoring", False),
        ("agreement_file", "rabrong.examples", False),
        ("scoring", "rabrong.cli", False),
        ("unplanned", "decimal", False),
    ],
)
def test_an_import_against_the_layers_breaks_a_contract(
    tmp_path: Path, package: str, imported: str, *, kept: bool
) -> None:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for name in {"scoring", "thai", "agreement_file", "examples", "cli", package}:
        (tmp_path / "rabrong" / name).mkdir(parents=True)
        (tmp_path / "rabrong" / name / "__init__.py").touch()
    (tmp_path / "rabrong" / "__init__.py").touch()
    (tmp_path / "rabrong" / package / "__init__.py").write_text(f"import {imported}\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False, capture_output=True
    )
    assert (result.returncode == 0) is kept, result.stdout.decode()


# Makes in no time what `make` takes for an environment.
QUICK_PYTHON = """#!/bin/sh
[ "$2" = venv ] || exec "{python}" "$@"
mkdir -p "$3/bin" && ln -s "{python}" "$3/bin/python"
"""


def make(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, without what an outer make hands down."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with a space in its name, as far as the environment needs it."""
    folder = tmp_path / "a checkout"
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt", "requirements/dev.txt", "tools/python_ready.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_make_alone_lists_the_targets() -> None:
    listed = make(folder=ROOT).stdout
    wanted = ("help", "install", "demo", "test", "check", "bench", "lock", "format", "clean")
    assert [target for target in wanted if f"make {target} " not in listed] == []


def test_a_machine_without_python_is_told_what_to_install(checkout: Path) -> None:
    result = make("install", "PYTHON=no-such-python", folder=checkout)
    assert result.returncode != 0
    assert "no-such-python is not on this machine" in result.stderr
    assert "apt install python3-venv" in result.stderr


@pytest.fixture
def quick_python(tmp_path: Path) -> str:
    """The argument of make that names a Python with a quick venv."""
    script = tmp_path / "quick-python"
    script.write_text(QUICK_PYTHON.format(python=sys.executable), encoding="utf-8")
    script.chmod(0o755)
    return f"PYTHON={script}"


def test_a_half_made_environment_is_made_anew(checkout: Path, quick_python: str) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (checkout / ".venv" / "left-over").touch()
    result = make(".venv/.made-in", quick_python, folder=checkout)
    assert result.returncode == 0, result.stderr
    assert not (checkout / ".venv" / "left-over").exists()


def test_an_environment_that_lost_its_python_is_made_anew(checkout: Path, quick_python: str) -> None:
    assert make(".venv/.made-in", quick_python, folder=checkout).returncode == 0
    (checkout / ".venv" / "bin" / "python").unlink()
    assert make(".venv/.made-in", quick_python, folder=checkout).returncode == 0
    assert (checkout / ".venv" / "bin" / "python").exists()


def test_only_a_moved_checkout_gets_a_new_environment(checkout: Path, quick_python: str) -> None:
    make(".venv/.made-in", quick_python, folder=checkout)
    (checkout / ".venv" / "left-over").touch()
    make(".venv/.made-in", quick_python, folder=checkout)
    assert (checkout / ".venv" / "left-over").exists()
    moved = checkout.rename(checkout.with_name("elsewhere"))
    make(".venv/.made-in", quick_python, folder=moved)
    assert not (moved / ".venv" / "left-over").exists()
    assert (moved / ".venv" / ".made-in").read_text(encoding="utf-8").strip() == str(moved)


def lost_braces(text: str) -> int:
    """How many blocks of a style sheet are opened and not closed, or closed and not opened, outside of comments."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return abs(plain.count("{") - plain.count("}"))


def test_every_block_of_a_style_sheet_is_closed() -> None:
    """A block left open by a merge swallows all that follows, and no browser says so."""
    sheets = [path for path in (ROOT / "src").rglob("static/**/*.css") if "vendor" not in path.parts]
    assert sheets
    assert [path.name for path in sheets if lost_braces(path.read_text("utf-8"))] == []


def test_an_open_block_is_seen() -> None:
    assert lost_braces("@media print { a { color: red } /* } */") == 1
