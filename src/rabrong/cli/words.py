"""The words of the printed tables, in Thai and English."""

from typing import NamedTuple

from rabrong.scoring.wording import Language


class Words(NamedTuple):
    """Headings and labels of one language."""

    year: str
    agreement_with: str
    round: str
    weight: str
    result: str
    score: str
    weighted: str
    within: str
    share: str
    total: str
    of: str
    counted: str
    no_total: str
    states: dict[str, str]
    sample: str
    try_next: str
    next_steps: tuple[tuple[str, str], ...]
    errors: str
    warnings: str
    clean: str
    load: str
    load_heads: tuple[str, str, str, str]
    printed: str


WORDS: dict[Language, Words] = {
    "th": Words(
        year="คำรับรองการปฏิบัติราชการ ปีงบประมาณ พ.ศ.",
        agreement_with="ทำกับ",
        round="รอบ {round} เดือน",
        weight="น้ำหนัก",
        result="ผล",
        score="คะแนน",
        weighted="ถ่วงน้ำหนัก",
        within="ในมิติ",
        share="ในผลรวม",
        total="คะแนนรวม",
        of="จาก",
        counted="คิดจากน้ำหนัก {counted} ใน {agreed}",
        no_total="ยังไม่มีคะแนนรวม เพราะยังไม่มีผลของ {codes}",
        states={
            "missing": "ยังไม่รายงาน",
            "not_applicable": "N/A",
            "cancelled": "ยกเลิกตัวชี้วัด",
            "not_started": "เริ่มรอบถัดไป",
            "counted": "",
        },
        sample="ตัวอย่าง",
        try_next="ลองต่อ",
        next_steps=(
            ("rabrong score cdd-2555 --why 4.3", "ตัวเลขนี้มาจากไหน"),
            ("rabrong score cdd-2555 --why total --lang en", "the total explained, in English"),
            ("rabrong score cdd-2555 --json", "ให้เครื่องอ่าน"),
            ("rabrong check cdd-2555-as-printed", "สิ่งที่สไลด์ของกรมรวมกันไม่ลงตัว"),
            ("docs/agreement-file.md", "เขียนแฟ้มคำรับรองของท่านเอง"),
        ),
        errors="ข้อผิดพลาด",
        warnings="ข้อควรดู",
        clean="ไม่พบข้อสงสัย",
        load="ภาระตามหน่วย",
        load_heads=("หน่วย", "จำนวน", "น้ำหนัก", "ตัวชี้วัด"),
        printed="พิมพ์ใน {source}",
    ),
    "en": Words(
        year="Performance agreement, fiscal year B.E.",
        agreement_with="with ",
        round="round {round} months",
        weight="weight",
        result="result",
        score="score",
        weighted="weighted",
        within="within",
        share="of total",
        total="Total score",
        of="of",
        counted="weight {counted} of {agreed} counted",
        no_total="no total yet: no result for {codes}",
        states={
            "missing": "not reported",
            "not_applicable": "N/A",
            "cancelled": "cancelled",
            "not_started": "starts later",
            "counted": "",
        },
        sample="example",
        try_next="Try next",
        next_steps=(
            ("rabrong score cdd-2555 --why 4.3 --lang en", "where this number comes from"),
            ("rabrong score cdd-2555 --why total", "คะแนนรวมมาจากไหน"),
            ("rabrong score cdd-2555 --json", "for machines"),
            ("rabrong check cdd-2555-as-printed --lang en", "what does not add up on the department's slides"),
            ("docs/agreement-file.md", "write your own agreement file"),
        ),
        errors="errors",
        warnings="warnings",
        clean="Nothing doubtful found",
        load="Load by unit",
        load_heads=("unit", "count", "weight", "indicators"),
        printed="printed in {source}",
    ),
}
