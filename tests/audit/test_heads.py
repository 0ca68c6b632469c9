"""Signed heads: signing, what leaves the machine, and what they find."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rabrong.audit.actions import Sealed, record, seal_heads
from rabrong.audit.heads import (
    BadHeadError,
    BadKeyError,
    Head,
    head_of,
    is_signed,
    key_id_of,
    keys_by_id,
    line_of,
    new_private_key,
    private_key_of,
    public_key_of,
    public_pem,
    signature_of,
)
from rabrong.audit.models import ChainHead, Event, SealedHead
from rabrong.audit.queries import newest_sealed_heads, report_of, sealed_heads
from rabrong.audit.rules import Refusal
from tests.audit.keys import KEY, KNOWN, with_key
from tests.audit.sample import CHAIN, NOW, record_some, submitted
from tests.guards import unguarded

DAY = NOW.date()
NEXT = timedelta(days=1)


def sealed(days: int = 0, file: Path | str = "") -> Sealed:
    """The heads signed so many days later."""
    with with_key(file=file):
        found = seal_heads(day=DAY + NEXT * days, now=NOW + NEXT * days)
    assert isinstance(found, Sealed)
    return found


@pytest.mark.django_db
def test_every_chain_has_its_head_signed() -> None:
    events = record_some(3)
    record("opdc", submitted(1), now=NOW)
    first, second = sealed().heads
    assert (first.chain, first.number, first.digest, first.day) == (CHAIN, 3, events[2].digest, "2012-05-15")
    assert (second.chain, second.number) == ("opdc", 1)
    assert is_signed(first, KNOWN)
    assert is_signed(second, KNOWN)


@pytest.mark.django_db
def test_a_head_is_signed_once_a_day() -> None:
    record_some(3)
    assert len(sealed().heads) == 1
    record(CHAIN, submitted(4), now=NOW)
    assert sealed().heads == ()
    assert [head.number for head in sealed(days=1).heads] == [4]
    assert [(head.day, head.number) for head in sealed_heads()] == [("2012-05-15", 3), ("2012-05-16", 4)]
    assert [head.number for head in newest_sealed_heads()] == [4]


@pytest.mark.django_db
def test_without_a_key_nothing_is_signed_and_said_why() -> None:
    record_some(1)
    with with_key(key=""):
        assert seal_heads(day=DAY, now=NOW) == Refusal("heads.no_key")
    with with_key(key="nonsense"):
        refusal = seal_heads(day=DAY, now=NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "heads.bad_key"
    assert not SealedHead.objects.exists()


@pytest.mark.django_db
def test_heads_are_appended_to_the_file_outside(tmp_path: Path) -> None:
    outside = tmp_path / "heads.jsonl"
    record_some(2)
    first = sealed(file=outside)
    second = sealed(days=1, file=outside)
    assert (first.undelivered, second.undelivered) == ("", "")
    assert [head_of(line) for line in outside.read_text("utf-8").splitlines()] == [*first.heads, *second.heads]
    sealed(days=1, file=outside)
    assert len(outside.read_text("utf-8").splitlines()) == 2


@pytest.mark.django_db
def test_heads_of_days_when_the_file_was_away_are_appended_later(tmp_path: Path) -> None:
    away = tmp_path / "not mounted" / "heads.jsonl"
    record_some(2)
    assert "not mounted" in sealed(file=away).undelivered
    away.parent.mkdir()
    away.write_text('{"half": "wri\n', encoding="utf-8")
    assert sealed(days=1, file=away).undelivered == ""
    lines = away.read_text("utf-8").splitlines()[1:]
    assert [head_of(line).day for line in lines] == ["2012-05-15", "2012-05-16"]


@pytest.mark.django_db
def test_a_cut_tail_is_found_by_a_head() -> None:
    record_some(5)
    heads = sealed().heads
    with unguarded():
        Event.objects.filter(number__gt=3).delete()
        last = Event.objects.get(number=3)
        ChainHead.objects.update(number=3, digest=last.digest)
    assert report_of(CHAIN).is_whole
    (found,) = report_of(CHAIN, heads).breaks
    assert (found.number, found.last, found.reason) == (4, 5, "cut_tail")


@pytest.mark.django_db
def test_a_rewritten_chain_is_found_by_a_head() -> None:
    record_some(5)
    heads = sealed().heads
    with unguarded():
        Event.objects.all().delete()
        ChainHead.objects.all().delete()
    for at in range(1, 7):
        record(CHAIN, submitted(at, actor="somebody-else"), now=NOW)
    assert report_of(CHAIN).is_whole
    (found,) = report_of(CHAIN, heads).breaks
    assert (found.number, found.reason, found.subject) == (5, "rewritten", "entry 2555/4.3/1201/8")


@pytest.mark.django_db
def test_a_chain_that_is_gone_is_found_by_a_head() -> None:
    record_some(5)
    heads = sealed().heads
    with unguarded():
        Event.objects.all().delete()
        ChainHead.objects.all().delete()
    (found,) = report_of(CHAIN, heads).breaks
    assert (found.number, found.last, found.reason) == (1, 5, "cut_tail")


@pytest.mark.parametrize("name", ["chain", "digest", "day", "signed_at"])
def test_a_signature_covers(name: str) -> None:
    head = signed_head()
    assert is_signed(head, KNOWN)
    assert not is_signed(replace(head, **{name: "other"}), KNOWN)  # type: ignore[arg-type]  # all of them are texts


def signed_head() -> Head:
    """A head signed without a database."""
    key = private_key_of(KEY)
    head = Head("cdd", 5, "a" * 64, "2012-05-15", "2012-05-15T03:00:00+00:00", key_id_of(key.public_key()))
    return replace(head, signature=signature_of(head, key))


def test_a_head_is_read_back_from_its_line() -> None:
    head = signed_head()
    assert head_of(line_of(head)) == head
    assert not is_signed(replace(head, number=6), KNOWN)
    assert not is_signed(replace(head, signature="no hexadecimal"), KNOWN)
    assert not is_signed(head, keys_by_id(public_key_of(new_private_key())))


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", '{"chain": 1}', "[" * 100_000])
def test_a_line_that_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(BadHeadError):
        head_of(line)


def test_a_public_key_comes_from_either_half() -> None:
    public = public_key_of(KEY)
    assert public_pem(public_key_of(public_pem(public))) == public_pem(public)


@pytest.mark.parametrize("text", ["", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadKeyError):
        public_key_of(text)
    with pytest.raises(BadKeyError):
        private_key_of(text)
