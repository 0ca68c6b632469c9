"""Signing: in order, with a key that lives in memory for one signature, and a validator that is not ours agrees."""

import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import DummyTimeStamper

from rabrong.paper.signing.certificates import asn1_of
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.keys import SigningKey, opened_pkcs12
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.signing import Intent, signed
from rabrong.paper.signing.timestamps import Ask, over_http
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.agreements import DIGEST, document, pages_of
from tests.paper.certificates import NOW, PASSPHRASE, Holder, p12, person, root
from tests.paper.signed_files import by_both, by_maker, key_of, ready, sign

TRUST = Trust(roots=(Root(root().certificate, "provider"),))


def reports(pdf: bytes, trust: Trust = TRUST) -> tuple[SignatureReport, ...]:
    """What the check tells."""
    told = check_signatures(pdf, trust=trust, now=NOW)
    assert not isinstance(told, Refused)
    return told


def told_by_pdfsig(pdf: bytes, folder: Path) -> str:
    """What the validator of poppler says."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def test_preparing_keeps_every_byte_and_adds_two_fields_in_order() -> None:
    made = document().pdf

    assert ready().startswith(made)
    assert reports(ready()) == ()
    assert [DIGEST in text for text in pages_of(ready())] == [DIGEST in text for text in pages_of(made)]


def test_signing_keeps_every_byte_that_was_there() -> None:
    assert by_maker().startswith(ready())
    assert by_both().startswith(by_maker())


def test_both_signatures_are_intact_and_told_in_their_order() -> None:
    maker, superior = reports(by_both())

    assert (maker.field, maker.signer.name) == ("maker", "กตัญญู ศรีญี่ปุ่น")
    assert (superior.field, superior.signer.name) == ("superior", "สมชาย ใจดี")
    assert (maker.covers, maker.changes) == ("revision", "signing")
    assert (superior.covers, superior.changes) == ("file", "none")
    assert maker.is_good
    assert superior.is_good


def test_a_validator_that_is_not_ours_says_valid(tmp_path: Path) -> None:
    told = told_by_pdfsig(by_both(), tmp_path)

    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("Signature Type: ETSI.CAdES.detached") == 2
    assert "Total document signed" in told


def test_a_validator_that_is_not_ours_finds_a_changed_byte(tmp_path: Path) -> None:
    changed = bytearray(by_both())
    changed[2000] ^= 1

    assert "Signature is Valid" not in told_by_pdfsig(bytes(changed), tmp_path)


def test_the_time_claimed_is_the_time_given() -> None:
    (told,) = reports(by_maker())

    assert told.claimed_at == NOW
    assert (told.stamp, told.stamped_at) == ("none", None)


def test_the_lines_of_a_signature_are_seen_on_the_page() -> None:
    lines = ("กตัญญู ศรีญี่ปุ่น", "ลงลายมือชื่ออิเล็กทรอนิกส์", "เวลา 10.00 น.")
    made = signed(ready(), Intent("maker", lines), key=key_of(person()), now=NOW)
    assert isinstance(made, bytes)

    assert [line for line in lines if line not in pages_of(made)[0]] == []


def test_the_superior_cannot_sign_before_the_maker() -> None:
    made = signed(ready(), Intent("superior", ("ลงนาม",)), key=key_of(person()), now=NOW)

    assert made == Refused("field.order", {"field": "superior", "before": "maker"})


def test_nobody_signs_twice() -> None:
    made = signed(by_maker(), Intent("maker", ("ลงนาม",)), key=key_of(person()), now=NOW)

    assert made == Refused("field.signed", {"field": "maker"})


def test_a_place_that_is_not_there_cannot_be_signed() -> None:
    made = signed(ready(), Intent("minister", ("ลงนาม",)), key=key_of(person()), now=NOW)

    assert made == Refused("field.unknown", {"field": "minister"})


def test_what_is_no_pdf_cannot_be_signed() -> None:
    made = signed(b"PK\x03\x04", Intent("maker", ("ลงนาม",)), key=key_of(person()), now=NOW)

    assert made == Refused("pdf.not_pdf")


def test_letters_that_no_font_has_refuse_the_signature() -> None:
    made = signed(ready(), Intent("maker", ("中",)), key=key_of(person()), now=NOW)

    assert made == Refused("text.unprintable", {"letters": "中"})


def test_an_rsa_key_signs_as_well(tmp_path: Path) -> None:
    holder = person(key=rsa.generate_private_key(65537, 2048))

    made = sign(ready(), "maker", holder=holder)

    assert reports(made)[0].is_good
    assert "Signature is Valid" in told_by_pdfsig(made, tmp_path)


# The PKCS#12 file.


def test_the_right_passphrase_opens_the_key_and_shows_none_of_it() -> None:
    holder = person()

    key = opened_pkcs12(p12(holder), PASSPHRASE, now=NOW)

    assert isinstance(key, SigningKey)
    assert key.certificate == holder.certificate
    assert "private" not in repr(key)


@pytest.mark.parametrize("passphrase", ["", "ผิด", PASSPHRASE + " "])
def test_a_wrong_passphrase_is_refused(passphrase: str) -> None:
    assert opened_pkcs12(p12(person()), passphrase, now=NOW) == Refused("pkcs12.passphrase")


@pytest.mark.parametrize("data", [b"", b"garbage", b"\x30\x80", b"0" * 200_000, b"%PDF-1.7", bytes(500)])
def test_what_is_no_pkcs12_is_refused(data: bytes) -> None:
    assert opened_pkcs12(data, PASSPHRASE, now=NOW) == Refused("pkcs12.unreadable")


def test_a_cut_pkcs12_is_refused() -> None:
    data = p12(person())

    assert opened_pkcs12(data[:-40], PASSPHRASE, now=NOW) == Refused("pkcs12.unreadable")


def test_a_pkcs12_without_a_key_is_refused() -> None:
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    data = pkcs12.serialize_key_and_certificates(b"x", None, person().certificate, None, encryption)

    assert opened_pkcs12(data, PASSPHRASE, now=NOW) == Refused("pkcs12.no_key")


def test_a_kind_of_key_that_validators_do_not_know_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    holder = person(key=key)  # type: ignore[arg-type]  # the point of the test

    assert opened_pkcs12(p12(holder), PASSPHRASE, now=NOW) == Refused("pkcs12.old")


def test_an_expired_certificate_is_refused_with_its_name_and_day() -> None:
    holder = person(starts=NOW - timedelta(days=400), days=365)

    refused = opened_pkcs12(p12(holder), PASSPHRASE, now=NOW)

    assert refused == Refused("certificate.expired", {"name": "กตัญญู ศรีญี่ปุ่น", "until": NOW - timedelta(days=35)})


def test_a_certificate_of_tomorrow_is_refused_with_its_day() -> None:
    holder = person(starts=NOW + timedelta(days=1))

    refused = opened_pkcs12(p12(holder), PASSPHRASE, now=NOW)

    assert refused == Refused("certificate.not_yet", {"name": "กตัญญู ศรีญี่ปุ่น", "from": NOW + timedelta(days=1)})


@pytest.mark.parametrize(
    "holder",
    [
        person(signing=False),
        person(purpose=ExtendedKeyUsageOID.SERVER_AUTH),
        person(purpose=ExtendedKeyUsageOID.TIME_STAMPING),
    ],
    ids=["encrypts only", "a server", "a time stamp"],
)
def test_a_certificate_that_is_not_for_signing_is_refused(holder: Holder) -> None:
    refused = opened_pkcs12(p12(holder), PASSPHRASE, now=NOW)

    assert refused == Refused("certificate.not_for_signing", {"name": "กตัญญู ศรีญี่ปุ่น"})


def test_the_certificate_of_an_authority_signs_no_agreement() -> None:
    refused = opened_pkcs12(p12(root()), PASSPHRASE, now=NOW)

    assert refused == Refused("certificate.not_for_signing", {"name": "ผู้ออกใบรับรองทดสอบ"})


@pytest.mark.parametrize("purpose", [ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH])
def test_a_persons_purpose_may_sign(purpose: object) -> None:
    holder = person(purpose=purpose)  # type: ignore[arg-type]  # one of the object identifiers above

    assert isinstance(opened_pkcs12(p12(holder), PASSPHRASE, now=NOW), SigningKey)


def test_a_short_key_is_refused() -> None:
    holder = person(key=rsa.generate_private_key(65537, 1024))

    assert opened_pkcs12(p12(holder), PASSPHRASE, now=NOW) == Refused("certificate.weak", {"name": "กตัญญู ศรีญี่ปุ่น"})


# A time that somebody else vouches for.

STAMPED_AT = NOW + timedelta(minutes=3)


@pytest.fixture(scope="module")
def time_authority() -> Holder:
    """A certificate for time stamps."""
    key = rsa.generate_private_key(65537, 2048)
    return person("ผู้รับรองเวลา", key=key, purpose=ExtendedKeyUsageOID.TIME_STAMPING)


@pytest.fixture(scope="module")
def ask(time_authority: Holder) -> Ask:
    """Asks a time-stamping authority that runs in the test."""
    private = time_authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1_of(time_authority.certificate), asn1_keys.PrivateKeyInfo.load(private), fixed_dt=STAMPED_AT
    )

    def answer(request: bytes) -> bytes:
        made: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return made

    return answer


def test_a_time_stamp_of_a_named_authority_is_the_time(ask: Ask) -> None:
    trust = replace(TRUST, time_roots=(root().certificate,))

    (told,) = reports(sign(ready(), "maker", ask_time=ask), trust)

    assert (told.stamp, told.stamped_at, told.signed_at) == ("trusted", STAMPED_AT, STAMPED_AT)
    assert told.is_good


def test_a_time_stamp_of_nobody_named_vouches_for_no_time(ask: Ask) -> None:
    (told,) = reports(sign(ready(), "maker", ask_time=ask))

    assert (told.stamp, told.signed_at) == ("unknown", NOW)


def test_an_authority_that_is_down_signs_nothing() -> None:
    made = signed(
        ready(), Intent("maker", ("ลงนาม",)), key=key_of(person()), now=NOW, ask_time=over_http("http://127.0.0.1:9/")
    )

    assert made == Refused("time.no_answer")


def test_an_authority_that_answers_nonsense_signs_nothing() -> None:
    made = signed(
        ready(), Intent("maker", ("ลงนาม",)), key=key_of(person()), now=NOW, ask_time=lambda _: b"<html>502</html>"
    )

    assert made == Refused("time.no_answer")


@pytest.fixture
def address(ask: Ask) -> Iterator[str]:
    """The same authority over HTTP on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = ask(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_authority_is_asked_over_http(address: str) -> None:
    (told,) = reports(sign(ready(), "maker", ask_time=over_http(address)))

    assert told.stamped_at == STAMPED_AT


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org", "example.org"])
def test_only_http_addresses_are_asked(address: str) -> None:
    with pytest.raises(ValueError, match="not an http address"):
        over_http(address)
