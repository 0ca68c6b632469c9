"""The sentences about signatures: one for every code, in both languages, and nothing claimed that is not so."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import translation

from rabrong.paper.signing import wording
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.certificates import NOW, root
from tests.paper.signed_files import by_maker

SIGNING = Path(wording.__file__).parent


def shown(value: datetime) -> str:
    """As a page would write it."""
    return f"{value:%d/%m/%Y}"


def report() -> SignatureReport:
    """A good signature of somebody whom a provider certified."""
    found = check_signatures(by_maker(), trust=Trust(roots=(Root(root().certificate, "provider"),)), now=NOW)
    assert not isinstance(found, Refused)
    return found[0]


def codes_in_code() -> set[str]:
    """Every code that a module of signing refuses with."""
    texts = [path.read_text("utf-8") for path in SIGNING.glob("*.py") if path.name != "wording.py"]
    found = re.findall(
        r'"((?:pdf|field|text|time|pkcs12|certificate|upload|authority|passphrase)\.[a-z_0-9]+)"', "\n".join(texts)
    )
    return set(found)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert codes_in_code() == set(wording._REFUSALS)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sentence_stands_in_both_languages(language: str) -> None:
    terms = dict.fromkeys(("name", "field", "before", "most", "least", "letters"), "x")
    times = dict.fromkeys(("until", "from", "on", "at"), NOW)
    with translation.override(language):
        sentences = [wording.refused_words(Refused(code, {**terms, **times}), shown) for code in wording._REFUSALS]

    assert [sentence for sentence in sentences if bool(re.search("[ก-๙]", sentence)) != (language == "th")] == []


def test_a_refusal_names_the_parties_and_the_days() -> None:
    with translation.override("th"):
        order = wording.refused_words(Refused("field.order", {"field": "superior", "before": "maker"}), shown)
        expired = wording.refused_words(Refused("certificate.expired", {"name": "กตัญญู", "until": NOW}), shown)

    assert order == "ผู้ทำคำรับรองยังไม่ได้ลงนาม ผู้รับคำรับรองลงนามได้หลังจากนั้น"
    assert expired == "ใบรับรองของ กตัญญู หมดอายุเมื่อ 10/10/2011 ต่ออายุกับผู้ออกใบรับรองแล้วลงนามใหม่"


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("provider", "ราก", "ราก ยืนยันว่าผู้ลงนามคือ"),
        ("other", "ราก", "ราก ยืนยันว่าผู้ลงนามคือ"),
        ("own", "ราก", "ไม่มีบุคคลภายนอกยืนยัน"),
        (None, None, "ไม่มีผู้ใดยืนยันตัวตน"),
    ],
)
def test_who_vouches_is_said(kind: str | None, name: str | None, words: str) -> None:
    told = replace(report(), vouched_by=name, vouched_kind=kind)  # type: ignore[arg-type]  # one of the kinds

    with translation.override("th"):
        assert words in wording.identity_words(told)


def test_whose_time_it_is_is_said() -> None:
    stamped = replace(report(), stamp="trusted", stamped_at=NOW)
    with translation.override("th"):
        server = wording.time_words(report(), shown, clock="server")
        signer = wording.time_words(report(), shown, clock="signer")
        authority = wording.time_words(stamped, shown, clock="server")
        broken = wording.time_words(replace(stamped, stamp="broken"), shown, clock="server")
        silent = wording.time_words(replace(report(), claimed_at=None), shown, clock="signer")

    assert server == "เวลา 10/10/2011 ตามนาฬิกาของเครื่องแม่ข่ายนี้ ไม่มีหน่วยงานประทับรับรองเวลา (RFC 3161) ยืนยัน"
    assert signer == "เวลา 10/10/2011 ตามนาฬิกาของเครื่องที่ลงนาม ไม่มีผู้ใดยืนยันเวลา"
    assert authority == "เวลา 10/10/2011 หน่วยงานประทับรับรองเวลา (RFC 3161) ยืนยัน"
    assert "ใช้ยืนยันเวลาไม่ได้" in broken
    assert silent == "ลายมือชื่อไม่ระบุเวลา"


def test_which_kind_of_the_act_it_is_is_said() -> None:
    with translation.override("th"):
        provider = wording.kind_words(report())
        own = wording.kind_words(replace(report(), vouched_kind="own"))
        broken = wording.kind_words(replace(report(), is_intact=False))
        scan = wording.kind_words(None)

    assert "มาตรา 26" in provider
    assert "มาตรา 28" in provider
    assert "ไม่ได้มาจากผู้ให้บริการตามมาตรา 28" in own
    assert "มาตรา 9" in broken
    assert "ภาพสแกน" in scan
    for words in (provider, own, broken, scan):
        assert "พ.ศ. 2544" in words
        assert words.endswith("ผลทางกฎหมายเป็นเรื่องที่หน่วยงานและศาลวินิจฉัย")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_intact": False}, "ใช้ไม่ได้"),
        ({"covers": "part"}, "ใช้ไม่ได้"),
        ({"changes": "forbidden"}, "มีการแก้ไขที่ไม่ใช่การลงนาม"),
        ({"changes": "signing", "covers": "revision"}, "มีเพียงลายมือชื่ออื่นเพิ่ม"),
        ({}, "ไม่มีสิ่งใดเพิ่มหลังจากนั้น"),
    ],
)
def test_integrity_is_said(changes: dict[str, object], words: str) -> None:
    with translation.override("th"):
        assert words in wording.integrity_words(replace(report(), **changes))  # type: ignore[arg-type]  # fields


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "ใช้ได้ถึง 29/09/2012"),
        ({"now": "expired"}, "หมดอายุหลังจากนั้น"),
        ({"then": "expired"}, "หมดอายุก่อนลงนาม"),
        ({"then": "not_yet"}, "ยังไม่เริ่มใช้เมื่อลงนาม เริ่ม 30/09/2011"),
        ({"then": "unsuitable"}, "ไม่ได้ออกไว้สำหรับลงลายมือชื่อ"),
        ({"then": "revoked", "revoked_at": NOW}, "ถูกเพิกถอนก่อนลงนาม เมื่อ 10/10/2011"),
        ({"now": "revoked", "revoked_at": NOW}, "ถูกเพิกถอนหลังลงนาม เมื่อ 10/10/2011"),
    ],
)
def test_the_standing_of_the_certificate_is_said(changes: dict[str, object], words: str) -> None:
    with translation.override("th"):
        assert words in wording.standing_words(replace(report(), **changes), shown)  # type: ignore[arg-type]  # fields


def test_whether_a_revocation_was_looked_up_is_said() -> None:
    with translation.override("th"):
        assert wording.revocation_words(report()).startswith("ยังไม่ได้ตรวจการเพิกถอน")
        assert wording.revocation_words(replace(report(), revocation_checked=True)).startswith("ตรวจกับบัญชี")
