"""The background worker: runs the jobs that are due, then its duties. Several may run at once, each may be cut off."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from rabrong.notices.actions.delivering import enqueue_lost

PAUSE_SECONDS = 1.0
DAYS_OF_JOBS = 14

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do again and again, at the start and then every so often; doing it twice does no harm."""

    run: Callable[[datetime], object]
    every: timedelta


class Work:
    """What one worker process does. `extra` are duties that parts above the outbox bring."""

    def __init__(self, extra: Sequence[Duty] = ()) -> None:
        self._duties = (*DUTIES, *extra)
        self._due: dict[int, datetime] = {}
        self._stopped = Event()
        self._worker: Worker | None = None

    def once(self) -> None:
        """Every job that is due, the duties, and the jobs that they made."""
        self._jobs()
        self._do_duties()
        self._jobs()

    def until_stopped(self) -> None:
        """Again and again; a database that is away is waited for."""
        while not self._stopped.is_set():
            try:
                self.once()
            except (OperationalError, InterfaceError) as away:
                log.warning("The database does not answer, trying again: %s", type(away).__name__)
                connections.close_all()
                self._stopped.wait(PAUSE_SECONDS * 4)
            self._stopped.wait(PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the job at hand and stop; safe in a signal handler and from another thread."""
        self._stopped.set()
        if self._worker is not None:
            self._worker.running = False

    def _jobs(self) -> None:
        self._worker = new_worker()
        if not self._stopped.is_set():
            self._worker.run()

    def _do_duties(self) -> None:
        now = timezone.now()
        for place, duty in enumerate(self._duties):
            if not self._stopped.is_set() and self._due.get(place, now) <= now:
                duty.run(now)
                self._due[place] = now + duty.every


def new_worker() -> Worker:
    """A worker for every queue that ends when nothing is due."""
    return Worker(
        queue_names=["*"],
        interval=PAUSE_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    )


def work_soon() -> None:
    """Where no worker stands beside the server (the demo): do what is due once this transaction is over."""
    if settings.WORKS_ITSELF:
        transaction.on_commit(lambda: Thread(target=_work_aside, daemon=True).start())


def _work_aside() -> None:
    try:
        new_worker().run()
    finally:
        connections.close_all()


def forget_old_jobs(now: datetime) -> None:
    """Delete the records of jobs that ended long ago, and sessions that ended."""
    call_command("prune_db_task_results", min_age_days=DAYS_OF_JOBS, queue_name="*", verbosity=0)
    call_command("clearsessions", verbosity=0)


DUTIES = (
    Duty(lambda now: enqueue_lost(now=now), every=timedelta(minutes=1)),
    Duty(forget_old_jobs, every=timedelta(days=1)),
)
"""`now` is the worker's real clock: jobs are due by it."""
