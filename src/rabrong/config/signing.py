"""What the environment may say about signing agreements, and what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from cryptography import x509

from rabrong.paper.signing.root_files import CERTIFICATE, KEY
from rabrong.paper.signing.timestamps import over_http


def why_not_signing(roots: str, own: str, time_authority: str) -> list[str]:
    """What is wrong with the folder of roots, with that of an own authority, with the address of a time authority."""
    return [*_roots_problems(roots), *_own_problems(own), *_time_problems(time_authority)]


def _roots_problems(folder: str) -> Iterator[str]:
    if folder and not Path(folder).is_dir():
        yield f"RABRONG_SIGNING_ROOTS names {folder}, which is no folder."
    for path in sorted(Path(folder).glob("*.pem")) if folder else ():
        try:
            read = x509.load_pem_x509_crl if path.name.startswith("revoked-") else x509.load_pem_x509_certificate
            read(path.read_bytes())
        except (OSError, ValueError) as error:
            yield f"RABRONG_SIGNING_ROOTS: {path.name} cannot be read: {error}"


def _own_problems(folder: str) -> Iterator[str]:
    if folder and not ((Path(folder) / CERTIFICATE).is_file() and (Path(folder) / KEY).is_file()):
        yield f"RABRONG_OWN_AUTHORITY: {folder} holds no root; make one with `rabrong authority new {folder}`."


def _time_problems(address: str) -> Iterator[str]:
    try:
        if address:
            over_http(address)
    except ValueError as error:
        yield f"RABRONG_TIME_AUTHORITY: {error}"
