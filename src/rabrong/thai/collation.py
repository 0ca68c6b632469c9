"""Thai dictionary order as a sort key of plain letters and digits, the same under every database's own order."""

LEADING_VOWELS = frozenset("เแโใไ")
MARKS = "็่้๊๋์"
"""Written above a letter; they decide only between words that are otherwise equal."""

END_OF_WORD = "00"


def sort_key(text: str) -> str:
    """A key that puts Thai words in the order of a dictionary: consonants before the vowel written in front of them,
    tone marks last.

    >>> sorted(["เกาะ", "ก้าน", "กาน", "ขา"], key=sort_key)
    ['กาน', 'ก้าน', 'เกาะ', 'ขา']
    """
    letters: list[str] = []
    marks: list[str] = []
    for letter in _consonants_first(text):
        if letter in MARKS:
            marks.append(f"{len(letters):02x}{MARKS.index(letter) + 1:02x}")
        else:
            letters.append(_digits_of(letter))
    return "".join([*letters, END_OF_WORD, *marks])


def _consonants_first(text: str) -> str:
    letters = list(text.casefold())
    at = 0
    while at + 1 < len(letters):
        if letters[at] in LEADING_VOWELS:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
            at += 1
        at += 1
    return "".join(letters)


def _digits_of(letter: str) -> str:
    code = ord(letter)
    if 0x0E00 <= code < 0x0E80:
        return f"{code - 0x0E00 + 0x80:02x}"
    return f"{code:02x}" if code < 0x7F else f"7f{code:06x}"
