"""The sentences about signatures: why one is refused, who vouches for the signer, whose time it is, which kind it is.

How a time is written is the caller's (`shown`), as dates are the pages' business.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport

Shown = Callable[[datetime], str]
Clock = Literal["server", "signer"]
"""Whose clock a signature without a time stamp goes by: ours, or the one of the machine that signed elsewhere."""

_FIELDS: dict[str, str | Promise] = {"maker": _("ผู้ทำคำรับรอง"), "superior": _("ผู้รับคำรับรอง")}

_REFUSALS: dict[str, str | Promise] = {
    "pdf.not_pdf": _("แฟ้มนี้ไม่ใช่ PDF ส่งแฟ้ม PDF ที่ดาวน์โหลดจากหน้านี้และลงนามแล้ว"),
    "pdf.too_big": _("แฟ้มใหญ่กว่า %(most)s MB คำรับรองที่ลงนามแล้วไม่ใหญ่ขนาดนี้ ตรวจว่าส่งแฟ้มถูกต้อง"),
    "pdf.encrypted": _("แฟ้มใส่รหัสผ่านไว้ ลงนามในแฟ้มที่ดาวน์โหลดจากหน้านี้โดยไม่ใส่รหัสผ่าน แล้วส่งอีกครั้ง"),
    "pdf.broken": _("แฟ้มเสีย อ่านไม่ได้ ดาวน์โหลดใหม่จากหน้านี้ ลงนาม แล้วส่งอีกครั้ง"),
    "field.unknown": _("แฟ้มนี้ไม่มีช่องลงนามของ%(field)s ใช้แฟ้มที่ดาวน์โหลดจากหน้านี้"),
    "field.signed": _("%(field)sลงนามแล้ว ลงซ้ำไม่ได้"),
    "field.order": _("%(before)sยังไม่ได้ลงนาม %(field)sลงนามได้หลังจากนั้น"),
    "text.unprintable": _("มีอักขระ %(letters)s ที่พิมพ์ในเอกสารไม่ได้ แก้ข้อความแล้วลองใหม่"),
    "time.no_answer": _("หน่วยงานประทับรับรองเวลาไม่ตอบ ยังไม่ได้ลงนาม ลองใหม่ในอีกสักครู่"),
    "pkcs12.unreadable": _("แฟ้มนี้ไม่ใช่ใบรับรองพร้อมกุญแจ ส่งแฟ้ม .p12 หรือ .pfx ที่ผู้ออกใบรับรองให้ไว้"),
    "pkcs12.passphrase": _("รหัสผ่านของแฟ้มใบรับรองไม่ถูกต้อง ยังไม่ได้ลงนาม พิมพ์รหัสผ่านใหม่"),
    "pkcs12.no_key": _("แฟ้มนี้ไม่มีกุญแจส่วนตัวที่คู่กับใบรับรอง ส่งออกใหม่พร้อมกุญแจส่วนตัว"),
    "pkcs12.old": _("แฟ้มนี้ใช้การเข้ารหัสหรือกุญแจแบบที่ระบบไม่รองรับ ส่งออกใหม่แบบ AES-256 โดยใช้กุญแจ RSA หรือ EC"),
    "certificate.expired": _("ใบรับรองของ %(name)s หมดอายุเมื่อ %(until)s ต่ออายุกับผู้ออกใบรับรองแล้วลงนามใหม่"),
    "certificate.not_yet": _("ใบรับรองของ %(name)s เริ่มใช้ได้ %(from)s ลงนามได้ตั้งแต่นั้น"),
    "certificate.revoked": _("ใบรับรองของ %(name)s ถูกเพิกถอนเมื่อ %(on)s ขอใบรับรองใหม่แล้วลงนามใหม่"),
    "certificate.not_for_signing": _("ใบรับรองของ %(name)s ไม่ได้ออกไว้สำหรับลงลายมือชื่อ ใช้ใบรับรองบุคคลสำหรับลงลายมือชื่อ"),
    "certificate.weak": _("กุญแจในใบรับรองของ %(name)s สั้นเกินไป ขอใบรับรองใหม่แบบ RSA 2048 บิตขึ้นไป หรือ EC 256 บิตขึ้นไป"),
    "upload.unsigned": _("แฟ้มนี้ยังไม่มีลายมือชื่อใหม่ ลงนามในช่องของท่านก่อน แล้วส่งแฟ้มที่บันทึกแล้ว"),
    "upload.other_document": _(
        "แฟ้มนี้ไม่ใช่แฟ้มที่ระบบให้ไป หรือถูกบันทึกใหม่ทั้งแฟ้มก่อนลงนาม ดาวน์โหลดใหม่แล้วลงนามโดยไม่แก้ไขหรือพิมพ์เป็น PDF"
    ),
    "upload.other_field": _("แฟ้มนี้มีช่องลงนามเพิ่มหรือหายไป ลงนามในช่องของ%(field)sที่มีอยู่แล้วในแฟ้ม"),
    "upload.wrong_field": _("ลายมือชื่อใหม่ไม่ได้อยู่ในช่องของ%(field)s หรือมีมากกว่าหนึ่ง ลงนามในช่องของท่านช่องเดียว"),
    "upload.more_changes": _(
        "นอกจากลายมือชื่อแล้วแฟ้มถูกแก้ไขอย่างอื่นด้วย เช่น หน้า ข้อความ หรือหมายเหตุ ดาวน์โหลดใหม่แล้วลงนามอย่างเดียว"
    ),
    "upload.not_intact": _("ลายมือชื่อในแฟ้มไม่ตรงกับเนื้อหา แฟ้มถูกแก้หลังลงนามหรือเสียระหว่างทาง ลงนามใหม่แล้วส่งอีกครั้ง"),
    "upload.clock": _("ลายมือชื่อระบุเวลา %(at)s ซึ่งยังมาไม่ถึง ตั้งนาฬิกาของเครื่องที่ลงนาม แล้วลงนามใหม่"),
    "authority.passphrase": _("รหัสผ่านของกุญแจผู้ออกใบรับรองไม่ถูกต้อง พิมพ์รหัสผ่านใหม่"),
    "authority.other_key": _("กุญแจนี้ไม่ใช่ของใบรับรองราก ตรวจว่าใช้แฟ้มคู่กัน"),
    "authority.ends": _("ใบรับรองรากหมดอายุ %(until)s จึงออกใบรับรองที่ยาวกว่านั้นไม่ได้ ลดจำนวนวันหรือสร้างใบรับรองรากใหม่"),
    "authority.name": _("ชื่อ ตำแหน่ง และหน่วยงานในใบรับรองยาวได้ไม่เกิน %(most)s ตัวอักษร และต้องมีชื่อ"),
    "passphrase.short": _("รหัสผ่านต้องยาวอย่างน้อย %(least)s ตัวอักษร ใช้วลีที่จำได้"),
}


def refused_words(refused: Refused, shown: Shown) -> str:
    """Why something was refused, in the language of the request."""
    return str(_REFUSALS[refused.code]) % {name: _term(name, value, shown) for name, value in refused.terms.items()}


def integrity_words(report: SignatureReport) -> str:
    """Whether what was signed is what stands there."""
    if not report.is_intact or report.covers == "part":
        return gettext("เนื้อหาไม่ตรงกับที่ลงนาม ลายมือชื่อนี้ใช้ไม่ได้")
    if report.changes == "forbidden":
        return gettext("หลังลงนามมีการแก้ไขที่ไม่ใช่การลงนาม ดูเนื้อหา ณ เวลาที่ลงนามเท่านั้น")
    if report.changes == "signing":
        return gettext("เนื้อหาตรงกับที่ลงนามทุกไบต์ หลังจากนั้นมีเพียงลายมือชื่ออื่นเพิ่ม")
    return gettext("เนื้อหาตรงกับที่ลงนามทุกไบต์ และไม่มีสิ่งใดเพิ่มหลังจากนั้น")


def identity_words(report: SignatureReport) -> str:
    """Who vouches that the signer is who the certificate says."""
    terms = {"name": report.signer.name, "root": report.vouched_by, "issuer": report.signer.issuer}
    if report.vouched_by is None:
        return gettext("ใบรับรองระบุชื่อ %(name)s ออกโดย %(issuer)s ซึ่งหน่วยงานไม่ได้กำหนดให้เชื่อถือ จึงไม่มีผู้ใดยืนยันตัวตน") % terms
    if report.vouched_kind == "own":
        return gettext("%(root)s ของหน่วยงานเองยืนยันว่าผู้ลงนามคือ %(name)s ไม่มีบุคคลภายนอกยืนยัน") % terms
    return gettext("%(root)s ยืนยันว่าผู้ลงนามคือ %(name)s ตามใบรับรองที่ออกโดย %(issuer)s") % terms


def standing_words(report: SignatureReport, shown: Shown) -> str:
    """The certificate when it signed and since."""
    terms = {"until": shown(report.signer.valid_until), "from": shown(report.signer.valid_from)}
    if report.revoked_at is not None:
        return _revoked_words(report, shown)
    if report.then == "expired":
        return gettext("ใบรับรองหมดอายุก่อนลงนาม เมื่อ %(until)s") % terms
    if report.then == "not_yet":
        return gettext("ใบรับรองยังไม่เริ่มใช้เมื่อลงนาม เริ่ม %(from)s") % terms
    if report.then == "unsuitable":
        return gettext("ใบรับรองไม่ได้ออกไว้สำหรับลงลายมือชื่อ หรือกุญแจสั้นเกินไป")
    if report.now == "expired":
        return gettext("ใบรับรองยังไม่หมดอายุเมื่อลงนาม หมดอายุหลังจากนั้น เมื่อ %(until)s") % terms
    return gettext("ใบรับรองยังไม่หมดอายุ ใช้ได้ถึง %(until)s") % terms


def revocation_words(report: SignatureReport) -> str:
    """Whether anybody looked up a revocation."""
    if report.revocation_checked:
        return gettext("ตรวจกับบัญชีใบรับรองที่ถูกเพิกถอนแล้ว")
    return gettext("ยังไม่ได้ตรวจการเพิกถอน เพราะไม่มีบัญชีใบรับรองที่ถูกเพิกถอนของผู้ออกใบรับรองนี้")


def time_words(report: SignatureReport, shown: Shown, *, clock: Clock) -> str:
    """When it was signed, and who says so."""
    if report.stamp == "trusted" and report.stamped_at is not None:
        return gettext("เวลา %(at)s หน่วยงานประทับรับรองเวลา (RFC 3161) ยืนยัน") % {"at": shown(report.stamped_at)}
    if report.stamp == "broken":
        return gettext("การประทับรับรองเวลาไม่ตรงกับลายมือชื่อนี้ จึงใช้ยืนยันเวลาไม่ได้")
    if report.claimed_at is None:
        return gettext("ลายมือชื่อไม่ระบุเวลา")
    terms = {"at": shown(report.claimed_at)}
    if clock == "signer":
        return gettext("เวลา %(at)s ตามนาฬิกาของเครื่องที่ลงนาม ไม่มีผู้ใดยืนยันเวลา") % terms
    return gettext("เวลา %(at)s ตามนาฬิกาของเครื่องแม่ข่ายนี้ ไม่มีหน่วยงานประทับรับรองเวลา (RFC 3161) ยืนยัน") % terms


def kind_words(report: SignatureReport | None) -> str:
    """Which kind of signature this is under the Electronic Transactions Act; None for a scan of ink on paper."""
    act = gettext("พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. 2544")
    closing = gettext("ผลทางกฎหมายเป็นเรื่องที่หน่วยงานและศาลวินิจฉัย")
    return f"{_kind(report) % {'act': act}} {closing}"


def _kind(report: SignatureReport | None) -> str:
    if report is None:
        return gettext("ภาพสแกนลายมือชื่อบนกระดาษ: ระบบเก็บไว้เป็นหลักฐาน ไม่ใช่ลายมือชื่ออิเล็กทรอนิกส์ที่ตรวจสอบได้ตาม %(act)s")
    if not report.is_good:
        return gettext("ตรวจไม่ผ่านทุกข้อ จึงถือได้อย่างมากเป็นลายมือชื่ออิเล็กทรอนิกส์ทั่วไปตามมาตรา 9 แห่ง %(act)s")
    if report.vouched_kind == "provider":
        return gettext("มีลักษณะตามมาตรา 26 และใบรับรองออกโดยผู้ให้บริการออกใบรับรองตามมาตรา 28 แห่ง %(act)s")
    return gettext("มีลักษณะตามมาตรา 26 แห่ง %(act)s หากผู้ลงนามคุมกุญแจไว้แต่ผู้เดียว ใบรับรองไม่ได้มาจากผู้ให้บริการตามมาตรา 28")


def _revoked_words(report: SignatureReport, shown: Shown) -> str:
    terms = {"on": shown(report.revoked_at)} if report.revoked_at is not None else {}
    if report.then == "revoked":
        return gettext("ใบรับรองถูกเพิกถอนก่อนลงนาม เมื่อ %(on)s") % terms
    return gettext("ใบรับรองถูกเพิกถอนหลังลงนาม เมื่อ %(on)s หากเวลาลงนามไม่มีผู้ยืนยัน ควรให้ผู้ลงนามยืนยันอีกครั้ง") % terms


def _term(name: str, value: str | datetime, shown: Shown) -> str:
    if isinstance(value, datetime):
        return shown(value)
    return str(_FIELDS.get(value, value)) if name in ("field", "before") else value
