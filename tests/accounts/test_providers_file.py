"""Agency sign-on by configuration only, and nonsense refused as a whole."""

import json
from pathlib import Path

import pytest

from rabrong.accounts.providers_file import BadProvidersError, read_providers, tells_citizen_number

GOOD = {
    "id": "thaid",
    "name": "ThaID",
    "server_url": "https://imauth.bora.dopa.go.th",
    "client_id": "rabrong",
    "client_secret": "not a real one",
    "scopes": ["openid", "pid"],
    "citizen_claim": "pid",
}


def written(tmp_path: Path, *providers: object) -> Path:
    file = tmp_path / "providers.json"
    file.write_text(json.dumps(providers), encoding="utf-8")
    return file


def test_a_provider_becomes_an_app_with_a_challenge_and_without_asking_for_more(tmp_path: Path) -> None:
    (app,) = read_providers(written(tmp_path, GOOD))
    assert (app["provider_id"], app["name"], app["secret"]) == ("thaid", "ThaID", "not a real one")
    assert app["settings"]["oauth_pkce_enabled"]
    assert not app["settings"]["fetch_userinfo"]
    assert app["settings"]["scope"] == ["openid", "pid"]
    assert tells_citizen_number([app])


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("in a file\n", encoding="utf-8")
    provider = {**GOOD, "client_secret_file": str(tmp_path / "secret")}
    del provider["client_secret"]
    assert read_providers(written(tmp_path, provider))[0]["secret"] == "in a file"


def test_a_provider_without_a_claim_tells_no_citizen_number(tmp_path: Path) -> None:
    provider = {name: value for name, value in GOOD.items() if name != "citizen_claim"}
    assert not tells_citizen_number(read_providers(written(tmp_path, provider)))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"id": "Thai ID"}, "the id is small letters"),
        ({"name": ""}, "name is missing"),
        ({"client_id": None}, "client_id is missing"),
        ({"server_url": "http://imauth.bora.dopa.go.th"}, "server_url begins with https://"),
        ({"issuer": "ftp://x"}, "issuer begins with https://"),
        ({"client_secret": ""}, "give client_secret_file or client_secret"),
        ({"client_secret_file": "/nowhere"}, "one of them"),
        ({"client_secret": "", "client_secret_file": "/nowhere"}, "client_secret_file cannot be read"),
        ({"scopes": "openid"}, "scopes is a list"),
        ({"scopes": ["profile"]}, "with openid in it"),
        ({"auto_signup": True}, "unknown auto_signup"),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, changed: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadProvidersError, match=complaint):
        read_providers(written(tmp_path, {**GOOD, **changed}))


def test_everything_wrong_is_said_together(tmp_path: Path) -> None:
    with pytest.raises(BadProvidersError) as refused:
        read_providers(written(tmp_path, {**GOOD, "id": "A", "name": ""}, GOOD, GOOD))
    assert [part in str(refused.value) for part in ("provider 1: the id", "name is missing", "two providers")] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("text", ["{}", "[1]", "not json", ""])
def test_a_file_that_is_no_list_of_providers_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "providers.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadProvidersError):
        read_providers(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadProvidersError, match="cannot be read"):
        read_providers(tmp_path / "nowhere")
