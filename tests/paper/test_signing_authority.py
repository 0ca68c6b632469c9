"""An authority of the department's own: its keys are never anywhere in the open."""

import stat
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509

from rabrong.paper.signing.authority import (
    Authority,
    Issued,
    RootFiles,
    Subject,
    issued,
    new_root,
    opened_root,
    revocation_list,
)
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.keys import SigningKey, opened_pkcs12
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.root_files import CERTIFICATE, KEY, read_root, write_root
from rabrong.paper.signing.signing import Intent, signed
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.certificates import NOW
from tests.paper.signed_files import ready

OURS = Subject("ผู้ออกใบรับรองของกรมการพัฒนาชุมชน", "กรมการพัฒนาชุมชน")
SIGNER = Subject("นางสาวกตัญญู ศรีญี่ปุ่น", "กรมการพัฒนาชุมชน", "อธิบดีกรมการพัฒนาชุมชน")
ROOT_PASSPHRASE = "ม้าน้ำเขียวสี่ตัว"
SIGNER_PASSPHRASE = "ฝนตกที่บ้านเรา 7"


@cache
def root_files() -> RootFiles:
    """A root of ours."""
    made = new_root(OURS, ROOT_PASSPHRASE, now=NOW)
    assert isinstance(made, RootFiles)
    return made


@cache
def authority() -> Authority:
    """It, open."""
    opened = opened_root(root_files(), ROOT_PASSPHRASE)
    assert isinstance(opened, Authority)
    return opened


@cache
def signer() -> Issued:
    """A certificate it issued."""
    made = issued(authority(), SIGNER, SIGNER_PASSPHRASE, now=NOW)
    assert isinstance(made, Issued)
    return made


def signed_by_signer() -> bytes:
    """An agreement signed with it."""
    key = opened_pkcs12(signer().pkcs12, SIGNER_PASSPHRASE, now=NOW)
    assert isinstance(key, SigningKey)
    made = signed(ready(), Intent("maker", ("ลงลายมือชื่อ",)), key=key, now=NOW)
    assert isinstance(made, bytes)
    return made


def test_who_it_certifies_signs_and_it_vouches_as_our_own() -> None:
    trust = Trust(roots=(Root(authority().certificate, "own"),))

    found = check_signatures(signed_by_signer(), trust=trust, now=NOW)

    assert not isinstance(found, Refused)
    assert found[0].is_good
    assert (found[0].signer.name, found[0].signer.organisation) == (SIGNER.name, SIGNER.organisation)
    assert (found[0].vouched_by, found[0].vouched_kind) == (OURS.name, "own")


def test_its_list_revokes_a_signer() -> None:
    serial = f"{x509.load_pem_x509_certificate(signer().certificate).serial_number:x}"
    pem = revocation_list(authority(), {serial: NOW - timedelta(hours=1)}, number=1, now=NOW)
    trust = Trust(roots=(Root(authority().certificate, "own"),), revocation_lists=(x509.load_pem_x509_crl(pem),))

    found = check_signatures(signed_by_signer(), trust=trust, now=NOW)

    assert not isinstance(found, Refused)
    assert (found[0].then, found[0].revocation_checked) == ("revoked", True)


@pytest.mark.parametrize("passphrase", ["", "ผิด", SIGNER_PASSPHRASE])
def test_the_root_opens_with_its_passphrase_only(passphrase: str) -> None:
    assert opened_root(root_files(), passphrase) == Refused("authority.passphrase")


def test_the_root_key_of_another_certificate_is_refused() -> None:
    other = new_root(OURS, ROOT_PASSPHRASE, now=NOW)
    assert isinstance(other, RootFiles)

    mixed = RootFiles(other.certificate, root_files().encrypted_key)

    assert opened_root(mixed, ROOT_PASSPHRASE) == Refused("authority.other_key")


def test_a_signers_key_opens_with_the_signers_passphrase_only() -> None:
    assert opened_pkcs12(signer().pkcs12, ROOT_PASSPHRASE, now=NOW) == Refused("pkcs12.passphrase")


def test_no_key_stands_in_what_is_shown() -> None:
    for shown in (root_files(), authority(), signer()):
        assert "key" not in repr(shown).lower()
        assert "pkcs12" not in repr(shown).lower()


@pytest.mark.parametrize("passphrase", ["", "short", "๑๒๓๔๕๖๗๘๙๐๑"])
def test_a_short_passphrase_is_refused(passphrase: str) -> None:
    refused = Refused("passphrase.short", {"least": "12"})

    assert new_root(OURS, passphrase, now=NOW) == refused
    assert issued(authority(), SIGNER, passphrase, now=NOW) == refused


@pytest.mark.parametrize("subject", [Subject("", "กรม"), Subject("ก" * 65, "กรม"), Subject("ก", "ข" * 65)])
def test_a_name_that_fits_no_certificate_is_refused(subject: Subject) -> None:
    assert issued(authority(), subject, SIGNER_PASSPHRASE, now=NOW) == Refused("authority.name", {"most": "64"})


def test_a_name_of_sixty_four_thai_letters_fits() -> None:
    made = issued(authority(), Subject("ก" * 64, "กรม"), SIGNER_PASSPHRASE, now=NOW)

    assert isinstance(made, Issued)


def test_nothing_outlives_the_root() -> None:
    refused = issued(authority(), SIGNER, SIGNER_PASSPHRASE, now=NOW + timedelta(days=3400))

    assert refused == Refused("authority.ends", {"until": NOW + timedelta(days=3650)})


def test_the_root_is_written_for_its_owner_only_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "authority"

    write_root(folder, root_files())

    assert read_root(folder) == root_files()
    assert stat.S_IMODE((folder / KEY).stat().st_mode) == 0o600
    assert b"PRIVATE" not in (folder / KEY).read_bytes() + (folder / CERTIFICATE).read_bytes()
    with pytest.raises(FileExistsError):
        write_root(folder, root_files())


def test_where_there_is_no_root_none_is_read(tmp_path: Path) -> None:
    assert read_root(tmp_path) is None
