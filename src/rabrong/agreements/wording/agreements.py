"""The words of agreements: fields of a signed text, ways of signing, why something is refused and what to do next."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import AgreementState, Outcome, Party, SigningWay
from rabrong.agreements.wording.templates import REFUSALS as TEMPLATE_REFUSALS
from rabrong.org.rules import Refusal
from rabrong.org.wording import SENTENCES as ORG_SENTENCES
from rabrong.org.wording import refusal_words as org_refusal_words
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.wording import refused_words
from rabrong.scoring.exact import trimmed
from rabrong.ui.dates import clock_time, day
from rabrong.ui.words import language

Word = str | Promise

FIELDS: Mapping[str, Word] = {
    "name": _("ชื่อ"),
    "under": _("อยู่ใต้"),
    "aspect": _("ประเด็นการประเมิน"),
    "measure": _("หน่วยวัด"),
    "weights": _("น้ำหนัก"),
    "weight": _("น้ำหนัก"),
    "target": _("ค่าเป้าหมาย"),
    "criteria": _("เกณฑ์การให้คะแนน"),
    "starts": _("เริ่มนับตั้งแต่รอบ"),
    "cancelled": _("ยกเลิกตั้งแต่รอบ"),
}

PARTIES: Mapping[str, Word] = {Party.MAKER: _("ผู้ทำคำรับรอง"), Party.SUPERIOR: _("ผู้รับคำรับรอง")}

WAYS_EXPLAINED: Mapping[str, Word] = {
    SigningWay.OUTSIDE: _(
        "ดาวน์โหลดแฟ้ม ลงนามด้วยโปรแกรมหรือโทเคนของหน่วยงาน หรือระบบ e-office แล้วส่งแฟ้มกลับ ระบบรับเฉพาะแฟ้มที่ให้ไป ตรงกันทุกไบต์ และมีลายมือชื่อเพิ่มหนึ่งลายมือชื่อ"
    ),
    SigningWay.PKCS12: _(
        "เลือกแฟ้มใบรับรอง (.p12 หรือ .pfx) และพิมพ์รหัสผ่านของแฟ้ม ใช้ในหน่วยความจำครั้งเดียวแล้วทิ้ง ไม่เก็บทั้งแฟ้มและรหัสผ่าน"
    ),
    SigningWay.OWN: _("ใบรับรองที่หน่วยงานออกให้ท่าน พิมพ์รหัสผ่านที่มีท่านผู้เดียวรู้"),
    SigningWay.WET: _("พิมพ์เอกสาร ลงนามด้วยปากกา สแกนเป็น PDF, PNG หรือ JPEG แล้วส่งภาพสแกนเก็บเป็นหลักฐาน"),
}

REFUSALS: Mapping[str, Callable[[], str]] = {
    "signing.no_text": lambda: gettext("ยังไม่มีข้อความที่ตรวจทานแล้วให้ลงนาม ไปที่หน้าตรวจทานก่อน"),
    "signing.not_yours": lambda: gettext(
        "ลงนามแทน%(party)sได้เฉพาะหัวหน้าหน่วย หรือผู้รักษาการตามคำสั่งในวันนี้ กพร. บันทึกได้เฉพาะภาพสแกน และแฟ้มที่ผู้รับคำรับรองภายนอกลงนามแล้ว"
    ),
    "signing.signed_by_both": lambda: gettext("ทั้งสองฝ่ายลงนามแล้ว แก้ไขไม่ได้ เปลี่ยนได้ด้วยคำขอเปลี่ยนแปลงเท่านั้น"),
    "signing.not_vetted": lambda: gettext("คำรับรองอยู่ในสถานะ “%(state)s” ต้องตรวจทานให้ครบก่อนลงนาม"),
    "signing.year_draft": lambda: gettext("ปี %(year)s ยังเป็นร่าง กรอบและกติกายังแก้ได้ เปิดปีก่อน แล้วจึงลงนาม"),
    "signing.changed": lambda: gettext(
        "ข้อความในฐานข้อมูลไม่ตรงกับฉบับที่ %(number)s แล้ว จึงลงนามไม่ได้ ให้ กพร. ตรวจทานใหม่ที่หน้าตรวจทาน"
    ),
    "signing.signed": lambda: gettext("%(party)sลงนามแล้วโดย %(name)s ลงซ้ำไม่ได้"),
    "signing.order": lambda: gettext("%(before)sต้องลงนามก่อน แล้ว%(party)sจึงลงนามได้"),
    "signing.no_paper": lambda: gettext("ยังไม่มีเอกสารให้ลงนาม กพร. ออกเอกสารจากหน้านี้ก่อน"),
    "signing.ink_before": lambda: gettext("ผู้ทำคำรับรองลงนามบนกระดาษแล้ว ผู้รับคำรับรองจึงลงนามบนกระดาษแผ่นเดียวกัน แล้วส่งภาพสแกน"),
    "signing.other_name": lambda: gettext(
        "เอกสารออกในชื่อ %(name)s ท่านลงนามในชื่อนั้นไม่ได้ ให้ กพร. ออกเอกสารใหม่ในชื่อของท่านก่อน"
    ),
    "signing.begun": lambda: gettext("%(name)s ลงนามในเอกสารนี้แล้ว จึงออกเอกสารใหม่ไม่ได้"),
    "signing.same_person": lambda: gettext("%(name)s เป็นทั้งสองฝ่ายไม่ได้ เลือกผู้ลงนามอีกฝ่ายเป็นคนอื่น"),
    "signing.text_there": lambda: gettext("มีข้อความที่ลงนามเก็บไว้แล้ว"),
    "signing.not_signed_before": lambda: gettext("คำรับรองนี้ยังไม่ได้ลงนาม ข้อความที่จะลงนามมาจากหน้าตรวจทาน"),
    "signing.day_to_come": lambda: gettext("วันที่ลงนาม %(on)s ยังมาไม่ถึง แก้วันที่ให้ตรงกับในเอกสาร"),
    "signing.day_before": lambda: gettext("วันที่ลงนาม %(on)s อยู่ก่อนวันที่ผู้ทำคำรับรองลงนาม (%(before)s) แก้วันที่ให้ตรงกับในเอกสาร"),
    "signing.no_own": lambda: gettext("หน่วยงานยังไม่ได้ออกใบรับรองให้ท่าน หรือใบรับรองหมดอายุหรือถูกเพิกถอนแล้ว เลือกวิธีอื่น"),
    "signing.way": lambda: gettext("เลือกวิธีลงนาม"),
    "check.errors": lambda: gettext("ยังมีข้อที่ต้องแก้ %(count)s ข้อ (%(codes)s) ดูที่หน้าข้อตรวจพบ แก้แล้วจึงลงนามได้"),
    "check.warnings": lambda: gettext(
        "ยังมีข้อควรดู %(count)s ข้อที่ไม่มีใครรับไว้พร้อมเหตุผล (%(codes)s) ดูที่หน้าข้อตรวจพบ แล้วจึงลงนามได้"
    ),
    "amendment.not_yours": lambda: gettext("ขอเปลี่ยนแปลงได้เฉพาะ กพร. และหัวหน้าของ%(unit)s"),
    "amendment.not_signed": lambda: gettext("เปลี่ยนแปลงได้เฉพาะคำรับรองที่ทั้งสองฝ่ายลงนามแล้ว"),
    "amendment.reason": lambda: gettext("เลือกเหตุผลจากรายการของปี ถ้ายังไม่มีรายการ กพร. ใส่ได้ที่หน้าเหตุผล"),
    "amendment.no_text": lambda: gettext("เขียนเหตุผลประกอบ ผู้พิจารณาอ่านข้อความนี้"),
    "amendment.nothing": lambda: gettext("ยังไม่ได้ขอเปลี่ยนสิ่งใด แก้ค่าที่ต้องการเปลี่ยนก่อนส่ง"),
    "amendment.aspect": lambda: gettext("ย้ายตัวชี้วัดข้ามประเด็นกลางปีไม่ได้ เพราะคะแนนรายประเด็นของรอบก่อนจะเปลี่ยน"),
    "amendment.of_department": lambda: gettext(
        "ชื่อ หน่วยวัด การยกเลิก และการเพิ่มตัวชี้วัดเป็นของทั้งปี เปลี่ยนได้ในคำรับรองของกรมเท่านั้น ที่นี่เปลี่ยนได้เฉพาะน้ำหนัก ค่าเป้าหมาย และเกณฑ์"
    ),
    "amendment.criteria": lambda: gettext("เกณฑ์ของตัวชี้วัด %(indicator)s ใช้คิดคะแนนไม่ได้ แก้ช่องที่แจ้งไว้ก่อน"),
    "amendment.round_over": lambda: gettext(
        "รอบ %(round)s เดือนสิ้นสุดแล้วหรือมีฉบับที่ใหม่กว่า เกณฑ์ของรอบนั้นคงเดิม เลือกได้: %(rounds)s"
    ),
    "amendment.late": lambda: gettext(
        "วันสุดท้ายที่ขอเปลี่ยนแปลงรายละเอียดตัวชี้วัดคือ %(on)s เลยกำหนดแล้ว ถ้าจำเป็นให้เขียนเหตุผลขออนุญาตเป็นกรณีพิเศษ หัวหน้าส่วนราชการเป็นผู้อนุญาต"
    ),
    "amendment.not_head": lambda: gettext("อนุญาตกรณีพิเศษได้เฉพาะหัวหน้าส่วนราชการ หรือผู้รักษาการแทน"),
    "amendment.nothing_to_let_in": lambda: gettext("คำขอนี้ไม่ได้รอการอนุญาตเป็นกรณีพิเศษ"),
    "amendment.not_let_in": lambda: gettext("คำขอนี้ยื่นหลัง %(on)s ต้องให้หัวหน้าส่วนราชการอนุญาตเป็นกรณีพิเศษก่อน จึงบันทึกผลพิจารณาได้"),
    "amendment.decided": lambda: gettext("คำขอที่ %(number)s พิจารณาแล้ว"),
    "amendment.who_decided": lambda: gettext("ใส่ผลพิจารณาและผู้พิจารณา"),
    "amendment.no_letter": lambda: gettext("ใส่เลขที่หนังสือ วันที่ของหนังสือ และวันที่พิจารณา ผลพิจารณาของผู้อื่นต้องมีหนังสือ"),
    "amendment.day_to_come": lambda: gettext("วันที่ %(on)s ยังมาไม่ถึง แก้ให้ตรงกับในหนังสือ"),
    "amendment.text_waiting": lambda: gettext("ฉบับที่ %(number)s ยังรอลงนาม ลงนามให้ครบก่อน แล้วจึงบันทึกผลของคำขอนี้"),
    "amendment.which_part": lambda: gettext("เห็นชอบบางส่วน: เลือกตัวชี้วัดที่เห็นชอบอย่างน้อยหนึ่งตัว แต่ไม่ใช่ทุกตัว"),
    "amendment.moved_on": lambda: gettext(
        "หลังยื่นคำขอที่ %(number)s มีการเปลี่ยนแปลงอื่นลงนามแล้ว ผลของคำขอจึงไม่ตรงกับที่ยื่น ให้ยื่นคำขอใหม่จากข้อความปัจจุบัน"
    ),
    "amend.unknown_indicator": lambda: gettext("ไม่มีตัวชี้วัด %(indicator)s ในคำรับรองนี้"),
    "amend.code_taken": lambda: gettext("รหัสตัวชี้วัด %(indicator)s มีอยู่แล้ว ใช้รหัสอื่น"),
    "amend.cancelled_already": lambda: gettext("ตัวชี้วัด %(indicator)s ยกเลิกไปแล้ว"),
    "amend.weight_not_positive": lambda: gettext("น้ำหนักทุกตัวต้องมากกว่า 0 ถ้าไม่นับตัวชี้วัดใดให้ยกเลิกตัวชี้วัดนั้น"),
    "amend.weight_missing": lambda: gettext("ยังไม่ได้ใส่น้ำหนักใหม่ของตัวชี้วัด %(indicator)s"),
    "amend.weights_not_100": lambda: gettext("น้ำหนักใหม่รวมกันต้องเท่าเดิม คือ 100 ปรับให้ครบหรือเลือกเฉลี่ยตามสัดส่วน"),
    "reason.twice": lambda: gettext("รหัสเหตุผล %(code)s ซ้ำกัน"),
    "reason.in_use": lambda: gettext("มีคำขอที่อ้างเหตุผล %(code)s แล้ว จึงตัดออกไม่ได้"),
    "reason.line": lambda: gettext("บรรทัด %(line)s: เขียน รหัส | ข้อความ | ข้อความภาษาอังกฤษ"),
}


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do: in words of here, of KPI Templates, of the organisation, of signatures."""
    if refusal.code in ORG_SENTENCES:
        return org_refusal_words(refusal)
    sentence = REFUSALS.get(refusal.code) or TEMPLATE_REFUSALS.get(refusal.code)
    if sentence is not None:
        return sentence() % {name: shown(name, value) for name, value in refusal.terms.items()}
    terms = {name: value if isinstance(value, datetime) else str(value) for name, value in refusal.terms.items()}
    return refused_words(Refused(refusal.code, terms), moment)


