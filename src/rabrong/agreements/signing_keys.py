"""What signing goes by that the environment of the server says: whom to trust, whose time, an authority of one's own.

All of it is off where nothing is set: signatures are then checked for being intact, and nobody vouches for the signer.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cryptography import x509
from django.conf import settings

from rabrong.agreements.models import RevocationList
from rabrong.paper.signing.root_files import read_root
from rabrong.paper.signing.timestamps import Ask, over_http
from rabrong.paper.signing.trust import Kind, Root, Trust

KINDS: dict[str, Kind] = {"provider": "provider", "other": "other"}
"""How the file of a root begins: provider-tuc.pem is one of a certification provider."""


def trusted() -> Trust:
    """Whom a check trusts: the roots of the folder, the own authority, and their revocation lists. One query."""
    kept = _of_folder(settings.SIGNING_ROOTS)
    own = own_root()
    lists = tuple(x509.load_pem_x509_crl(row.content.encode()) for row in RevocationList.objects.all()[:1])
    roots = kept.roots if own is None else (*kept.roots, Root(own, "own"))
    return Trust(roots, kept.intermediates, (*kept.revocation_lists, *lists), kept.time_roots)


def own_root() -> x509.Certificate | None:
    """The root of the own authority; None where there is none, or it is switched off."""
    files = read_root(Path(settings.OWN_AUTHORITY)) if settings.OWN_AUTHORITY else None
    return None if files is None else x509.load_pem_x509_certificate(files.certificate)


def time_authority() -> Ask | None:
    """How to ask the authority that vouches for the time (RFC 3161); None where the time is the server's."""
    return over_http(settings.TIME_AUTHORITY) if settings.TIME_AUTHORITY else None


def no_trust() -> Trust:
    """Nobody."""
    return Trust()


@cache
def _of_folder(folder: str) -> Trust:
    """The PEM files of a folder by how their names begin: provider-, other-, between-, time-, and revoked- lists."""
    if not folder:
        return no_trust()
    roots = tuple(Root(each, kind) for begins, kind in KINDS.items() for each in _certificates(folder, begins))
    lists = tuple(x509.load_pem_x509_crl(path.read_bytes()) for path in sorted(Path(folder).glob("revoked-*.pem")))
    return Trust(roots, tuple(_certificates(folder, "between")), lists, tuple(_certificates(folder, "time")))


def _certificates(folder: str, begins: str) -> Iterator[x509.Certificate]:
    for path in sorted(Path(folder).glob(f"{begins}-*.pem")):
        yield from x509.load_pem_x509_certificates(path.read_bytes())
