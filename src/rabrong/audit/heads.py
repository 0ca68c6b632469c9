"""Signed heads: the last number and hash of a chain on a day, signed, to be kept where the chain is not.

Ed25519. Whoever holds the heads and the public key finds a chain that was cut or rewritten after they were signed.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

LENGTH_OF_KEY_ID = 16
PublicKeys = Mapping[str, Ed25519PublicKey]
"""Key id -> key."""


class BadKeyError(ValueError):
    """A text that is no Ed25519 key in PEM form."""


class BadHeadError(ValueError):
    """A text that is no signed head."""


@dataclass(frozen=True, slots=True)
class Head:
    """A chain's last number and hash on a day; `day` and `signed_at` are ISO texts, the signature is hexadecimal."""

    chain: str
    number: int
    digest: str
    day: str
    signed_at: str
    key_id: str
    signature: str = ""


def new_private_key() -> str:
    """A new key in PEM form."""
    return _pem(Ed25519PrivateKey.generate())


def private_key_of(text: str) -> Ed25519PrivateKey:
    """The key of a PEM text. Raises BadKeyError."""
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise BadKeyError(str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyError("not an Ed25519 key")
    return key


def is_private_key(text: str) -> bool:
    """Whether heads can be signed with it."""
    try:
        private_key_of(text)
    except BadKeyError:
        return False
    return True


def public_key_of(text: str) -> Ed25519PublicKey:
    """The key of a PEM text; of a private key its public half. Raises BadKeyError."""
    if "PRIVATE KEY" in text:
        return private_key_of(text).public_key()
    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, TypeError) as error:
        raise BadKeyError(str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeyError("not an Ed25519 key")
    return key


def public_pem(key: Ed25519PublicKey) -> str:
    """The key as it is handed to whoever checks."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def key_id_of(key: Ed25519PublicKey) -> str:
    """A short name of a key: the beginning of its hash."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:LENGTH_OF_KEY_ID]


def keys_by_id(*keys: Ed25519PublicKey) -> PublicKeys:
    """The keys a checker trusts."""
    return {key_id_of(key): key for key in keys}


def signature_of(head: Head, key: Ed25519PrivateKey) -> str:
    """The signature over everything in the head but the signature."""
    return key.sign(_signed_bytes(head)).hex()


def is_signed(head: Head, keys: PublicKeys) -> bool:
    """Whether one of the keys signed the head. A key that is not known signs nothing."""
    key = keys.get(head.key_id)
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(head.signature), _signed_bytes(head))
    except (InvalidSignature, ValueError):
        return False
    return True


def line_of(head: Head) -> str:
    """The head as one line of JSON, without its end."""
    return json.dumps({**_content(head), "signature": head.signature}, ensure_ascii=False, sort_keys=True)


def head_of(line: str) -> Head:
    """The head of a line. Raises BadHeadError."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadHeadError(str(error)) from error
    texts = {name: found.get(name) for name in Head.__slots__} if isinstance(found, dict) else {}
    number = texts.pop("number", None)
    if type(number) is not int or not all(isinstance(text, str) for text in texts.values()):
        raise BadHeadError("chain, number, digest, day, signed_at, key_id, signature")
    return Head(number=number, **{name: str(text) for name, text in texts.items()})


def _content(head: Head) -> dict[str, object]:
    return {name: getattr(head, name) for name in Head.__slots__ if name != "signature"}


def _signed_bytes(head: Head) -> bytes:
    return json.dumps(_content(head), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _pem(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
