"""The names of the twelve months, Thai and English, short and long, January first."""

SHORT_THAI = tuple("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split())
LONG_THAI = tuple("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split())
SHORT_ENGLISH = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
LONG_ENGLISH = tuple("January February March April May June July August September October November December".split())

_OTHER_SPELLINGS = {"sept": 9}


def month_named(name: str) -> int | None:
    """1 to 12 for a month by its Thai or English name, short or long, with or without dots; None for no month.

    >>> month_named("เม.ย."), month_named("เมย"), month_named("APRIL"), month_named("วัน")
    (4, 4, 4, None)
    """
    return _NUMBERS.get(_plain(name))


def _plain(name: str) -> str:
    return name.replace(".", "").replace(" ", "").casefold()


_NUMBERS = {
    _plain(name): number
    for names in (SHORT_THAI, LONG_THAI, SHORT_ENGLISH, LONG_ENGLISH)
    for number, name in enumerate(names, start=1)
} | _OTHER_SPELLINGS
