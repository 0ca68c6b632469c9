"""The rules of the house that a machine can see, read from the source text; nothing of ours is imported here.

Every rule is a function from source text to complaints, so that a test can show that it is able to complain.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rabrong"
LONGEST_FILE = 350

VAGUE_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "core", "service", "services", "manager", "managers"}
)
# Modules of the standard library with which a computation would depend on the clock, chance or the world outside.
IMPURE_MODULES = frozenset(
    "asyncio builtins ctypes fileinput ftplib getpass glob http importlib io locale logging multiprocessing os "
    "pathlib pickle platform random secrets select shelve shutil signal smtplib socket socketserver sqlite3 ssl "
    "subprocess sys tempfile threading time urllib uuid webbrowser zoneinfo".split()
)
IMPURE_CALLS = frozenset({"open", "print", "input", "eval", "exec", "compile", "breakpoint", "__import__"})
CLOCK_READINGS = frozenset({"now", "utcnow", "today", "fromtimestamp"})

Rule = Callable[[str], list[str]]


def imported_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported anywhere in the file; a relative import keeps its dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
            yield from ((node.lineno, start + alias.name) for alias in node.names)


def is_inside(name: str, package: str) -> bool:
    """Is the dotted name the package or something in it?"""
    return name == package or name.startswith(f"{package}.")


def imports_only(*allowed: str) -> Rule:
    """The rule that a file imports the standard library and the allowed packages, nothing else."""

    def rule(source: str) -> list[str]:
        return [
            f"line {line}: imports {name}"
            for line, name in imported_names(ast.parse(source))
            if name.split(".")[0] not in sys.stdlib_module_names
            and not any(is_inside(name, package) for package in allowed)
        ]

    return rule


def impure_imports(source: str) -> list[str]:
    """No module that reads a clock, rolls dice or touches the world outside."""
    return [
        f"line {line}: imports {name}"
        for line, name in imported_names(ast.parse(source))
        if name.split(".")[0] in IMPURE_MODULES
    ]


def impure_calls(source: str) -> list[str]:
    """No call that reads or writes anything, evaluates text or asks what time it is."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    by_name = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in IMPURE_CALLS]
    by_clock = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCK_READINGS]
    return [f"line {call.lineno}: calls {ast.unparse(call.func)}" for call in by_name + by_clock]


def floats(source: str) -> list[str]:
    """No float where figures are exact: neither a literal nor the name of the type, not even in a quoted annotation."""
    nodes = list(ast.walk(ast.parse(source)))
    literals = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float | complex)]
    names = [n for n in nodes if isinstance(n, ast.Name) and n.id == "float"]
    quoted = [n for n in nodes if isinstance(n, ast.Constant) and n.value == "float"]
    return [f"line {node.lineno}: {ast.unparse(node)} is a float" for node in literals + names + quoted]


def broad_excepts(source: str) -> list[str]:
    """Nothing catches everything: no bare except, no Exception, no BaseException, not in a tuple either."""
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    return [f"line {handler.lineno}: catches everything" for handler in handlers if catches_everything(handler.type)]


def catches_everything(caught: ast.expr | None) -> bool:
    """Is this the type of an except clause that hides every mistake?"""
    types = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(each is None or ast.unparse(each) in {"Exception", "BaseException"} for each in types)


