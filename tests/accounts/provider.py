"""A real OpenID Connect provider for the tests: django-oauth-toolkit in a process of its own, on this machine only.

Usage: python tests/accounts/provider.py FOLDER CALLBACK   (prints its port; ends when its input closes)

`/as/NAME/` signs a person of PEOPLE in, without a password. What some of them get is not as it should be.
"""

import json
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CLIENT_ID, CLIENT_SECRET = "rabrong-tests", "a-secret-between-two-test-processes"
PEOPLE = {
    "somsri": "1101700230708",
    "anan": "3100600123450",
    "unknown": "",
    "wrong-nonce": "",
    "wrong-audience": "",
    "wrong-issuer": "",
    "expired": "",
}
"""Subject -> the citizen number it tells; the numbers are made up."""

WRONG: dict[str, dict[str, object]] = {
    "wrong-nonce": {"nonce": "of another sign-in"},
    "wrong-audience": {"aud": "somebody-else"},
    "wrong-issuer": {"iss": "http://127.0.0.1:1/o"},
    "expired": {"exp": 1_000_000_000},
}


class Server(ThreadingMixIn, WSGIServer):
    """Answers several at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def configure(folder: Path) -> None:
    """Django with the toolkit, on a database of its own."""
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from django.conf import settings  # noqa: PLC0415

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    settings.configure(
        SECRET_KEY="only-for-this-test-provider",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="__main__",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SESSION_COOKIE_NAME="provider_session",
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem,
            "SCOPES": {"openid": "", "pid": ""},
            "PKCE_REQUIRED": True,
            "OAUTH2_VALIDATOR_CLASS": "__main__.Answers",
        },
    )


def prepare(callback: str) -> None:
    """Tables, the client, the people."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from oauth2_provider.models import Application  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    Application.objects.create(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=callback,
        skip_authorization=True,
        algorithm=Application.RS256_ALGORITHM,
    )
    for name in PEOPLE:
        User.objects.create(username=name)


def answers_class() -> type:
    """Claims of the signed answer; needs Django set up."""
    from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: PLC0415

    class Answers(OAuth2Validator):
        oidc_claim_scope = None

        def get_claim_dict(self, request: Any) -> dict[str, Any]:  # noqa: ANN401
            name = request.user.username
            return {"sub": f"subject-{name}", "email": "keeper-1201@example.go.th", "pid": PEOPLE[name]}

        def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> Any:  # noqa: ANN401
            claims, expires = super().get_id_token_dictionary(token, token_handler, request)
            return {**claims, **WRONG.get(request.user.username, {})}, expires

    return Answers


def addresses() -> list[Any]:
    """The toolkit's, and one that signs in."""
    from django.contrib.auth import login  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.urls import include, path  # noqa: PLC0415

    def sign_in_as(request: HttpRequest, name: str) -> HttpResponse:
        login(request, User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # another Django's
        return HttpResponse(name)

    return [path("as/<str:name>/", sign_in_as), path("o/", include("oauth2_provider.urls", "oauth2_provider"))]


def main(folder: str, callback: str) -> None:
    """Serve until the input closes."""
    configure(Path(folder))
    import django  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    django.setup(set_prefix=False)
    globals()["Answers"] = answers_class()
    prepare(callback)
    globals()["urlpatterns"] = addresses()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
