"""From an address like smtps://user:password@host to what Django needs to reach a mail server."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

PORTS = {"smtp": 587, "smtps": 465}
LOOKS_LIKE = (
    "The address of a mail server looks like smtps://user:password@host:465 or smtp://user:password@host:587; "
    "write / : @ # of a password as %2F %3A %40 %23"
)


class BadMailServerError(ImproperlyConfigured):
    """The address of a mail server that cannot be used; the sentence never repeats a password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """`starttls`: the connection is encrypted after the greeting; `tls`: from its first byte."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_server_of(address: str) -> MailServer:
    """The server of an address. Raises BadMailServerError.

    `smtps://user:password@host:465` is encrypted from the start, `smtp://user:password@host:587` by STARTTLS;
    `smtp://host:25?starttls=0` is not, and then takes no password.
    """
    parts = _parts_of(address)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    starttls = options.pop("starttls", "1")
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.fragment or options:
        raise BadMailServerError(LOOKS_LIKE)
    if starttls not in ("0", "1") or (parts.scheme == "smtps" and "starttls" in parts.query):
        raise BadMailServerError("starttls is 0 or 1, and only for smtp://")
    if starttls == "0" and parts.password:
        raise BadMailServerError("A password is only sent over an encrypted connection: take starttls=0 away")
    return _server(parts, starttls=parts.scheme == "smtp" and starttls == "1")


def is_mail_address(text: str) -> bool:
    """Whether mail can be sent to it: name@host and nothing else."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _parts_of(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise BadMailServerError(LOOKS_LIKE) from error


def _server(parts: SplitResult, *, starttls: bool) -> MailServer:
    try:
        port = parts.port
    except ValueError as error:
        raise BadMailServerError("The port of the mail server is no number between 1 and 65535") from error
    return MailServer(
        host=parts.hostname or "",
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=parts.scheme == "smtps",
    )
