"""Why something about an account was refused, as a sentence: what, and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from rabrong.org.rules import Refusal
from rabrong.org.wording import refusal_words as org_words


def refusal_words(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the request."""
    own = SENTENCES.get(refusal.code)
    return org_words(refusal) if own is None else own() % refusal.terms


def wait_words(minutes: int) -> str:
    """How long to wait, for an account that is there or is not."""
    return ngettext(
        "ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รออีก %(minutes)s นาทีแล้วลองใหม่",
        "ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รออีก %(minutes)s นาทีแล้วลองใหม่",
        minutes,
    ) % {"minutes": minutes}


SENTENCES: dict[str, Callable[[], str]] = {
    "person.unknown": lambda: gettext("ไม่พบบัญชี %(code)s ตรวจชื่อเข้าใช้แล้วลองใหม่"),
    "account.shut": lambda: gettext("บัญชีนี้ถูกระงับหรือปิดแล้ว ติดต่อผู้ดูแลระบบ กพร."),
    "code.wrong": lambda: gettext("ชื่อเข้าใช้หรือรหัสไม่ถูกต้อง หรือรหัสถูกใช้หรือยกเลิกไปแล้ว ตรวจตัวอักษรแล้วลองใหม่ หรือขอรหัสใหม่"),
    "code.expired": lambda: gettext("รหัสนี้หมดอายุแล้ว ขอรหัสใหม่จากผู้ที่ออกให้"),
    "code.for_oneself": lambda: gettext("ออกหรือยืนยันรหัสให้ตนเองไม่ได้ ให้ผู้มีสิทธิ์คนอื่นทำ"),
    "code.account_shut": lambda: gettext("บัญชี %(person)s ถูกระงับหรือปิดอยู่ เปิดบัญชีก่อนจึงออกรหัสได้"),
    "code.not_yours": lambda: gettext("%(person)s มีหน้าที่นอกหน่วยงานที่ท่านดูแล ให้ผู้ดูแลระบบ กพร. ออกรหัส"),
    "code.needs_two": lambda: gettext("%(person)s เป็นผู้ลงนามหรือผู้บริหาร ต้องมีผู้ยืนยันคนที่สองก่อนออกรหัส"),
    "code.no_email": lambda: gettext("%(person)s ยังไม่มีอีเมล พิมพ์ใบรหัสแทน หรือเพิ่มอีเมลก่อน"),
    "request.open": lambda: gettext("มีคำขอรหัสของ %(person)s รอยืนยันอยู่แล้ว"),
    "request.closed": lambda: gettext("คำขอนี้มีผู้ดำเนินการไปแล้ว"),
    "request.same_person": lambda: gettext("ผู้ขอยืนยันคำขอของตนเองไม่ได้ ต้องเป็นอีกคนหนึ่ง"),
    "request.take_on_first": lambda: gettext("เจ้าของบัญชีขอเอง ต้องมีผู้รับคำขอหนึ่งคนก่อน แล้วอีกคนยืนยัน"),
    "factor.last": lambda: gettext("บทบาทของท่านต้องมีการยืนยันขั้นที่สอง เพิ่มอันใหม่ก่อนจึงลบอันนี้ได้"),
    "sso.connected_to_other": lambda: gettext("บัญชีของผู้ให้บริการนี้เชื่อมกับคนอื่นในระบบแล้ว ติดต่อผู้ดูแลระบบ กพร."),
    "sso.other_subject": lambda: gettext("ท่านเชื่อมบัญชีอื่นของผู้ให้บริการนี้ไว้แล้ว เลิกเชื่อมอันเดิมก่อน"),
    "sso.other_citizen": lambda: gettext("ผู้ให้บริการบอกว่าเป็นบุคคลอื่น จึงไม่เชื่อมให้ ถ้าเป็นท่านจริง ติดต่อผู้ดูแลระบบ กพร."),
}