def shown(name: str, value: object) -> str:
    """A term of a sentence."""
    if name in ("party", "before") and str(value) in PARTIES:
        return str(PARTIES[str(value)])
    if isinstance(value, date):
        return day(value, language())
    return str(getattr(value, "label", value))


def moment(value: datetime) -> str:
    """A day with the time: 15 พ.ค. 2555 10.00 น."""
    return f"{day(value, language())} {clock_time(value, language())}"


def field_words(name: str) -> str:
    """A field of a signed text."""
    return str(FIELDS.get(name, name))


def weights_words(weights: object) -> str:
    """Weights of the rounds: one where all are the same."""
    if not isinstance(weights, Mapping) or not weights:
        return "-"
    texts = {round_: f"{trimmed(Decimal(str(text)))}%" for round_, text in weights.items()}
    if len(set(texts.values())) == 1 and set(texts) == {"6", "9", "12"}:
        return next(iter(texts.values()))
    parts = (
        gettext("รอบ %(round)s: %(weight)s") % {"round": each, "weight": texts[each]} for each in sorted(texts, key=int)
    )
    return " · ".join(parts)


def state_words(state: str) -> str:
    """How far an agreement has come."""
    return str(AgreementState(state).label)


def outcome_words(outcome: str) -> str:
    """What became of a request."""
    return str(Outcome(outcome).label)


def way_words(way: str) -> str:
    """How somebody signed."""
    return str(SigningWay(way).label)
