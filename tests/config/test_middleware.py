"""What every answer carries: the policy, the language, the time."""

from datetime import datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from rabrong.config.middleware import chosen_language, content_security_policy, take_the_time
from rabrong.demo.clock import START

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
