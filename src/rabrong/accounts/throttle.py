"""How often a password or code may be guessed: counted by account and device, never by address.

Counting is allauth's, in Django's cache; what is here names the buckets and says how long somebody waits.
"""

import time
from math import ceil

from allauth.core.internal.ratelimit import Rate, RateLimitUsage, consume, get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

from rabrong.accounts.device import bucket_of, plain_name

APP = "allauth.account"
GUESS = "login_failed"
ASK = "request_code"


def take_guess(request: HttpRequest, name: str, *, at: str = "door") -> RateLimitUsage | None:
    """Count a guess at an account before it is looked at; None when there are none left. A good one is given back.

    `at` the second factor somebody has guesses of their own: who stands there knew the password.
    """
    return consume(request, app=APP, action=GUESS, key=_key(request, name, at))


def take_ask(request: HttpRequest, name: str) -> bool:
    """Count a request for a code at an account; False when there were too many."""
    return bool(consume(request, app=APP, action=ASK, key=plain_name(name)))


def minutes_to_wait(request: HttpRequest, name: str, *, at: str = "door") -> int:
    """How many minutes until there is a guess again, at least 1."""
    key = _key(request, name, at)
    waits = [_seconds(request, rate, key) for rate in get_rates(app=APP, action=GUESS)]
    return max(1, ceil(max(waits, default=0) / 60))


def _key(request: HttpRequest, name: str, at: str) -> str:
    bucket = bucket_of(request, name)
    return bucket if at == "door" else f"{bucket}/{at}"


def _seconds(request: HttpRequest, rate: Rate, key: str) -> int:
    history = cache.get(get_cache_key(request, app=APP, action=GUESS, rate=rate, key=key), [])
    live = [at for at in history if at > time.time() - rate.duration]
    return ceil(live[rate.amount - 1] + rate.duration - time.time()) if len(live) >= rate.amount else 0
