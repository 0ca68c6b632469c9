"""Large workbooks as background jobs; small ones are done at once."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import task

from rabrong.notices.worker import work_soon
from rabrong.org.queries import actor_of
from rabrong.results.models import SentWorkbook, WorkbookState
from rabrong.results.workbooks.actions import check_workbook, take_in_workbook

LARGE_BYTES = 150_000
"""A file from here on, some thousand lines, is checked and written by a worker."""


@task()
def go_on(number: int) -> str:
    """Check or write a workbook as the person who sent it, with the roles of now; where it stands then."""
    now: datetime = import_string(settings.CLOCK)()
    sent = SentWorkbook.objects.select_related("by__unit", "unit", "file").get(pk=number)
    return str(_done(sent, now).state)


def start(sent: SentWorkbook, now: datetime) -> SentWorkbook:
    """Go on with a workbook: at once, or by a worker where it is large."""
    if sent.file.size_bytes < LARGE_BYTES:
        return _done(sent, now)
    go_on.enqueue(sent.pk)
    work_soon()
    return sent


def _done(sent: SentWorkbook, now: datetime) -> SentWorkbook:
    by = actor_of(sent.by, now)
    if sent.state == WorkbookState.WAITING:
        return check_workbook(sent, by=by, now=now)
    return take_in_workbook(sent, by=by, now=now)
