"""Looking for viruses in what was taken in while no scanner answered: a duty of the background worker."""

from datetime import datetime

from django.db import transaction

from rabrong.audit.actions import Deed, record
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.queries.scanning import files_not_scanned
from rabrong.files.actions import note_verdict
from rabrong.files.models import StoredFile
from rabrong.files.queries import FileLostError, pieces_of
from rabrong.files.scanner import Verdict, is_configured, verdict_on

AT_ONCE = 50


def scan_waiting(now: datetime) -> int:
    """Scan some files that nobody has looked into; how many. Stops where the scanner does not answer."""
    if not is_configured():
        return 0
    done = 0
    for stored in files_not_scanned(AT_ONCE):
        try:
            verdict = verdict_on(pieces_of(stored))
        except FileLostError:
            continue
        if verdict is None:
            return done
        _note(stored, verdict, now)
        done += 1
    return done


@transaction.atomic
def _note(stored: StoredFile, verdict: Verdict, now: datetime) -> None:
    note_verdict(stored, verdict, now=now)
    if verdict.found:
        for version in AttachmentVersion.objects.filter(stored=stored).select_related("attachment__unit"):
            unit = version.attachment.unit
            said = {"found": verdict.found, "sha256": stored.sha256}
            subject = f"evidence {version.attachment_id}/{version.number}"
            record(unit.chain, Deed("evidence.infected", subject, "clamd", unit=unit.code, after=said), now=now)