def missing_docstrings(source: str) -> list[str]:
    """The module and every public class, function and method say what they are for."""
    tree = ast.parse(source)
    complaints = [] if ast.get_docstring(tree) else ["line 1: the module has no docstring"]
    undocumented = [node for node in public_definitions(tree) if not ast.get_docstring(node)]
    return complaints + [f"line {node.lineno}: {node.name} has no docstring" for node in undocumented]


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public_definitions(parent: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public definitions of a module or class and of its public classes; what a function defines is its own."""
    for node in parent.body:
        if isinstance(node, Definition) and not node.name.startswith("_") and node.name != "Meta":
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node)


def too_long(source: str) -> list[str]:
    """A file that grows past the limit becomes a package of the same name."""
    lines = len(source.splitlines())
    return [f"{lines} lines, at most {LONGEST_FILE}"] if lines > LONGEST_FILE else []


def vague_name(path: str) -> list[str]:
    """No part of a path may have a name that says nothing."""
    return [f"{part} says nothing" for part in Path(path).with_suffix("").parts if part in VAGUE_NAMES]


def submits_past_the_rule(source: str) -> list[str]:
    """Numbers are submitted by the action that asks for remark and note, not by the one that only stores them."""
    raw = {"submit_entries", "submit_together"}
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name | ast.alias | ast.Attribute))
    said = ((node.lineno, node.attr if isinstance(node, ast.Attribute) else _named(node)) for node in names)
    return [f"line {line}: submits by {name}, not by submit_reports_of" for line, name in said if name in raw]


def _named(node: ast.Name | ast.alias) -> str:
    return node.id if isinstance(node, ast.Name) else node.name


def python_files(*folders: Path) -> list[Path]:
    """Every Python file below the folders that somebody wrote, sorted: migrations are written by Django."""
    found = (path for folder in folders for path in folder.rglob("*.py"))
    return sorted(path for path in found if not (path.parent.name == "migrations" and path.name[0].isdigit()))


def broken(rule: Rule, *folders: Path) -> list[str]:
    """What a rule has to say about all files below the folders, with the place."""
    return [
        f"{path.relative_to(ROOT)}: {complaint}"
        for path in python_files(*folders)
        for complaint in rule(path.read_text(encoding="utf-8"))
    ]


SCORING, THAI, AGREEMENT_FILE = PACKAGE / "scoring", PACKAGE / "thai", PACKAGE / "agreement_file"
EVERYWHERE = (PACKAGE, ROOT / "tools", ROOT / "bench")


def test_the_packages_under_test_are_there() -> None:
    assert [folder.name for folder in (SCORING, THAI, AGREEMENT_FILE) if not python_files(folder)] == []


def test_scoring_imports_the_standard_library_only() -> None:
    assert broken(imports_only("rabrong.scoring"), SCORING) == []


def test_thai_and_agreement_file_import_yaml_and_the_pure_packages_only() -> None:
    allowed = imports_only("yaml", "rabrong.scoring", "rabrong.thai", "rabrong.agreement_file")
    assert broken(allowed, THAI, AGREEMENT_FILE) == []


def test_scoring_and_thai_have_no_clock_no_chance_and_no_input_or_output() -> None:
    assert broken(impure_imports, SCORING, THAI) + broken(impure_calls, SCORING, THAI) == []


def test_exact_code_has_no_float() -> None:
    assert broken(floats, SCORING, AGREEMENT_FILE) == []


def test_nothing_catches_every_exception() -> None:
    assert broken(broad_excepts, *EVERYWHERE) == []


def test_everything_public_has_a_docstring() -> None:
    assert broken(missing_docstrings, *EVERYWHERE) == []


def test_no_file_is_too_long() -> None:
    assert broken(too_long, *EVERYWHERE) == []


def test_no_page_submits_numbers_past_the_rule_of_remark_and_note() -> None:
    outside = [folder for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "results"]
    inside = [PACKAGE / "results" / name for name in ("scores", "frozen", "queries", "rules")]
    assert broken(submits_past_the_rule, *outside, *inside) == []


def test_no_module_has_a_vague_name() -> None:
    paths = [path.relative_to(ROOT).as_posix() for path in python_files(*EVERYWHERE)]
    assert {path: vague_name(path) for path in paths if vague_name(path)} == {}


only_scoring = imports_only("rabrong.scoring")


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (only_scoring, "import yaml"),
        (only_scoring, "import rabrong.thai"),
        (only_scoring, "from rabrong import thai"),
        (only_scoring, "from . import exact"),
        (only_scoring, "from rabrong.scoring_extras import x"),
        (only_scoring, "def f():\n    import click"),
        (impure_imports, "import os"),
        (impure_imports, "from pathlib import Path"),
        (impure_imports, "import os.path as p"),
        (impure_imports, "from random import choice"),
        (impure_imports, "import time"),
        (impure_calls, "open('a')"),
        (impure_calls, "eval('1')"),
        (impure_calls, "datetime.now()"),
        (impure_calls, "datetime.date.today()"),
        (floats, "x = 0.5"),
        (floats, "x = 1e3"),
        (floats, "x = 2j"),
        (floats, "x = float(y)"),
        (floats, "def f(x: float) -> int: ..."),
        (floats, "def f(x: 'float') -> int: ..."),
        (broad_excepts, "try: f()\nexcept: pass"),
        (broad_excepts, "try: f()\nexcept Exception: pass"),
        (broad_excepts, "try: f()\nexcept (KeyError, BaseException) as e: pass"),
        (missing_docstrings, "x = 1"),
        (missing_docstrings, '"""M."""\ndef f(): ...'),
        (missing_docstrings, '"""M."""\nclass A: ...'),
        (missing_docstrings, '"""M."""\nclass A:\n    """A."""\n    def f(self): ...'),
        (missing_docstrings, '"""M."""\nasync def f(): ...'),
        (submits_past_the_rule, "from rabrong.results.actions import submit_entries"),
        (submits_past_the_rule, "actions.submit_together([])"),
        (too_long, "x = 1\n" * (LONGEST_FILE + 1)),
        (vague_name, "src/rabrong/utils.py"),
        (vague_name, "src/rabrong/common/money.py"),
    ],
)
def test_a_rule_complains_once_about_a_bad_example(rule: Rule, source: str) -> None:
    assert len(rule(source)) == 1


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (only_scoring, "import decimal\nfrom rabrong.scoring.exact import half_up\nimport rabrong.scoring"),
        (impure_imports, "from datetime import date\nfrom decimal import Decimal"),
        (impure_calls, "reopen('a')\nnow\nx.open_appeal()"),
        (floats, "x = 1\ny = Decimal('0.5')\nz = floating"),
        (broad_excepts, "try: f()\nexcept (KeyError, ValueError): pass"),
        (missing_docstrings, '"""M."""\nclass A:\n    """A."""\n    class Meta: ...'),
        (missing_docstrings, '"""M."""\ndef _f(): ...\ndef g():\n    """G."""\n    def h(): ...'),
        (submits_past_the_rule, "from rabrong.results.actions import submit_reports_of"),
        (too_long, "x = 1\n" * LONGEST_FILE),
        (vague_name, "src/rabrong/scoring/commons.py"),
    ],
)
def test_a_rule_is_silent_about_a_good_example(rule: Rule, source: str) -> None:
    assert rule(source) == []
