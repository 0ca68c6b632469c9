"""Time of the official agreement: setting it with an annex of 21 indicators, signing, checking, taking in an upload."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from cryptography import x509

from bench.measure import timed, timing_line
from rabrong.paper.agreement_text.clauses import usual_clauses
from rabrong.paper.agreement_text.content import AgreementPaper, Annex, FrameworkRow, IndicatorRow, Party
from rabrong.paper.agreement_text.setting import set_agreement
from rabrong.paper.documents.typesetting import Typeset
from rabrong.paper.signing.accepting import Accepted, accepted
from rabrong.paper.signing.authority import Authority, Issued, RootFiles, Subject, issued, new_root, opened_root
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.keys import SigningKey, opened_pkcs12
from rabrong.paper.signing.preparing import prepared
from rabrong.paper.signing.signing import Intent, signed
from rabrong.paper.signing.trust import Root, Trust

INDICATORS = 21
PDF_AIM_MS = 2000
NOW = datetime(2011, 10, 3, 3, 0, tzinfo=UTC)
PASSPHRASE = "for measuring only"
MAKER = Party("นางสาวกตัญญู ศรีญี่ปุ่น", "อธิบดีกรมการพัฒนาชุมชน")
SUPERIOR = Party("นายสมชาย ใจดี", "ปลัดกระทรวงมหาดไทย")
STEPS = tuple(f"ระดับ {step}  ดำเนินการตามแผนการขับเคลื่อนหมู่บ้านเศรษฐกิจพอเพียงครบถ้วนตามขั้นตอนที่ {step}" for step in range(1, 6))


def measure_paper() -> None:
    """Print one row per job."""
    paper, runs = agreement(), count()
    ready = _ready(paper)
    root, key = _authority_and_key()
    trust = Trust(roots=(Root(root, "own"),))
    upload = _signed(ready, key)
    for timing in (
        timed(
            f"agreement with an annex of {INDICATORS} indicators as PDF",
            lambda: set_agreement(replace(paper, digest=f"{next(runs):064x}"), made_at=NOW),
            aim_ms=PDF_AIM_MS,
        ),
        timed("signing it with a key in memory", lambda: _signed(ready, key)),
        timed("taking in an upload: same bytes, changes, signature", lambda: _taken(upload, ready, trust)),
        timed("checking the signature of a stored agreement", lambda: check_signatures(upload, trust=trust, now=NOW)),
    ):
        print(timing_line(timing))


def agreement() -> AgreementPaper:
    """A department's; every third indicator is scored by steps of two lines each."""
    framework = (FrameworkRow("มิติภายนอก", "70"), FrameworkRow("ประสิทธิผล", "60", 1), FrameworkRow("มิติภายใน", "30"))
    return AgreementPaper(
        unit="กรมการพัฒนาชุมชน กระทรวงมหาดไทย",
        year="ประจำปีงบประมาณ พ.ศ. 2555",
        maker=MAKER,
        superior=SUPERIOR,
        clauses=usual_clauses(MAKER, SUPERIOR, starts="1 ตุลาคม 2554", ends="30 กันยายน 2555"),
        annex=Annex(framework, (*framework[:2], *map(_indicator, range(1, INDICATORS + 1))), "100"),
        digest="0123456789abcdef" * 4,
    )


def _indicator(number: int) -> IndicatorRow:
    name = f"ตัวชี้วัดตัวอย่างที่ {number} ร้อยละของครัวเรือนเป้าหมายที่มีรายได้เพิ่มขึ้นและผ่านเกณฑ์ จปฐ."
    if number % 3 == 0:
        return IndicatorRow(str(number), name, "ระดับ", "5", "ระดับ 5", criteria=STEPS)
    return IndicatorRow(str(number), name, "ร้อยละ", "5", "80", levels=("60", "65", "70", "75", "80"))


def _ready(paper: AgreementPaper) -> bytes:
    made = set_agreement(paper, made_at=NOW)
    assert isinstance(made, Typeset)
    places = sorted(made.places, key=lambda place: place.field)
    return prepared(made.pdf, places, labels={"maker": "ผู้ทำคำรับรอง", "superior": "ผู้รับคำรับรอง"})


def _authority_and_key() -> tuple[x509.Certificate, SigningKey]:
    files = new_root(Subject("ตัวอย่าง", "กรม"), PASSPHRASE, now=NOW - timedelta(days=1))
    assert isinstance(files, RootFiles)
    authority = opened_root(files, PASSPHRASE)
    assert isinstance(authority, Authority)
    made = issued(authority, Subject(MAKER.name, "กรม"), PASSPHRASE, now=NOW - timedelta(days=1))
    assert isinstance(made, Issued)
    key = opened_pkcs12(made.pkcs12, PASSPHRASE, now=NOW)
    assert isinstance(key, SigningKey)
    return authority.certificate, key


def _signed(ready: bytes, key: SigningKey) -> bytes:
    made = signed(ready, Intent("maker", (MAKER.name, "ลงลายมือชื่ออิเล็กทรอนิกส์")), key=key, now=NOW)
    assert isinstance(made, bytes)
    return made


def _taken(upload: bytes, ready: bytes, trust: Trust) -> None:
    assert isinstance(accepted(upload, given=ready, field="maker", trust=trust, now=NOW), Accepted)


if __name__ == "__main__":
    measure_paper()
