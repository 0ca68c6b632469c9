"""The site as an agency runs it: Django's own inspection, the headers of every answer, the first tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

from rabrong.config.middleware import PERMISSIONS, POLICY
from tests.config.production_process import ROOT, run


def test_djangos_own_inspection_finds_nothing(tmp_path: Path) -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_managing_without_settings_says_what_is_missing(tmp_path: Path) -> None:
    done = run("manage.py", "check", "--deploy", folder=tmp_path, RABRONG_SECRET_KEY="", RABRONG_HOSTS="")
    assert done.returncode != 0
    assert "RABRONG_SECRET_KEY is not set" in done.stderr
    assert "RABRONG_HOSTS" in done.stderr


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database that `rabrong migrate` made."""
    folder = tmp_path_factory.mktemp("server")
    done = run("-m", "rabrong", "migrate", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "The database is ready" in done.stdout
    return folder


def test_migrating_again_changes_nothing(migrated: Path) -> None:
    done = run("-m", "rabrong", "migrate", folder=migrated)
    assert done.stdout == "The database is ready: 0 steps taken.\n"


def test_the_cache_of_production_holds_in_every_process(migrated: Path) -> None:
    program = "import django; django.setup(set_prefix=False); from django.core.cache import cache; "
    assert run("-c", program + "cache.set('tries', 3)", folder=migrated).stderr == ""
    assert run("-c", program + "print(cache.get('tries'))", folder=migrated).stdout == "3\n"


def test_the_application_of_production_starts_on_its_tables_only(migrated: Path, tmp_path: Path) -> None:
    assert run("-c", "import rabrong.config.asgi", folder=migrated).returncode == 0
    dropping = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('DROP TABLE rabrong_cache')"
    copy = tmp_path / "data.sqlite3"
    copy.write_bytes((migrated / "data.sqlite3").read_bytes())
    assert run("-c", dropping, str(copy), folder=tmp_path).returncode == 0
    assert "rabrong migrate" in run("-c", "import rabrong.config.asgi", folder=tmp_path).stderr


def test_the_worker_does_what_is_due_and_says_that_mail_is_off(migrated: Path) -> None:
    done = run("-m", "rabrong", "work", "--once", folder=migrated)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "What was due is done. Mails waiting: 0, not delivered: 0\n"
    assert "RABRONG_SMTP is not set" in done.stderr


def test_the_worker_asks_for_the_tables_first(tmp_path: Path) -> None:
    done = run("-m", "rabrong", "work", "--once", folder=tmp_path)
    assert done.returncode == 3
    assert "rabrong migrate" in done.stderr


def test_a_database_that_is_away_is_said_without_a_traceback(tmp_path: Path) -> None:
    away = f"sqlite:///{tmp_path / 'no-such-folder' / 'data.sqlite3'}"
    for command in ("migrate", "work"):
        done = run("-m", "rabrong", command, folder=tmp_path, RABRONG_DATABASE=away)
        assert done.returncode == 3
        assert "Traceback" not in done.stderr


def test_no_setting_turns_the_pages_for_programmers_on() -> None:
    settings = [path.read_text("utf-8") for path in (ROOT / "src/rabrong/config/settings").glob("*.py")]
    assert not any("DEBUG = True" in text for text in settings)


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def streams(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"data: x\n\n"]), content_type="text/event-stream")


def own_urls() -> list[object]:
    from rabrong.config.urls import urlpatterns  # noqa: PLC0415  as it stands at this moment

    return [path("breaks/", breaks), path("streams/", streams), *urlpatterns]


@pytest.fixture
def site() -> Iterator[Client]:
    """The pages, one that breaks and one that streams, over HTTPS as production answers."""
    urls = type("urls", (), {"urlpatterns": own_urls()})
    secure = {"SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 31_536_000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True}
    with override_settings(ROOT_URLCONF=urls, **secure):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True, SERVER_NAME="localhost")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [("/notices/", 302), ("/no/such/page/", 404), ("/breaks/", 500), ("/streams/", 200), ("/live/?topic=x", 403)],
)
def test_every_answer_has_the_safe_headers(site: Client, address: str, status: int) -> None:
    answer = site.get(address, secure=True)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Permissions-Policy"] == PERMISSIONS
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db
def test_refusals_before_any_page_have_the_policy_too(site: Client) -> None:
    redirected, foreign = site.get("/"), site.get("/", headers={"host": "elsewhere.example"}, secure=True)
    unguarded = site.post("/theme/", {"theme": "dark"}, secure=True)
    assert [each.status_code for each in (redirected, foreign, unguarded)] == [301, 400, 403]
    assert {each.headers["Content-Security-Policy"] for each in (redirected, foreign, unguarded)} == {POLICY}


def test_the_policy_lets_nothing_inline_run() -> None:
    assert POLICY.startswith("default-src 'self';")
    assert "unsafe" not in POLICY
