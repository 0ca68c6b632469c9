"""An agreement on paper for the tests, and what a reader of PDF that is not ours finds in it."""

import subprocess
from datetime import UTC, datetime

from rabrong.paper.agreement_text.clauses import usual_clauses
from rabrong.paper.agreement_text.content import AgreementPaper, Annex, FrameworkRow, IndicatorRow, Party
from rabrong.paper.agreement_text.setting import set_agreement
from rabrong.paper.documents.typesetting import Typeset

MADE_AT = datetime(2011, 10, 3, 9, 30, tzinfo=UTC)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MAKER = Party("นางสาวกตัญญู ศรีญี่ปุ่น", "อธิบดีกรมการพัฒนาชุมชน")
SUPERIOR = Party("นายสมชาย ใจดี", "ปลัดกระทรวงมหาดไทย")
FRAMEWORK = (FrameworkRow("มิติภายนอก", "70"), FrameworkRow("ประสิทธิผล", "60", 1), FrameworkRow("มิติภายใน", "30"))
STEPS = ("ระดับ 1  จัดทำแผนการขับเคลื่อน", "ระดับ 2  ประชุมเชิงปฏิบัติการ", "ระดับ 3  ดำเนินกิจกรรมตามแผน")


def indicator(number: int) -> IndicatorRow:
    """Every third is scored by steps, the others by five levels."""
    name = f"ร้อยละของครัวเรือนเป้าหมายที่มีรายได้เพิ่มขึ้นผ่านเกณฑ์ จปฐ. ลำดับ {number}"
    if number % 3 == 0:
        return IndicatorRow(f"{number}", name, "ระดับ", "5", "ระดับ 5", criteria=STEPS)
    return IndicatorRow(f"{number}", name, "ร้อยละ", "5", "80", levels=("60", "65", "70", "75", "80"))


def paper(
    *,
    indicators: int = 21,
    maker: Party = MAKER,
    clauses: tuple[str, ...] | None = None,
    mark: str = "",
    extra: tuple[IndicatorRow, ...] = (),
    digits: str = "0123456789",
) -> AgreementPaper:
    """A department's agreement for FY2555."""
    numbered = tuple(indicator(number) for number in range(1, indicators + 1))
    rows: tuple[FrameworkRow | IndicatorRow, ...] = (*FRAMEWORK[:2], *numbered, *extra)
    return AgreementPaper(
        unit="กรมการพัฒนาชุมชน กระทรวงมหาดไทย",
        year="ประจำปีงบประมาณ พ.ศ. 2555",
        maker=maker,
        superior=SUPERIOR,
        clauses=clauses or usual_clauses(maker, SUPERIOR, starts="1 ตุลาคม 2554", ends="30 กันยายน 2555"),
        annex=Annex(FRAMEWORK, rows, "100"),
        digest=DIGEST,
        mark=mark,
        digits=digits,
    )


def document(agreement: AgreementPaper | None = None) -> Typeset:
    """It, set."""
    made = set_agreement(agreement or paper(), made_at=MADE_AT)
    assert isinstance(made, Typeset)
    return made


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as somebody would copy it, line breaks as spaces."""
    command = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in told.removesuffix("\f").split("\f")]
