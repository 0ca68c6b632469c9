"""What was said at the example's table: meetings, wishes, forecasts. All of it is invented and says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rabrong.agreements.models import MeetingKind, Side
from rabrong.agreements.rules.negotiation import Letter, NewMeeting, Proposal


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting or a letter; `letter` is the number of an outside decision."""

    kind: MeetingKind
    with_whom: str
    on: date
    minutes: str
    attendance: str
    letter: str = ""

    def new(self, letter: Letter) -> NewMeeting:
        """As it is recorded."""
        return NewMeeting(self.kind, self.with_whom, self.on, self.minutes, self.attendance, letter)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a party wants otherwise: the five values, the weight; empty where it wants nothing else."""

    at: str = ""
    weight: str = ""

    def asked_of(self, proposal: Proposal) -> Proposal:
        """The proposal with what is wanted otherwise."""
        wanted = proposal
        if self.at and isinstance(proposal.criteria, Mapping):
            wanted = replace(wanted, criteria={**proposal.criteria, "at": self.at.split()})
        return replace(wanted, weight=Decimal(self.weight)) if self.weight else wanted


OWN_GROUP = "คณะทำงานเจรจาของกรม (ตัวอย่าง)"
OPDC = "สำนักงาน ก.พ.ร. และกลุ่มภารกิจด้านพัฒนาชุมชน (ตัวอย่าง)"
COMMITTEE = "คณะกรรมการเจรจาของ ก.พ.ร. (ตัวอย่าง)"

MEETINGS_2555 = (
    Held(
        MeetingKind.INTERNAL,
        OWN_GROUP,
        date(2011, 10, 20),
        "ตัวอย่าง: สำนักเสนอผลสามปีและค่าเป้าหมาย ที่ประชุมให้คงน้ำหนักตามกรอบของปี",
        "ตัวอย่าง: ผอ.กพร. (ประธาน), ผอ.สสช., ผอ.สทอ., ผอ.กผ.",
    ),
    Held(
        MeetingKind.INFORMAL,
        OPDC,
        date(2011, 11, 15),
        "ตัวอย่าง: หารือค่าเกณฑ์รายตัวชี้วัด ฝ่ายเลขานุการขอเกณฑ์ที่ท้าทายขึ้นบางตัว",
        "ตัวอย่าง: ผู้แทนสำนักงาน ก.พ.ร. 3 คน ผู้แทนกรม 5 คน",
    ),
    Held(
        MeetingKind.COMMITTEE,
        COMMITTEE,
        date(2011, 12, 7),
        "ตัวอย่าง: คณะกรรมการเสนอเกณฑ์ตัวชี้วัด 1.2 และ 4.3 สูงขึ้นหนึ่งช่วง กรมชี้แจงผลกระทบจากอุทกภัย",
        "ตัวอย่าง: กรรมการ 5 คน อธิบดีและผู้บริหารกรม 6 คน",
        "นร (ตัวอย่าง) 1200/101",
    ),
    Held(
        MeetingKind.NOTIFIED,
        COMMITTEE,
        date(2011, 12, 12),
        "ตัวอย่าง: แจ้งผลการเจรจา เห็นชอบตามเกณฑ์ที่กรมเสนอ",
        "",
        "นร (ตัวอย่าง) 1200/118",
    ),
)
AGREED_2555 = date(2011, 12, 14)
COUNTERS_2555 = {"1.2": Wish("45 50 55 60 65"), "4.3": Wish("65 70 75 80 85")}

MEETINGS_2556 = (
    Held(
        MeetingKind.INTERNAL,
        OWN_GROUP,
        date(2012, 4, 24),
        "ตัวอย่าง: เริ่มเตรียมคำรับรองปี 2556 ก่อนกำหนด ตัวชี้วัด 8 ไม่เสนอต่อ น้ำหนัก 5 ย้ายไปตัวชี้วัด 7",
        "ตัวอย่าง: ผอ.กพร. (ประธาน), ผอ.สสช., ผอ.สทอ., ผอ.กผ., ผอ.กค.",
    ),
    Held(
        MeetingKind.INFORMAL,
        OPDC,
        date(2012, 5, 4),
        "ตัวอย่าง: ก.พ.ร. ขอเกณฑ์ที่สูงกว่าผลล่าสุด กรมขอรอผลครบรอบ 9 เดือน",
        "ตัวอย่าง: ผู้แทนสำนักงาน ก.พ.ร. 3 คน ผู้แทนกรม 5 คน",
    ),
    Held(
        MeetingKind.COMMITTEE,
        COMMITTEE,
        date(2012, 5, 11),
        "ตัวอย่าง: คณะกรรมการเสนอกลับ 7 ตัวชี้วัด เห็นชอบตามกรม 4 ตัวชี้วัด นัดเจรจาอีกครั้งเดือนมิถุนายน",
        "ตัวอย่าง: กรรมการ 5 คน อธิบดีและผู้บริหารกรม 6 คน",
        "นร (ตัวอย่าง) 1200/227",
    ),
)
EVERY = "*"
"""Stands for all indicators: a whole first offer."""

BUREAUS = {"1.2": Wish("42 47 52 57 62"), "4.3": Wish("60 65 70 75 80"), "4.1": Wish("58 63 68 73 78")}
DEPARTMENT = {
    EVERY: Wish(),
    "1.2": Wish("45 50 55 60 65"),
    "1.3": Wish("62 67 72 77 82"),
    "2": Wish("72 77 82 87 92"),
    "4.1": Wish("60 65 70 75 80"),
    "4.3": Wish("62 67 72 77 82"),
    "7": Wish(weight="10"),
}
ALIKE = {"2": Wish("72 77 82 87 92"), "3.1": Wish(), "9": Wish(), "10": Wish()}
OFFERS_2556: Mapping[MeetingKind, tuple[tuple[Side, Mapping[str, Wish]], ...]] = {
    MeetingKind.INTERNAL: ((Side.BUREAU, BUREAUS), (Side.DEPARTMENT, DEPARTMENT)),
    MeetingKind.INFORMAL: (
        (Side.OPDC, {"1.2": Wish("48 53 58 63 68", "12"), "4.3": Wish("67 72 77 82 87"), "7": Wish(weight="8")}),
        (Side.DEPARTMENT, {"4.3": Wish("63 68 73 78 83")}),
    ),
    MeetingKind.COMMITTEE: (
        (
            Side.COMMITTEE,
            {
                "1.2": Wish("47 52 57 62 67", "12"),
                "1.3": Wish("67 72 77 82 87"),
                "3.2": Wish("68 73 78 83 88"),
                "4.1": Wish("65 70 75 80 85"),
                "4.2": Wish("6 8 10 12 14"),
                "4.3": Wish("65 70 75 80 85"),
                "7": Wish("71 74 77 80 83", "8"),
                **ALIKE,
            },
        ),
    ),
}
AGREED_2556 = tuple(ALIKE)

FORECASTS = {
    "1.2": "56.50",
    "1.3": "80.60",
    "2": "85.20",
    "3.1": "59.40",
    "3.2": "74.30",
    "4.1": "79.20",
    "4.2": "9.60",
    "4.3": "77.10",
    "7": "75.50",
}
FORECAST_SOURCE = "สำนักคาดการณ์จากผลสามปีย้อนหลัง (ตัวอย่าง)"
