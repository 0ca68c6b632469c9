"""The log says where and of what kind something went wrong, and never a password, code, cookie or address."""

import logging
from pathlib import Path

import pytest
from django.http import HttpRequest

from rabrong.config.logs import WithoutPaths, WithoutValues
from tests.config.mishap import CODE, SECRET
from tests.config.production_process import run


def failed_line(error: BaseException) -> str:
    record = logging.LogRecord("some", logging.ERROR, __file__, 1, "It failed: %s", ("here",), None)
    try:
        raise error
    except BaseException as raised:  # noqa: BLE001  any kind is logged
        record.exc_info = (type(raised), raised, raised.__traceback__)
    record.exc_text = f"Traceback of another handler with {SECRET}"
    return WithoutValues().format(record)


def test_an_exception_is_logged_with_its_kind_and_places_but_not_its_words() -> None:
    line = failed_line(ValueError(SECRET))
    assert "ERROR some: It failed: here" in line
    assert "builtins.ValueError at" in line
    assert f"{__file__}:" in line
    assert SECRET not in line


def test_what_led_to_an_exception_is_named_too() -> None:
    error = RuntimeError(SECRET)
    error.__cause__ = KeyError(SECRET)
    line = failed_line(error)
    assert line.index("builtins.KeyError at") < line.index("which led to") < line.index("builtins.RuntimeError at")
    assert SECRET not in line


def test_exceptions_that_lead_to_each_other_come_to_an_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert failed_line(first).count(" at") == 2


def test_a_record_without_request_is_left_as_it_is() -> None:
    record = logging.LogRecord("some", logging.ERROR, __file__, 1, "%s", (f"/invite/{CODE}/",), None)
    WithoutPaths().filter(record)
    assert record.getMessage() == f"/invite/{CODE}/"


def test_a_path_that_leads_nowhere_is_not_repeated() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: %s", (f"/x/{CODE}/",), None)
    request = HttpRequest()
    request.path = f"/x/{CODE}/"
    record.__dict__["request"] = request
    WithoutPaths().filter(record)
    assert record.getMessage() == "Not Found: (no such page)"


@pytest.fixture(scope="module")
def mishap(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What a failing site answered, and its log."""
    done = run("-m", "tests.config.mishap", folder=tmp_path_factory.mktemp("mishap"))
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_a_failing_site_answers_without_details(mishap: tuple[str, str]) -> None:
    assert mishap[0].splitlines() == ["500 False False", "404 False False", "403 False False"]


def test_the_log_of_production_names_the_failure(mishap: tuple[str, str]) -> None:
    log = mishap[1]
    assert "Internal Server Error: /fail/<str:code>/" in log
    assert "builtins.ValueError at" in log
    assert "builtins.RuntimeError at" in log
    assert "django.security.csrf: Forbidden (" in log
    assert log.count("/fail/<str:code>/") == 2
    assert "Not Found: (no such page)" in log
    assert "uvicorn.error: Exception in ASGI application" in log


@pytest.mark.parametrize("secret", [SECRET, CODE, "somebody@example.go.th", "__Host-session"])
def test_the_log_of_production_holds_no_secret(mishap: tuple[str, str], secret: str) -> None:
    assert secret not in mishap[1]


def test_the_log_goes_to_the_standard_error_only(tmp_path: Path) -> None:
    done = run(
        "-c",
        "import django, logging; django.setup(set_prefix=False); "
        "print([type(h).__name__ for n in ('', 'django', 'django.request', 'django.security')"
        " for h in logging.getLogger(n).handlers])",
        folder=tmp_path,
    )
    assert done.stdout.strip() == "['StreamHandler']"
