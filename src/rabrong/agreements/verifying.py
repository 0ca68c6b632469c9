"""A PDF that somebody holds: is it one of ours, who signed it, and does its annex still equal the database."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from rabrong.agreements.differences import Difference, differences
from rabrong.agreements.models import Agreement, Revision
from rabrong.agreements.queries.agreements import (
    content_of_text,
    papers_given_out,
    present_content,
    revision_of_files,
    round_of_text,
    stands_as_signed,
    texts_of,
)
from rabrong.agreements.signing_keys import trusted
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be. `revision` is None for a file that did not come from here.

    `counting` is the text that counts now, where that is another; `differs` is what the database says otherwise than
    the text that counts.
    """

    revision: Revision | None
    counting: Revision | None
    signatures: tuple[SignatureReport, ...]
    unreadable: Refused | None
    differs: tuple[Difference, ...]

    @property
    def is_good(self) -> bool:
        """One of ours, every signature untouched, and the database says what was signed."""
        untouched = all(report.is_untouched for report in self.signatures)
        return self.revision is not None and self.unreadable is None and untouched and not self.differs

    @property
    def is_superseded(self) -> bool:
        """Whether another text counts now."""
        return self.counting is not None and self.counting != self.revision


def examined(content: bytes, *, now: datetime) -> Examined:
    """Look at a file. Twelve queries at most."""
    revision = revision_of_files(beginnings(content))
    reports = check_signatures(content, trust=trusted(), now=now)
    unreadable = reports if isinstance(reports, Refused) else None
    signatures = () if isinstance(reports, Refused) else reports
    if revision is None:
        return Examined(None, None, signatures, unreadable, ())
    counting = _counting(revision.agreement) or revision
    return Examined(revision, counting, signatures, unreadable, _differs(counting))


def beginnings(content: bytes) -> list[str]:
    """The SHA-256 of the file and of those beginnings of it that are as long as a paper of ours: what is signed is
    added after the paper, so that the paper stays its beginning. One query."""
    whole, at, found = hashlib.sha256(), 0, []
    for size, sha256 in papers_given_out():
        if size > len(content):
            break
        whole.update(content[at:size])
        at = size
        if whole.copy().hexdigest() == sha256:
            found.append(sha256)
    whole.update(content[at:])
    return [*found, whole.hexdigest()]


def _counting(agreement: Agreement) -> Revision | None:
    signed = texts_of(agreement).signed
    if signed is not None:
        signed.agreement = agreement
    return signed


def _differs(revision: Revision) -> tuple[Difference, ...]:
    if stands_as_signed(revision):
        return ()
    return differences(content_of_text(revision), present_content(revision.agreement, round_of_text(revision)))
