"""The device cookie: a machine somebody has signed in from, so that a stranger's wrong guesses do not lock it out.

Its value is signed. It names no person: it holds a random number of the machine and a keyed mark for each account that
came in from it.
"""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

SALT = "rabrong.accounts.device"
SECONDS = 400 * 24 * 60 * 60
"""As long as browsers keep a cookie."""

MOST_ACCOUNTS = 30
"""An office's shared machine; the oldest is forgotten."""

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Device:
    """A machine and the marks of the accounts known on it."""

    number: str
    marks: tuple[str, ...] = ()


def device_of(request: HttpRequest) -> Device | None:
    """The machine of a request; None for one nobody has signed in from, and for a cookie that is not ours."""
    try:
        number, *marks = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(str(number), tuple(str(mark) for mark in marks))


def bucket_of(request: HttpRequest, name: str) -> str:
    """Whose wrong guesses are counted together: those at an account from one of its own machines, or from all other
    machines together. `name` is the sign-in name as typed, of somebody or of nobody."""
    device = device_of(request)
    known = device is not None and mark_of(name) in device.marks
    return f"{plain_name(name)}/{device.number if device is not None and known else UNKNOWN}"


def mark_of(name: str) -> str:
    """A mark that tells nobody whose it is."""
    return salted_hmac(SALT, plain_name(name), algorithm="sha256").hexdigest()[:16]


def plain_name(name: str) -> str:
    """One text for all ways to type a name that a database takes for the same: PostgreSQL compares capitals, and the
    capital of a dotless i is I, so that each i of a name would double the guesses."""
    return name.strip().upper().casefold()


def remember_device(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """After a successful sign-in: this machine is one of the account's own."""
    device = device_of(request) or Device(token_urlsafe(16))
    marks = [mark for mark in device.marks if mark != mark_of(name)] + [mark_of(name)]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device.number, *marks[-MOST_ACCOUNTS:]], salt=SALT),
        max_age=SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
