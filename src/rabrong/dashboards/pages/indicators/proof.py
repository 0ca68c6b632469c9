"""What a number ends in: the files that prove it, who passed it on, and the criteria that were signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.models import Agreement, Party, Revision, Signature, SigningWay
from rabrong.agreements.pages.criteria_table import criteria_rows
from rabrong.agreements.queries.agreements import content_of_text, whose
from rabrong.dashboards.pages.approving.history import Passed
from rabrong.dashboards.pages.indicators.why import Line, Step
from rabrong.evidence.pages.panel import FileRow, file_row
from rabrong.evidence.queries import Filed
from rabrong.evidence.rules import Slot
from rabrong.files.models import Scan
from rabrong.results.months import round_of
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.scale import Scale
from rabrong.ui.dates import clock_time, day
from rabrong.ui.words import in_language, language

DIGITS_OF_A_HASH = 12


def evidence_step(slot: Slot, filed: Sequence[Filed], scans: Mapping[str, Scan]) -> Step:
    """The files of the month and of its round, each with its version and its hash."""
    lines = tuple(_file(file_row(slot, each, scans), each) for each in filed if each.is_there)
    title = gettext("หลักฐาน")
    if not lines:
        return Step(title, sentences=(gettext("ยังไม่มีหลักฐานของเดือนนี้และของรอบ"),))
    count = ngettext("%(count)s แฟ้ม", "%(count)s แฟ้ม", len(lines)) % {"count": len(lines)}
    return Step(title, count, lines=lines)


def _file(row: FileRow, filed: Filed) -> Line:
    newest, digest = row.newest, filed.newest.stored_id or ""
    said = gettext("ฉบับที่ %(version)s · %(about)s · %(who)s") % {
        "version": newest.number,
        "about": newest.about,
        "who": newest.who,
    }
    if newest.is_infected:
        said = f"{said} · {newest.scanned}"
    return Line(
        newest.name,
        f"SHA-256 {_short(digest)}",
        f"{said} · {_moment(newest.at)}",
        href=newest.preview or newest.href or row.href,
        icon="paperclip",
        whole=digest,
    )


def passing_step(passed: Sequence[Passed], history: str) -> Step:
    """Who submitted, approved and certified the version that counts, in the order it happened. `passed` is the whole
    history, newest first; `history` is its page."""
    title = gettext("ผู้ส่งและผู้อนุมัติ")
    if not passed:
        return Step(title, sentences=(gettext("ยังไม่มีใครส่งรายงานนี้"),))
    version = max(each.version for each in passed)
    lines = [_pass(each) for each in reversed(passed) if each.version == version]
    aside = gettext("ฉบับที่ %(version)s") % {"version": version}
    more = Line(gettext("ประวัติทุกฉบับ"), href=history, icon="arrow-right")
    waits = all(each.state == "submitted" for each in passed if each.version == version)
    return Step(title, aside, sentences=(gettext("รอการอนุมัติ"),) if waits else (), lines=(*lines, more))


def _pass(each: Passed) -> Line:
    said = each.by if not each.note else f"{each.by} · {each.note}"
    return Line(each.word, _moment(each.at), said, state=each.state)


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement as the explanation names it: the signatures under its texts, of the oldest text first, the criteria
    that score, whether it may be read."""

    agreement: Agreement
    signatures: Sequence[Signature]
    code: str
    criterion: Criterion
    scale: Scale
    month: int
    may_read: bool


def signed_step(promise: Promise) -> Step:
    """The criteria that were signed, by whom and when, and the hash of the text; whether they are those that score."""
    title = gettext("เกณฑ์ที่ลงนาม")
    aside = gettext("คำรับรองของ%(unit)s") % {"unit": in_language(promise.agreement.unit, "name")}
    if not promise.may_read:
        return Step(title, aside, sentences=(gettext("คำรับรองนี้อยู่นอกหน้าที่ของท่าน"),))
    link = Line(gettext("อ่านคำรับรอง"), href=agreement_address(promise.agreement), icon="arrow-right")
    hands = hands_that_count(promise.signatures, promise.month)
    if not hands:
        return Step(title, aside, sentences=(gettext("ยังไม่มีคำรับรองที่ลงนามครบอยู่ในระบบ"),), lines=(link,))
    revision = hands[Party.MAKER].revision
    lines = (*_signatures(hands), _text(revision), link)
    return Step(title, aside, sentences=tuple(_criteria(promise, revision)), lines=lines)


def agreement_address(agreement: Agreement) -> str:
    """Where an agreement is read."""
    return reverse("agreement", args=(agreement.year_id, whose(agreement)))


def hands_that_count(signatures: Sequence[Signature], month: int) -> dict[str, Signature]:
    """Party -> signature under the last text both signed that counts in the round of a month; empty without one."""
    by_text: dict[int, dict[str, Signature]] = {}
    for each in signatures:
        by_text.setdefault(each.revision_id, {})[each.party] = each
    whole = [hands for hands in by_text.values() if hands.keys() == set(Party.values)]
    counting = (hands for hands in reversed(whole) if hands[Party.MAKER].revision.from_round <= round_of(month or 1))
    return next(counting, {})


def _criteria(promise: Promise, revision: Revision) -> Iterator[str]:
    rows = content_of_text(revision)["indicators"]
    said = next((row for row in rows if row["code"] == promise.code), None)
    if said is None:
        yield gettext("ข้อความที่ลงนามไม่มีตัวชี้วัดนี้")
        return
    signed = criterion_of(said["criteria"], promise.scale)
    lines = [f"{row.head} = {row.text}" for row in criteria_rows(signed, promise.scale)]
    yield " · ".join(lines) if lines else gettext("ผู้ประเมินเป็นผู้ให้คะแนนโดยตรง")
    weight = said["weights"].get(str(round_of(promise.month or 1)), "-")
    target = said["target"] or "-"
    yield gettext("น้ำหนัก %(weight)s%% เป้าหมาย %(target)s") % {"weight": weight, "target": target}
    if _same(signed, promise):
        yield gettext("ตรงกับเกณฑ์ที่ใช้คิดคะแนนนี้")
    else:
        yield gettext("ต่างจากเกณฑ์ที่ใช้คิดคะแนนนี้ ให้เทียบฉบับที่หน้าคำรับรอง")


def _same(signed: Criterion, promise: Promise) -> bool:
    """Names in English are translated later and are not signed; so that the tables are compared."""
    return criteria_rows(signed, promise.scale) == criteria_rows(promise.criterion, promise.scale)


def _signatures(hands: Mapping[str, Signature]) -> Iterator[Line]:
    for party in (Party.MAKER, Party.SUPERIOR):
        signature = hands[party]
        seat = signature.position if signature.person is None else in_language(signature.person, "position")
        said = " · ".join(filter(None, (signature.name, seat, str(SigningWay(signature.way).label))))
        yield Line(str(Party(party).label), day(signature.signed_on, language()), said, icon="pencil")


def _text(revision: Revision) -> Line:
    words = gettext("ข้อความที่ลงนาม ฉบับที่ %(number)s") % {"number": revision.number}
    return Line(words, f"SHA-256 {_short(revision.digest)}", icon="fingerprint", whole=revision.digest)


def _short(digest: str) -> str:
    return f"{digest[:DIGITS_OF_A_HASH]}…"


def _moment(at: datetime) -> str:
    said = language()
    return f"{day(at, said)} {clock_time(at, said)}"
