"""What every answer carries: the policy, the language, the time."""

from datetime import datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from rabrong.config.middleware import chosen_language, content_security_policy, keep_private, take_the_time
from rabrong.demo.clock import START
from tests.nation import build_nation

pytestmark = pytest.mark.django_db


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_language())


def test_nothing_may_be_loaded_from_elsewhere_and_nothing_inline_runs() -> None:
    policy = Client(SERVER_NAME="localhost").get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy


def test_a_page_may_have_a_policy_of_its_own() -> None:
    def own(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert content_security_policy(own)(RequestFactory().get("/")).headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(("cookie", "language"), [("", "th"), ("en", "en"), ("th", "th"), ("de", "th"), ("../x", "th")])
def test_pages_are_thai_until_the_switch_says_otherwise(cookie: str, language: str) -> None:
    request = RequestFactory().get("/", headers={"accept-language": "en-US,en"})
    request.COOKIES["django_language"] = cookie
    response = chosen_language(answer)(request)
    assert isinstance(response, HttpResponse)
    assert (response.content.decode(), response.headers["Content-Language"]) == (language, language)


def test_a_request_has_one_time() -> None:
    seen: list[datetime] = []

    def looking(request: HttpRequest) -> HttpResponse:
        seen.append(request.now)  # type: ignore[attr-defined]
        return HttpResponse()

    take_the_time(looking)(RequestFactory().get("/"))
    assert seen == [START]


def test_a_page_is_kept_by_no_browser_and_no_proxy() -> None:
    person = build_nation().people["psdg"]
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/organisation/", "/people/psdg/", "/2555/unit/cdd/", "/audit/", "/account/", "/search/?q=x"):
        kept = client.get(path).headers["Cache-Control"]
        assert "no-store" in kept, path
        assert "private" in kept, path


def test_what_says_itself_how_it_is_kept_stays_so() -> None:
    def own(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "private, no-cache"})

    assert keep_private(own)(RequestFactory().get("/")).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/people/%00/", "/organisation/unit/%00/rename/", "/2555/unit/%00/", "/%00"])
def test_an_address_with_a_nul_is_not_there(path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(build_nation().people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/{}/unit/cdd/", "/{}/agreement/cdd/check/", "/{}/kpi/4.3/template/", "/2555/agreement/cdd/{}.pdf"]
)
def test_an_address_with_a_number_no_database_keeps_is_not_there(path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(build_nation().people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path.format("9" * 30)).status_code == 404


@pytest.mark.parametrize("path", ["/people/?unit=%00", "/roles/?unit=1%0012", "/search/?q=%00", "/?next=%00"])
def test_a_question_with_a_nul_is_refused(path: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(build_nation().people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 400


def test_a_form_with_a_nul_is_refused() -> None:
    typed = {"name": "psdg\0", "code": "ACDEF-34679", "password1": "x", "password2": "x"}
    assert Client(SERVER_NAME="localhost").post("/account/code/", typed).status_code == 400
