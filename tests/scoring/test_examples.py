"""The examples in docstrings run, and every module of the pure packages is importable by itself."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import rabrong.scoring
import rabrong.thai

MODULES = [
    name
    for package in (rabrong.scoring, rabrong.thai)
    for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_the_arithmetic_that_needs_examples_has_them() -> None:
    attempted = {name: doctest.testmod(import_module(name)).attempted for name in MODULES}
    assert attempted["rabrong.scoring.exact"] >= 5
    assert attempted["rabrong.thai.fiscal"] >= 2
