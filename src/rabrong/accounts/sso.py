"""Agency sign-on by OpenID Connect: authorization code with PKCE, state, nonce and a checked signature.

A person is matched by provider and subject only. Of what a provider tells, nothing but the subject is kept, and the
citizen number as a keyed hash where the provider is set to tell it.
"""

from collections.abc import Mapping
from typing import Any, cast

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext

from rabrong.accounts.actions.subjects import Subject, citizen_refusal, connect_subject
from rabrong.accounts.wording import refusal_words
from rabrong.org.asking import now_of
from rabrong.org.citizen import citizen_hash, read_citizen_number
from rabrong.org.models import Person
from rabrong.org.rules import Refusal

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS = 60
STATE_LENGTH = 32
CONNECT = "connect"
LOGIN = "login"
CITIZEN = "citizen"


def new_state() -> str:
    """What comes back with the answer and is known to this session only."""
    return get_random_string(STATE_LENGTH)


def nonce_of(state: str) -> str:
    """What the signed answer has to carry: bound to the state, so to this session."""
    return salted_hmac("rabrong.accounts.sso.nonce", state, algorithm="sha256").hexdigest()


class AgencyAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to one provider. Raises OAuth2Error for every answer that is not as it has to be."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself; its issuer has to be who was configured."""
        try:
            config = cast(dict[str, Any], super().openid_config)
        except ValueError as error:
            raise OAuth2Error("the discovery document is no JSON") from error
        wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        if not all(isinstance(config.get(name), str) for name in wanted):
            raise OAuth2Error("the discovery document lacks an endpoint")
        if config["issuer"].rstrip("/") != self.get_provider().issuer.rstrip("/"):
            raise OAuth2Error("the discovery document is another issuer's")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:  # noqa: ANN401
        """The subject of the signed answer; nothing else about the person is asked for or kept."""
        claims = self._checked(app, str(kwargs["response"].get("id_token", "")))
        if not constant_time_compare(str(claims.get("nonce", "")), nonce_of(request.GET.get("state", ""))):
            raise OAuth2Error("the answer was not made for this sign-in")
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, claims)
        setattr(login, CITIZEN, citizen_of(claims, app.settings.get("citizen_claim", "")))
        return login

    def _checked(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=list(ALGORITHMS),
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise OAuth2Error("the signed answer is not valid") from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("the signed answer was made for another client")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        found = [key for key in keys if key.key_id == wanted] if wanted else keys
        if len(found) != 1:
            raise OAuth2Error("the provider has no key for its signature")
        return found[0]


def citizen_of(claims: Mapping[str, Any], claim: str) -> str:
    """The keyed hash of the citizen number in a claim; "" where the provider is not set to tell one, or tells none."""
    number = read_citizen_number(str(claims.get(claim, ""))) if claim and settings.CITIZEN_KEY else None
    return citizen_hash(number, key=settings.CITIZEN_KEY) if number else ""


class AgencyProvider(OpenIDConnectProvider):
    """A provider as RABRONG_OIDC_PROVIDERS_FILE describes it."""

    oauth2_adapter_class = AgencyAdapter
    pkce_enabled_default = True

    @property
    def issuer(self) -> str:
        """Who signs."""
        return str(self.app.settings.get("issuer") or self.app.settings["server_url"])

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """The subject."""
        return str(data["sub"])

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Nothing: neither names nor tokens nor numbers are stored."""
        return {}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Nothing: people are known here already."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        """None: an address is no way to know a person."""
        return []


class SsoAdapter(DefaultSocialAccountAdapter):
    """Decides what a provider's answer means."""

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Never."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]) -> AbstractBaseUser:
        """Nobody is made from an answer."""
        assert sociallogin.user is not None
        return sociallogin.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connects, or lets a connected subject in. Raises ImmediateHttpResponse with the answer otherwise."""
        subject = _subject(sociallogin)
        if sociallogin.state.get("process") == CONNECT:
            raise ImmediateHttpResponse(_connected(request, subject))
        if not isinstance(sociallogin.user, Person) or not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "accounts/sso_unknown.html", status=403))
        refusal = citizen_refusal(sociallogin.user, subject)
        if refusal is not None:
            page = render(request, "accounts/sso_failed.html", {"reason": refusal_words(refusal)}, status=403)
            raise ImmediateHttpResponse(page)


def _subject(sociallogin: SocialLogin) -> Subject:
    return Subject(sociallogin.account.provider, sociallogin.account.uid, getattr(sociallogin, CITIZEN, ""))


def _connected(request: HttpRequest, subject: Subject) -> Any:  # noqa: ANN401
    if not isinstance(request.user, Person):
        return redirect("account_login")
    done = connect_subject(request.user, subject, now=now_of(request))
    if isinstance(done, Refusal):
        messages.error(request, refusal_words(done))
    else:
        messages.success(request, gettext("เชื่อมบัญชีแล้ว ครั้งหน้าใช้เข้าระบบได้เลย"))
    return redirect("account")
