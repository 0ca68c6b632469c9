"""A number as people type it, on a page or in a sheet: the claim it means, or what is wrong with it, in words."""

import re

from django.utils.translation import gettext

from rabrong.agreement_file.claims_in import Cell, cell_claim
from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import file_sentence
from rabrong.scoring.absence import Fault
from rabrong.scoring.claims import Claim
from rabrong.ui.words import language

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?")
"""A number with separators of thousands, where they belong."""

WORDS = {"n/a": "N/A", "na": "N/A", "ผ่าน": "pass", "ไม่ผ่าน": "fail"}
LONGEST = 60


def claim_typed(text: str, kind: Cell) -> Claim | Fault:
    """What a text means in a cell of a kind; MISSING where nothing is typed."""
    return cell_claim(_plain(text), kind)


def _plain(text: str) -> str:
    """Thai digits, a true minus sign and separators of thousands are read as people mean them.

    A comma elsewhere stays and is refused: 12,5 is no 125.
    """
    plain = text.translate(THAI_DIGITS).replace("\u2212", "-").replace("\u00a0", " ")
    if GROUPED.fullmatch(plain):
        return plain.replace(",", "").replace(" ", "")
    return WORDS.get(plain.lower(), plain)


def fault_words(fault: Fault, label: str) -> str:
    """What is wrong with what was typed in a field."""
    if fault.code == "number.comma":
        return gettext("%(key)s: %(text)s จุลภาคใช้คั่นหลักพันเท่านั้น เช่น 11,044 ทศนิยมใช้จุด") % {
            **fault.terms,
            "key": label,
        }
    problem = Problem(fault.code, label, terms={**fault.terms, "key": label})
    return file_sentence(problem, "th" if language().startswith("th") else "en")
