"""What a check tells of signatures: what they cover, what came after them, who vouches for whom and when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509

from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.agreements import document
from tests.paper.certificates import NOW, Holder, person, revoked_list, root
from tests.paper.signed_files import CHANGES, by_both, by_maker, ready, sign, updated

TRUST = Trust(roots=(Root(root().certificate, "provider"),))


def told(pdf: bytes, *, trust: Trust = TRUST, days_later: int = 0) -> tuple[SignatureReport, ...]:
    """The reports of a check some days after signing."""
    found = check_signatures(pdf, trust=trust, now=NOW + timedelta(days=days_later))
    assert not isinstance(found, Refused)
    return found


def with_list(*lists: bytes) -> Trust:
    """The usual trust with revocation lists."""
    return replace(TRUST, revocation_lists=tuple(x509.load_der_x509_crl(each) for each in lists))


def test_a_document_that_nobody_signed_has_no_reports() -> None:
    assert told(document().pdf) == ()
    assert told(ready()) == ()


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_after_both_signatures_is_seen_by_both(change: str) -> None:
    maker, superior = told(updated(by_both(), change))

    assert (maker.changes, superior.changes) == ("forbidden", "forbidden")
    assert not maker.is_good
    assert not superior.is_good


def test_one_flipped_byte_is_found() -> None:
    pdf = by_both()
    for at in range(10, len(ready()), 4999):
        changed = bytearray(pdf)
        changed[at] ^= 0x01

        found = check_signatures(bytes(changed), trust=TRUST, now=NOW)

        assert isinstance(found, Refused) or not any(report.is_good for report in found), f"byte {at}"


def test_a_byte_put_in_or_taken_out_is_found() -> None:
    pdf = by_both()

    for changed in (pdf[:5000] + b" " + pdf[5000:], pdf[:5000] + pdf[5001:], pdf[:-30]):
        found = check_signatures(changed, trust=TRUST, now=NOW)
        assert isinstance(found, Refused) or not all(report.is_good for report in found)


def test_a_signature_cut_off_leaves_the_first_one_good() -> None:
    (maker,) = told(by_both()[: len(by_maker())])

    assert maker.is_good
    assert maker.covers == "file"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "pdf.not_pdf"), (b"%PDF-1.7 rubbish", "pdf.broken"), (b"%PDF-1.7" + bytes(21_000_000), "pdf.too_big")],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    found = check_signatures(data, trust=TRUST, now=NOW)

    assert isinstance(found, Refused)
    assert found.code == code


def test_the_root_that_vouches_is_named_with_its_kind() -> None:
    (maker,) = told(by_maker())

    assert (maker.vouched_by, maker.vouched_kind) == ("ผู้ออกใบรับรองทดสอบ", "provider")
    assert (maker.then, maker.now) == ("valid", "valid")


def test_nobody_vouches_when_no_root_was_named() -> None:
    (maker,) = told(by_maker(), trust=Trust())

    assert (maker.then, maker.vouched_by, maker.vouched_kind) == ("unknown", None, None)
    assert maker.is_untouched
    assert not maker.is_good


def test_a_root_of_the_same_name_vouches_for_nothing() -> None:
    other = root.__wrapped__("ผู้ออกใบรับรองทดสอบ")

    (maker,) = told(by_maker(), trust=Trust(roots=(Root(other.certificate, "provider"),)))

    assert (maker.then, maker.vouched_by) == ("unknown", None)


def test_a_signature_outlives_its_certificate() -> None:
    (maker,) = told(by_maker(), days_later=1000)

    assert (maker.then, maker.now) == ("valid", "expired")
    assert maker.is_good


def test_without_a_list_nothing_was_looked_up() -> None:
    (maker,) = told(by_maker())

    assert (maker.revocation_checked, maker.revoked_at) == (False, None)


def revoked_by(holder: Holder, *, days: int, issuer: Holder | None = None) -> bytes:
    """A list that revokes a certificate some days after NOW."""
    when = NOW + timedelta(days=days)
    return revoked_list(issuer or root(), {holder.certificate.serial_number: when}, at=NOW + timedelta(days=10))


def test_a_list_that_does_not_name_it_was_looked_up() -> None:
    (maker,) = told(by_maker(), trust=with_list(revoked_by(person(), days=1)))

    assert (maker.revocation_checked, maker.revoked_at, maker.then) == (True, None, "valid")


def test_revoked_before_the_signature_is_no_good() -> None:
    holder = person()

    (maker,) = told(sign(ready(), "maker", holder=holder), trust=with_list(revoked_by(holder, days=-1)))

    assert (maker.then, maker.now, maker.revoked_at) == ("revoked", "revoked", NOW - timedelta(days=1))
    assert not maker.is_good


def test_revoked_after_the_signature_is_told_and_stays_good() -> None:
    holder = person()
    pdf = sign(ready(), "maker", holder=holder)

    (maker,) = told(pdf, trust=with_list(revoked_by(holder, days=1)), days_later=2)

    assert (maker.then, maker.now) == ("valid", "revoked")
    assert maker.is_good


def test_an_old_list_still_revokes() -> None:
    holder = person()
    pdf = sign(ready(), "maker", holder=holder)

    (maker,) = told(pdf, trust=with_list(revoked_by(holder, days=-1)), days_later=300)

    assert maker.then == "revoked"


def test_a_list_that_somebody_else_signed_revokes_nothing() -> None:
    holder, stranger = person(), root.__wrapped__("ผู้ออกใบรับรองทดสอบ")
    pdf = sign(ready(), "maker", holder=holder)

    (maker,) = told(pdf, trust=with_list(revoked_by(holder, days=-1, issuer=stranger)))

    assert (maker.revocation_checked, maker.then) == (False, "valid")
