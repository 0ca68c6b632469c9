"""One-time codes: ten characters that nobody reads wrongly, and the keyed digest that is kept of them."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from rabrong.thai.digits import to_arabic_digits

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""No 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B: 25 characters."""

LENGTH = 10
"""25 ** 10 is about 2 ** 46: at five guesses in five minutes nobody gets through in the life of a code."""

GROUP = 5


def new_code() -> str:
    """A code nobody can foresee, without its hyphen."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: ACDEF-GHJKM."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """What somebody typed as it was made: capitals, no spaces or hyphens, Arabic digits."""
    return "".join(each for each in to_arabic_digits(text).upper() if each.isalnum())


def digest_of(code: str, *, person_id: int, secret: str | bytes | None = None) -> str:
    """What is kept. Of no use without the site's secret key, and for no other person."""
    return salted_hmac("rabrong.accounts.code", f"{person_id}/{code}", secret=secret, algorithm="sha256").hexdigest()


def matches(code: str, digest: str, *, person_id: int, retired: tuple[str | bytes, ...] = ()) -> bool:
    """Whether a typed code is the one whose digest is kept, under the present secret key or one being retired."""
    keys: tuple[str | bytes | None, ...] = (None, *retired)
    return any(constant_time_compare(digest_of(code, person_id=person_id, secret=key), digest) for key in keys)
