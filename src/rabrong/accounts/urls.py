"""Addresses of accounts. Of allauth's only what is used has one; its names are kept where its code leads to them."""

from allauth.account.views import login, reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_factor
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.webauthn.views import login_webauthn, reauthenticate_webauthn
from django.urls import path

from rabrong.accounts.views import device, factors, getting_in, handing_out, own, sso

urlpatterns = [
    path("", own.account, name="account"),
    path("sign-in/", login, name="account_login"),
    path("sign-in/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/check/", authenticate, name="mfa_authenticate"),
    path("code/", getting_in.code, name="account_code"),
    path("forgot/", getting_in.forgot, name="account_reset_password"),
    path("forgot/asked/", getting_in.asked, name="account_asked"),
    path("device/", device.device, name="account_device"),
    path("password/", own.password, name="account_change_password"),
    path("sessions/<int:number>/end/", own.end_one_session, name="account_end_session"),
    path("sessions/end/", own.end_all_sessions, name="account_end_sessions"),
    path("again/", reauthenticate, name="account_reauthenticate"),
    path("again/factor/", reauthenticate_by_factor, name="mfa_reauthenticate"),
    path("again/passkey/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/", factors.second_factor, name="mfa_index"),
    path("second-factor/app/", factors.add_app, name="mfa_activate_totp"),
    path("second-factor/passkey/", factors.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/recovery/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/<int:number>/remove/", factors.remove, name="account_remove_factor"),
    path("factor-rules/", factors.rules, name="account_factor_rules"),
    path("sso/<slug:provider_id>/", sso.start, name="openid_connect_login"),
    path("sso/<slug:provider_id>/connect/", sso.connect, name="account_connect"),
    path("sso/<slug:provider_id>/back/", sso.callback, name="openid_connect_callback"),
    path("sso/cancelled/here/", sso.cancelled, name="socialaccount_login_cancelled"),
    path("sso/<int:number>/disconnect/", sso.disconnect, name="account_disconnect"),
    path("codes/", handing_out.codes, name="account_codes"),
    path("codes/requests/", handing_out.requests, name="account_requests"),
]
