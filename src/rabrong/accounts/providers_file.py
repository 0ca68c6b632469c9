"""Agency sign-on is configuration only: a JSON list of providers, checked as a whole before anything is served."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ID = re.compile(r"[a-z][a-z0-9-]{1,30}")
TEXTS = (
    "id",
    "name",
    "name_en",
    "server_url",
    "issuer",
    "client_id",
    "client_secret",
    "client_secret_file",
    "citizen_claim",
)
REQUIRED = ("id", "name", "server_url", "client_id")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadProvidersError(Exception):
    """The file cannot be used; the message lists everything that is wrong with it."""


def read_providers(file: Path) -> list[dict[str, Any]]:
    """The providers as allauth's apps. Raises BadProvidersError."""
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadProvidersError(f"{file} cannot be read as JSON: {error}") from error
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise BadProvidersError(f"{file} is a list of providers: [{{...}}, ...]")
    faults = [fault for number, each in enumerate(listed, 1) for fault in _faults(each, f"provider {number}")]
    ids = [str(each.get("id")) for each in listed]
    faults += [f"two providers have the id {each!r}" for each in sorted({one for one in ids if ids.count(one) > 1})]
    if faults:
        raise BadProvidersError("; ".join(faults))
    return [_app(each) for each in listed]


def tells_citizen_number(apps: Sequence[Mapping[str, Any]]) -> bool:
    """Whether some provider is set to tell the citizen number."""
    return any(app["settings"]["citizen_claim"] for app in apps)


def _faults(listed: Mapping[str, Any], where: str) -> Iterator[str]:
    unknown = set(listed) - {*TEXTS, "scopes"}
    if unknown:
        yield f"{where}: unknown {', '.join(sorted(unknown))}"
    for name in TEXTS:
        value = listed.get(name, "")
        if not isinstance(value, str) or (name in REQUIRED and not value.strip()):
            yield f"{where}: {name} is missing or no text"
    if isinstance(listed.get("id"), str) and not ID.fullmatch(listed["id"]):
        yield f"{where}: the id is small letters, digits and hyphens, such as thaid"
    for name in ("server_url", "issuer"):
        if isinstance(listed.get(name), str) and listed[name] and not _is_safe(listed[name]):
            yield f"{where}: {name} begins with https://"
    yield from _secret_faults(listed, where)
    scopes = listed.get("scopes", ["openid"])
    if not (isinstance(scopes, list) and "openid" in scopes and all(isinstance(each, str) for each in scopes)):
        yield f"{where}: scopes is a list of texts with openid in it"


def _secret_faults(listed: Mapping[str, Any], where: str) -> Iterator[str]:
    if bool(listed.get("client_secret")) == bool(listed.get("client_secret_file")):
        yield f"{where}: give client_secret_file or client_secret, one of them"
    elif listed.get("client_secret_file") and not _secret(listed):
        yield f"{where}: client_secret_file cannot be read or is empty"


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _secret(listed: Mapping[str, Any]) -> str:
    if listed.get("client_secret"):
        return str(listed["client_secret"])
    try:
        return Path(str(listed["client_secret_file"])).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _app(listed: Mapping[str, Any]) -> dict[str, Any]:
    settings = {
        "server_url": listed["server_url"],
        "issuer": listed.get("issuer", ""),
        "scope": listed.get("scopes", ["openid"]),
        "citizen_claim": listed.get("citizen_claim", ""),
        "name_en": listed.get("name_en", ""),
        "fetch_userinfo": False,
        "oauth_pkce_enabled": True,
    }
    return {
        "provider_id": listed["id"],
        "name": listed["name"],
        "client_id": listed["client_id"],
        "secret": _secret(listed),
        "settings": settings,
    }
