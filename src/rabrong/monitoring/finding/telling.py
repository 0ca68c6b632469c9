"""Telling people of alerts that opened: each person once for each kind and look, with a way to the list."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from rabrong.monitoring.finding.concerned import concerned_by
from rabrong.monitoring.models import Alert, AlertKind
from rabrong.notices.actions import notify
from rabrong.notices.wording import Message, Term
from rabrong.org.models import Person
from rabrong.results.queries.approvals import chunks

ONE = gettext_noop("%(kind)s: %(code)s %(unit)s")
SEVERAL = gettext_noop("%(kind)s %(count)s รายการ")
LANGUAGES = ("th", "en")


def tell(year: int, *, now: datetime) -> None:
    """Tell of what nobody was told of yet; in the transaction that opened it. What is over by now is not told."""
    untold = Alert.objects.filter(year_id=year, told_at=None, closed_at=None)
    rows = list(untold.select_related("unit", "indicator").order_by("pk"))
    concerned = concerned_by(rows, now=now)
    people = Person.objects.in_bulk(concerned)
    by_message: dict[tuple[AlertKind, tuple[int, ...]], list[Person]] = {}
    known = {row.pk: row for row in rows}
    for person, alerts in concerned.items():
        for kind in AlertKind:
            own = tuple(row.pk for row in alerts if row.kind == kind)
            if own and person in people:
                by_message.setdefault((kind, own), []).append(people[person])
    for (kind, own), those in by_message.items():
        message = message_of(kind, [known[pk] for pk in own])
        notify(those, message, key=f"alert/{kind}/{own[0]}-{own[-1]}/{len(own)}", now=now)
    for some in chunks([row.pk for row in rows]):
        Alert.objects.filter(pk__in=some).update(told_at=now)


def message_of(kind: AlertKind, alerts: Sequence[Alert]) -> Message:
    """What one person is told of the alerts of one kind."""
    first = alerts[0]
    link = f"{reverse('alerts', args=(first.year_id,))}?kind={kind}"
    terms: dict[str, Term] = {"kind": _in_both(kind)}
    if len(alerts) == 1:
        unit = {"th": first.unit.name, "en": first.unit.name_en or first.unit.name}
        link = f"{link}&q={first.unit.code}"
        return Message(f"alert.{kind}", ONE, terms={**terms, "code": first.indicator.code, "unit": unit}, link=link)
    return Message(f"alert.{kind}", SEVERAL, terms={**terms, "count": len(alerts)}, link=link)


def _in_both(kind: AlertKind) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(kind.label)
    return found
