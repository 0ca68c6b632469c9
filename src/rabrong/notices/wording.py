"""The words of a notice: sentences of the catalogue with terms, put together in the language of whoever reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.notices.models import Notice
from rabrong.ui.dates import day
from rabrong.ui.numbers import bare
from rabrong.ui.words import language

Term = str | int | date | Mapping[str, str]
"""A text, a count, a day, or a name in both languages: {"th": ..., "en": ...}."""
Stored = str | int | dict[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. `title` and `body` are marked with gettext_noop where they are written; `link` is a local path."""

    kind: str
    title: str
    body: str = ""
    terms: Mapping[str, Term] = field(default_factory=dict)
    link: str = ""


def stored_terms(terms: Mapping[str, Term]) -> dict[str, Stored]:
    """The terms as JSON; a day as {"day": ISO}."""
    return {name: _stored(term) for name, term in terms.items()}


KINDS: dict[str, tuple[Promise | str, tuple[str, ...]]] = {
    "alert-band": (_("ตกช่วงคะแนน"), ("alert.band",)),
    "alert-late": (_("รายงานล่าช้า"), ("alert.late",)),
    "alert-forecast": (_("คาดว่าต่ำกว่าเป้าหมาย"), ("alert.forecast",)),
    "alert-outlier": (_("ตัวเลขผิดปกติ"), ("alert.outlier",)),
    "returned": (_("ส่งกลับแก้"), ("report.returned",)),
    "template": (_("KPI Template"), ("template", "templates", "template.remind")),
    "request": (_("ขอเอกสาร"), ("request",)),
    "account": (_("บัญชีผู้ใช้"), ("account.request",)),
}
"""Kind as an address names it -> its words, and the kinds of notices it holds."""


def stored_kinds(name: str) -> tuple[str, ...]:
    """The kinds of notices that a kind of an address holds; none for one that is not known."""
    return KINDS[name][1] if name in KINDS else ()


def words_of(notice: Notice) -> tuple[str, str]:
    """Title and body in the language of the page."""
    terms = {name: said(term) for name, term in notice.terms.items()}
    return filled(notice.title, terms), filled(notice.body, terms)


def filled(sentence: str, terms: Mapping[str, object]) -> str:
    """A sentence of the catalogue with its terms. Raises KeyError when one is missing."""
    return gettext(sentence) % terms if sentence else ""


def _stored(term: Term) -> Stored:
    if isinstance(term, date):
        return {"day": term.isoformat()}
    return term if isinstance(term, str | int) else dict(term)


def said(term: Stored) -> str:
    """A term in the language of the page."""
    if isinstance(term, int):
        return bare(term)
    if isinstance(term, str):
        return term
    if "day" in term:
        return day(date.fromisoformat(term["day"]), language())
    return (term.get("en") if not language().startswith("th") else None) or term.get("th", "")
