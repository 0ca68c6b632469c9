"""How people sign in: what demo, production and tests share. See docs/adr/0015-sign-in.md."""

from typing import Any

SIGN_IN_APPS = [
    "rabrong.accounts",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("code", "name", "name_en", "email", "telephone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 60 * 60
"""Unused for so long a session ends; accounts.gate moves the end on while it is used."""

DEVICE_COOKIE_NAME = "rabrong_device"
CITIZEN_KEY = ""
"""The key for the hashes of citizen numbers; without it none are kept."""

ACCOUNT_ADAPTER = "rabrong.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "code"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS: dict[str, str | None] = {
    # By account and device, never by address: a whole office stands behind one.
    "login_failed": "5/5m/key,50/d/key",
    "request_code": "3/h/key",
    "reauthenticate": "10/m/user",
    **dict.fromkeys(("login", "signup", "reset_password", "reset_password_from_key", "request_login_code")),
}

MFA_ADAPTER = "rabrong.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "rabrong.accounts.forms.FactorCodeForm",
    "reauthenticate": "rabrong.accounts.forms.FactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS: dict[str, str | None] = {"webauthn_login": None}

SOCIALACCOUNT_ADAPTER = "rabrong.accounts.sso.SsoAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10


def social_providers(apps: list[dict[str, Any]]) -> dict[str, Any]:
    """allauth's setting for agency sign-on with some providers."""
    return {"openid_connect": {"provider_class": "rabrong.accounts.sso.AgencyProvider", "APPS": apps}}


SOCIALACCOUNT_PROVIDERS = social_providers([])
