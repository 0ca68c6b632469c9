"""Running what is due inside a test's own transaction, where the worker's loop would close the connection."""

from django_tasks_db.models import DBTaskResult

from rabrong.notices.worker import new_worker


def run_due_jobs() -> None:
    """Every job that is due, in its order, and the due ones they make."""
    worker = new_worker()
    while (job := DBTaskResult.objects.ready().first()) is not None:
        job.claim(worker.worker_id)
        worker.run_task(job)
