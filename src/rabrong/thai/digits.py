"""Thai and Arabic digits: the same number in the other script, everything else left as it is."""

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def to_thai_digits(text: str) -> str:
    """Every Arabic digit as its Thai one.

    >>> to_thai_digits("30 เม.ย. 2555")
    '๓๐ เม.ย. ๒๕๕๕'
    """
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """Every Thai digit as its Arabic one.

    >>> to_arabic_digits("๓๐/๔/2555")
    '30/4/2555'
    """
    return text.translate(_TO_ARABIC)
