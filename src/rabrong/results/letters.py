"""Telling keepers that a report came back: on the screen and by mail, with the note and a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from rabrong.notices.actions import notify, send_mail_later
from rabrong.notices.wording import Message, Term, filled
from rabrong.org.models import Person
from rabrong.results.models import Report
from rabrong.results.queries.approvals import submitters_of
from rabrong.ui.dates import month_name

ONE = gettext_noop("ส่งกลับให้แก้: %(code)s เดือน %(month)s")
SEVERAL = gettext_noop("ส่งกลับให้แก้ %(count)s รายงาน ปี %(year)s")
BODY = gettext_noop("%(by)s: %(note)s")
LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class Return:
    """A return as it is told: the note, who returned, when; `site` is this site's address, "" where it is not known."""

    note: str
    by: Person
    now: datetime
    site: str = ""


def tell_of_return(reports: Sequence[Report], done: Return) -> None:
    """Each who submitted one of the newest versions is told once. Three queries, and a few for each person."""
    by_person: dict[Person, list[Report]] = {}
    submitters = submitters_of(reports)
    for report in reports:
        person = submitters.get(report.pk)
        if person is not None:
            by_person.setdefault(person, []).append(report)
    for person, theirs in by_person.items():
        _tell(person, theirs, done)


def _tell(person: Person, reports: Sequence[Report], done: Return) -> None:
    first = reports[0]
    message = _message(reports, done)
    key = f"report/returned/{first.pk}/{first.version}/{done.now:%Y%m%d%H%M%S}"
    notify([person], message, key=key, now=done.now)
    if person.email:
        subject, body = _mail(message, done.site)
        send_mail_later(person.email, subject=subject, body=body, key=f"{key}/{person.pk}", now=done.now)


def _message(reports: Sequence[Report], done: Return) -> Message:
    first = reports[0]
    by = {"th": done.by.position or done.by.name, "en": done.by.position_en or done.by.name_en}
    terms: dict[str, Term] = {"by": by, "note": done.note}
    if len(reports) == 1:
        month = {language: month_name(first.month, language) for language in LANGUAGES}
        link = f"{reverse('entry_grid', args=(first.indicator.year_id, first.unit.code))}?month={first.month}"
        return Message("report.returned", ONE, BODY, {**terms, "code": first.indicator.code, "month": month}, link)
    year = first.indicator.year_id
    terms |= {"count": len(reports), "year": str(year)}
    return Message("report.returned", SEVERAL, BODY, terms, reverse("work", args=(year,)))


def _mail(message: Message, site: str) -> tuple[str, str]:
    """Subject and body, Thai above English."""
    subjects, parts = [], []
    for language in LANGUAGES:
        with translation.override(language):
            said = {name: _in(term, language) for name, term in message.terms.items()}
            subjects.append(gettext("รับรอง: %(what)s") % {"what": filled(message.title, said)})
            lines = [filled(message.title, said), filled(message.body, said), f"{site}{message.link}" if site else ""]
            parts.append("\n\n".join(line for line in lines if line))
    return subjects[0], "\n\n----\n\n".join(parts)


def _in(term: Term, language: str) -> object:
    return (term.get(language) or term.get("th", "")) if isinstance(term, dict) else term
