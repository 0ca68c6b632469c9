"""`rabrong authority`: a root in a folder, certificates for signers, revocations; off until it is switched on."""

from pathlib import Path

import pytest
from django.test import override_settings

from rabrong.agreements.models import RevocationList, SignerCertificate
from tests.cli.command import printed, refused
from tests.nation import build_nation

ROOT, SIGNER = "รหัสผ่านของราก 2554", "รหัสผ่านของผู้ลงนาม"


def issue(person: str, *, root: str = ROOT, signer: str = SIGNER) -> tuple[str, ...]:
    passphrases = ("--root-passphrase", root, "--passphrase", signer)
    return ("authority", "issue", person, *passphrases, "--lang", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a root."""
    here = tmp_path / "root"
    said = printed("authority", "new", here, "--name", "กรมทดสอบ", "--passphrase", ROOT, "--lang", "en")
    assert f"RABRONG_OWN_AUTHORITY={here}" in said
    return here


def test_a_root_is_made_once_and_readable_for_its_owner_only(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["root-certificate.pem", "root-key.p12"]
    assert (folder / "root-key.p12").stat().st_mode & 0o077 == 0
    again = ("authority", "new", folder, "--name", "กรม", "--passphrase", ROOT, "--lang", "en")
    assert "nothing was written over" in refused(*again)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    new = ("authority", "new", tmp_path / "x", "--name", "กรม", "--passphrase", "short", "--lang", "en")
    assert refused(*new) != ""
    assert not (tmp_path / "x").exists()


@pytest.mark.django_db
def test_a_certificate_is_issued_listed_and_taken_back(folder: Path) -> None:
    build_nation()
    with override_settings(OWN_AUTHORITY=str(folder)):
        assert "was issued to" in printed(*issue("psdg"))
        row = SignerCertificate.objects.get()
        assert row.serial in printed("authority", "list", "--lang", "en")
        back = ("authority", "revoke", row.serial, "--reason", "lost", "--root-passphrase", ROOT, "--lang", "en")
        assert "list number 1" in printed(*back)
        assert "revoked" in printed("authority", "list", "--lang", "en")
        assert refused(*back) != ""
    assert RevocationList.objects.count() == 1
    assert SIGNER.encode() not in bytes(row.pkcs12)


@pytest.mark.django_db
def test_what_does_not_fit_is_refused(folder: Path) -> None:
    build_nation()
    assert "RABRONG_OWN_AUTHORITY is not set" in refused(*issue("psdg"))
    with override_settings(OWN_AUTHORITY=str(folder)):
        assert "There is no person" in refused(*issue("nobody"))
        assert refused(*issue("psdg", root="another passphrase")) != ""
        revoke = ("authority", "revoke", "ff", "--reason", "x", "--root-passphrase", ROOT, "--lang", "en")
        assert "There is no certificate ff" in refused(*revoke)
    assert not SignerCertificate.objects.exists()
