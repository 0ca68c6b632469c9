"""Looking for alerts and mailing digests as background jobs."""

import time
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import task

from rabrong.monitoring.finding.looking import find_in_open_years
from rabrong.notices.worker import work_soon

PAUSE_SECONDS, OWN_PAUSE_SECONDS = 10.0, 1.0
"""Between two looks that a process asks for; where it does the work itself it need not wait for a worker."""

_asked_at = [float("-inf")]


@task()
def find() -> int:
    """One look at every open year; how many alerts opened."""
    now: datetime = import_string(settings.CLOCK)()
    return find_in_open_years(now=now)


def scores_changed() -> None:
    """After scores were committed: a look soon. At most one a PAUSE_SECONDS from a process, for the worker looks every
    minute anyway; an entry pays for no more than the asking."""
    pause = OWN_PAUSE_SECONDS if settings.WORKS_ITSELF else PAUSE_SECONDS
    if time.monotonic() - _asked_at[0] < pause:
        return
    _asked_at[0] = time.monotonic()
    find.enqueue()
    work_soon()
