"""A site that goes wrong with a secret in hand, under the settings of production; run in a process of its own.

Usage: python -m tests.config.mishap   (prints what was answered; the log goes to the standard error)
"""

import logging
from pathlib import Path

import django
from django.http import HttpRequest, HttpResponse

SECRET = "hunter2-password"
CODE = "ONE-TIME-CODE"


def fail(request: HttpRequest, code: str = "") -> HttpResponse:
    try:
        int(request.POST["password"])
    except ValueError as error:
        raise RuntimeError(f"cannot use {request.POST['password']} of {code}") from error
    raise AssertionError


def main() -> None:
    django.setup(set_prefix=False)
    from django.conf import settings  # noqa: PLC0415  after setup
    from django.test import Client  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    # No tables and no collected files are needed for what is shown here.
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(str(settings.STATIC_ROOT)).mkdir()
    from rabrong.config import urls  # noqa: PLC0415

    urls.urlpatterns.insert(0, path("fail/<str:code>/", fail))
    headers = {"host": "kpi.example.go.th", "cookie": f"__Host-session={SECRET}"}
    posted = {"password": SECRET, "email": "somebody@example.go.th"}
    client = Client(raise_request_exception=False)
    failed = client.post(f"/fail/{CODE}/?code={CODE}", posted, headers=headers, secure=True)
    missing = client.get(f"/invite/{CODE}/", headers=headers, secure=True)
    guarded = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forbidden = guarded.post(f"/fail/{CODE}/", posted, headers=headers, secure=True)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=ValueError(SECRET))
    for response in (failed, missing, forbidden):
        said = response.content.decode()
        print(response.status_code, SECRET in said, "Traceback" in said)


if __name__ == "__main__":
    main()
