"""The digest: alerts that opened since the last one, in one mail for each person who wants it, once a day.

Nothing is mailed where nothing is new. What the person may see is looked at when the mail is made, not when the alert
opened.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from rabrong.monitoring.finding.concerned import concerned_by
from rabrong.monitoring.models import Alert, AlertKind, Digest, DigestChoice
from rabrong.monitoring.pages.alerts import band_words
from rabrong.monitoring.wording import alert_words, month_words
from rabrong.notices.actions import send_mail_later
from rabrong.org.models import PersonStatus
from rabrong.ui.dates import day
from rabrong.ui.words import in_language, language

HOUR = 7
"""In the morning, before the working day."""
MONDAY = 0
LISTED = 30
"""More than this of a kind are counted, not listed."""
LONGEST = timedelta(days=8)


def mail_digests(now: datetime) -> int:
    """Mail what is due by now; how many mails. Doing it again the same day mails nothing. One query where nobody waits;
    else those of `concerned_by` and a few for each person."""
    if localtime(now).hour < HOUR:
        return 0
    waiting = list(_waiting(now))
    if not waiting:
        return 0
    since = max(min(choice.mailed_until for choice in waiting), now - LONGEST)
    rows = Alert.objects.filter(opened_at__gt=since, opened_at__lte=now, closed_at=None)
    alerts = list(rows.select_related("unit", "indicator").order_by("year", "unit__sort_key", "pk"))
    years = sorted({alert.year_id for alert in alerts})
    concerned: dict[int, list[Alert]] = {}
    for year in years:
        own = concerned_by([alert for alert in alerts if alert.year_id == year], now=now)
        for person, theirs in own.items():
            concerned.setdefault(person, []).extend(theirs)
    return sum(_mail(choice, concerned.get(choice.person_id, ()), now) for choice in waiting)


def _waiting(now: datetime) -> Iterable[DigestChoice]:
    """Whose digest is due: nothing was looked at for them since this morning; weekly ones on Mondays."""
    morning = localtime(now).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    often = Q(often=Digest.DAILY)
    if localtime(now).weekday() == MONDAY:
        often |= Q(often=Digest.WEEKLY)
    rows = DigestChoice.objects.filter(often, mailed_until__lt=morning, person__status=PersonStatus.ACTIVE)
    return rows.exclude(person__email="").select_related("person").order_by("pk")


@transaction.atomic
def _mail(choice: DigestChoice, alerts: Iterable[Alert], now: datetime) -> int:
    new = [alert for alert in alerts if alert.opened_at > choice.mailed_until]
    DigestChoice.objects.filter(pk=choice.pk).update(mailed_until=now)
    if not new:
        return 0
    with translation.override(choice.language):
        subject, body = digest_words(new, choice.site)
    key = f"digest/{choice.person_id}/{localtime(now).date().isoformat()}"
    send_mail_later(choice.person.email, subject=subject, body=body, key=key, now=now)
    return 1


def digest_words(alerts: list[Alert], site: str) -> tuple[str, str]:
    """Subject and text in the language that is switched on; as many queries as years."""
    count = len(alerts)
    subject = ngettext("รับรอง: เรื่องที่เตือนใหม่ %(count)s เรื่อง", "รับรอง: เรื่องที่เตือนใหม่ %(count)s เรื่อง", count)
    parts = []
    for year in sorted({alert.year_id for alert in alerts}):
        bands = band_words(year)
        for kind in AlertKind:
            own = [alert for alert in alerts if alert.kind == kind and alert.year_id == year]
            if own:
                parts.append(_part(year, kind, own, bands, site))
    parts.append(_foot(site))
    return subject % {"count": count}, "\n\n".join(parts)


def _part(year: int, kind: AlertKind, alerts: list[Alert], bands: dict[int, str], site: str) -> str:
    lines = [gettext("%(kind)s %(count)s เรื่อง") % {"kind": kind.label, "count": len(alerts)}]
    lines += [_line(alert, bands) for alert in alerts[:LISTED]]
    if len(alerts) > LISTED:
        lines.append(gettext("และอีก %(count)s เรื่อง") % {"count": len(alerts) - LISTED})
    if site:
        lines.append(f"{site}{reverse('alerts', args=(year,))}?kind={kind}")
    return "\n".join(lines)


def _line(alert: Alert, bands: dict[int, str]) -> str:
    name = f"{in_language(alert.unit, 'name')} {alert.indicator.code}"
    since = day(alert.opened_at, language())
    return f"- {name} {month_words(alert)}: {alert_words(alert, bands)} ({since})"


def _foot(site: str) -> str:
    said = gettext("ท่านได้รับอีเมลนี้เพราะเลือกไว้ เปลี่ยนหรือเลิกรับได้ที่หน้าสรุปทางอีเมลของบัญชี")
    return f"{said}\n{site}{reverse('digest')}" if site else said
