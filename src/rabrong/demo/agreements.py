"""The department's agreement of the example as it was signed: its text, the paper, two signatures in ink; a request.

Nobody is invented: positions sign, and the scan is the paper itself, marked as an example.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from rabrong.agreements.amending import Changes
from rabrong.agreements.calendar import CUT_OFF
from rabrong.agreements.changes import Wanted, stored
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.differences import sides_of
from rabrong.agreements.models import (
    Agreement,
    Amendment,
    AmendmentReason,
    Deadline,
    Party,
    Revision,
    Signature,
    SigningWay,
)
from rabrong.agreements.on_paper import long_day
from rabrong.agreements.pages.agreement_paper import set_copy, set_paper
from rabrong.agreements.queries.agreements import content_of_text
from rabrong.agreements.rules.amendments import next_content, what_changes
from rabrong.demo.frame import Frame
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.rules import PDF
from rabrong.org.models import Person
from rabrong.org.rules import Refusal
from rabrong.paper.signing.refusing import Refused
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import plain

EXAMPLE = "ตัวอย่าง"
SIGNED_ON = date(2011, 12, 15)
SIGNED_AT = datetime(2011, 12, 15, 3, 0, tzinfo=UTC)
ASKED_ON = date(2012, 3, 28)
ASKED_AT = datetime(2012, 3, 28, 3, 0, tzinfo=UTC)
REASONS = (
    ("disaster", "ภัยพิบัติทำให้ดำเนินงานตามแผนไม่ได้ (ตัวอย่าง)", "A disaster keeps the plan from being carried out (example)"),
    ("policy", "นโยบายรัฐบาลเปลี่ยน (ตัวอย่าง)", "Government policy has changed (example)"),
    ("budget", "งบประมาณถูกปรับลดหรือโอนเปลี่ยนแปลง (ตัวอย่าง)", "The budget was cut or moved (example)"),
    ("data", "แหล่งข้อมูลหรือวิธีจัดเก็บเปลี่ยน (ตัวอย่าง)", "The source of the data has changed (example)"),
)
ASKED_FOR = "3.2"
WORDS = "อุทกภัยปลายปี 2554 ทำให้เทศบาลและ อบต. ต้นแบบ 18 แห่งต้องเลื่อนการทบทวนแผนชุมชน ขอปรับเกณฑ์ลงระดับละ 2 จุด (ตัวอย่าง)"
SUPERIOR = "ปลัดกระทรวงมหาดไทย"


def store_agreement(frame: Frame, people: dict[str, Person]) -> Revision:
    """Revision 1 of the department, signed by both; the year's reasons; a request that waits for its decision."""
    agreement = frame.agreements[frame.file.agreement.unit]
    year = agreement.year
    AmendmentReason.objects.bulk_create(
        AmendmentReason(year=year, code=code, text=text, text_en=text_en, position=at)
        for at, (code, text, text_en) in enumerate(REASONS, start=1)
    )
    content = signed_content(agreement, ROUNDS[0])
    revision = Revision(agreement=agreement, number=1, content=content, digest=digest_of(content))
    revision.by, revision.at, revision.parties = people["psdg"], SIGNED_AT, _parties(people["executive"])
    revision.paper = _kept(set_paper(revision, made_at=SIGNED_AT))
    revision.save()
    scan = _kept(set_copy(revision, mark=EXAMPLE, made_at=SIGNED_AT))
    for party, person in ((Party.MAKER, people["executive"]), (Party.SUPERIOR, None)):
        _sign(revision, party, person, scan)
    _ask(agreement, revision, people["psdg"])
    return revision


def _parties(maker: Person) -> dict[str, object]:
    empty = {"position": "", "unit": "", "acting": ""}
    return {
        Party.MAKER.value: {**empty, "name": str(maker), "code": maker.code},
        Party.SUPERIOR.value: {**empty, "name": SUPERIOR, "code": ""},
        "place": "กระทรวงมหาดไทย",
        "day": long_day(SIGNED_ON),
    }


def _kept(made: bytes | Refused) -> StoredFile:
    assert isinstance(made, bytes)  # our own words can be printed
    return keep(made, PDF, now=SIGNED_AT)


def _sign(revision: Revision, party: Party, person: Person | None, scan: StoredFile) -> None:
    Signature.objects.create(
        revision=revision,
        party=party,
        way=SigningWay.WET,
        name=revision.parties[party]["name"],
        position=revision.parties[party]["position"],
        person=person,
        signed_on=SIGNED_ON,
        file=scan,
        by=revision.by,
        at=SIGNED_AT,
    )


def _ask(agreement: Agreement, revision: Revision, by: Person) -> None:
    """A request inside the window: other levels for one indicator from round 12 on."""
    rows = {row["code"]: row for row in content_of_text(revision)["indicators"]}
    lower = {"kind": "levels", "at": [plain(Decimal(value) - 2) for value in rows[ASKED_FOR]["criteria"]["at"]]}
    wanted = Wanted(Changes({ASKED_FOR: {"criteria": lower}}))
    after = next_content(revision, wanted, ROUNDS[-1])
    assert not isinstance(after, Refusal)  # the example has such an indicator
    before, changed = sides_of(what_changes(revision, after))
    Amendment.objects.create(
        agreement=agreement,
        number=1,
        requested_on=ASKED_ON,
        reason=REASONS[0][0],
        text=WORDS,
        from_round=ROUNDS[-1],
        cut_off=Deadline.objects.filter(year=agreement.year, code=CUT_OFF).values_list("on", flat=True).first(),
        changes=stored(wanted),
        before=before,
        after=changed,
        by=by,
        at=ASKED_AT,
    )
