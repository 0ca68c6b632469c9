"""The label of every total: certified or not, and by what."""

from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.results.models import RoundClosing


@dataclass(frozen=True, slots=True)
class Label:
    """A total's label; `basis` says what makes it certified, "" where it is not."""

    is_certified: bool
    basis: str = ""

    @property
    def word(self) -> str:
        """The label itself."""
        return gettext("รับรองแล้ว") if self.is_certified else gettext("ยังไม่รับรอง")


def label_of(closing: RoundClosing | None, *, is_whole: bool) -> Label:
    """Certified by the closing of the round whose frozen numbers are shown, or because every report that counts is."""
    if closing is not None:
        words = gettext("โดยการปิดรอบ %(round)s เดือน ฉบับที่ %(number)s")
        return Label(True, words % {"round": closing.round, "number": closing.number})
    return Label(True, gettext("ทุกรายงานที่นับรับรองแล้ว")) if is_whole else Label(False)
