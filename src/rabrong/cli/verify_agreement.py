"""What checking the PDF of an agreement prints: whose it is, who signed it and when, whether the annex still holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import override

from rabrong.cli.verify_copy import UnusableFileError
from rabrong.cli.verify_database import opened
from rabrong.scoring.wording import Language

if TYPE_CHECKING:
    from rabrong.agreements.verifying import Examined
    from rabrong.paper.signing.wording import Clock

MOST_LISTED = 20
WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "whose": "คำรับรองปี {year} ของ {unit} ฉบับที่ {number}  SHA-256 {digest}",
        "foreign": "แฟ้มนี้ไม่ใช่เอกสารที่ระบบนี้ออกให้ หรือส่วนที่ออกให้ถูกแก้ไข",
        "none": "ไม่มีลายมือชื่ออิเล็กทรอนิกส์ในแฟ้มนี้",
        "signed": "{party}: {name}",
        "superseded": "ฉบับนี้ถูกแทนด้วยฉบับที่ {number} ซึ่งมีผลตั้งแต่รอบ {round} เดือน",
        "same": "ฐานข้อมูลตรงกับภาคผนวกของฉบับที่ {number} ทุกตัวอักษร",
        "differs": "ฐานข้อมูลไม่ตรงกับภาคผนวกของฉบับที่ {number} ต่างกัน {count} แห่ง",
        "more": "  และอีก {count} แห่ง",
        "maker": "ผู้ทำคำรับรอง",
        "superior": "ผู้รับคำรับรอง",
    },
    "en": {
        "whose": "Agreement {year} of {unit}, text {number}  SHA-256 {digest}",
        "foreign": "This file was not given out here, or the part that was has been changed",
        "none": "There is no electronic signature in this file",
        "signed": "{party}: {name}",
        "superseded": "Text {number} has taken its place, from round {round} on",
        "same": "The database says what the annex of text {number} says, letter by letter",
        "differs": "The database differs from the annex of text {number} in {count} places",
        "more": "  and {count} more",
        "maker": "Maker",
        "superior": "Superior",
    },
}


def print_agreement(file: Path, data: Path | None, language: Language) -> bool:
    """Check a PDF against a database and print what was found; whether all is well. Raises UnusableFileError."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnusableFileError("unreadable", file=file, error=error.strerror) from error
    with opened(data), override(language):
        from rabrong.agreements.verifying import examined  # noqa: PLC0415  models need setup

        found = examined(content, now=datetime.now(UTC))
        for line in _lines(found, language):
            click.echo(line)
    return found.is_good


def _lines(found: "Examined", language: Language) -> Iterator[str]:
    words, revision = WORDS[language], found.revision
    if revision is None:
        yield words["foreign"]
    else:
        agreement = revision.agreement
        whose = str(agreement.person or agreement.unit)
        yield words["whose"].format(year=agreement.year_id, unit=whose, number=revision.number, digest=revision.digest)
    yield from _signatures(found, language)
    if revision is not None:
        yield from _annex(found, words)


def _signatures(found: "Examined", language: Language) -> Iterator[str]:
    from rabrong.agreements.models import SigningWay  # noqa: PLC0415  models need setup
    from rabrong.agreements.pages.signing import sentences  # noqa: PLC0415  as above
    from rabrong.agreements.wording.agreements import moment  # noqa: PLC0415  as above
    from rabrong.paper.signing.wording import refused_words  # noqa: PLC0415  as above

    words = WORDS[language]
    if found.unreadable is not None:
        yield refused_words(found.unreadable, moment)
    elif not found.signatures:
        yield words["none"]
    ways = {} if found.revision is None else {each.party: each.way for each in found.revision.signatures.all()}
    for report in found.signatures:
        yield words["signed"].format(party=words.get(report.field, report.field), name=report.signer.name)
        clock: Clock = "server" if ways.get(report.field) in (SigningWay.PKCS12, SigningWay.OWN) else "signer"
        yield from (f"  {sentence}" for sentence in sentences(report, clock))


def _annex(found: "Examined", words: dict[str, str]) -> Iterator[str]:
    counting = found.counting
    assert counting is not None  # there is a revision
    if found.is_superseded:
        yield words["superseded"].format(number=counting.number, round=counting.from_round)
    if not found.differs:
        yield words["same"].format(number=counting.number)
        return
    yield words["differs"].format(number=counting.number, count=len(found.differs))
    for each in found.differs[:MOST_LISTED]:
        yield f"  {each.code} {each.field}: {each.before} -> {each.after}"
    if len(found.differs) > MOST_LISTED:
        yield words["more"].format(count=len(found.differs) - MOST_LISTED)
