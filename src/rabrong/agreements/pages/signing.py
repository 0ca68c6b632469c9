"""The signing page as values: both parties, how each signed, and what a check of the signatures says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rabrong.agreements.models import Party, Revision, Signature, SigningWay
from rabrong.agreements.queries.agreements import newest_signed_file, signatures_by_party
from rabrong.agreements.rules.signing import ORDER
from rabrong.agreements.wording.agreements import PARTIES, moment, way_words
from rabrong.files.queries import FileLostError, content_of
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.trust import Trust
from rabrong.paper.signing.wording import (
    Clock,
    identity_words,
    integrity_words,
    kind_words,
    refused_words,
    revocation_words,
    standing_words,
    time_words,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the check says of one signature, sentence by sentence; `is_good` when nothing is wrong with it."""

    is_good: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party: who the paper names, the signature if there is one, and what the check says of it."""

    party: str
    label: str
    name: str
    position: str
    acting: str
    signature: Signature | None
    way: str
    said: Said | None
    other_name: str
    is_turn: bool


def parties_of(revision: Revision, *, trust: Trust, now: datetime) -> list[PartyShown]:
    """Both parties, in the order of signing. Reads and checks the newest signed file."""
    signed, reports = signatures_by_party(revision), _reports(revision, trust, now)
    turn = next((party for party in ORDER if party not in signed), None)
    return [_shown(revision, party, signed.get(party), reports, is_turn=party == turn) for party in ORDER]


Reports = dict[str, SignatureReport] | Refused


def _reports(revision: Revision, trust: Trust, now: datetime) -> Reports:
    """Field -> what the check found; none where nothing was signed electronically."""
    newest = newest_signed_file(revision)
    if newest is None:
        return {}
    try:
        found = check_signatures(content_of(newest.file), trust=trust, now=now)
    except FileLostError:
        return Refused("pdf.broken")
    return found if isinstance(found, Refused) else {report.field: report for report in found}


def _shown(
    revision: Revision, party: Party, signature: Signature | None, reports: Reports, *, is_turn: bool
) -> PartyShown:
    named = revision.parties.get(party, {})
    said = None if signature is None else _said(signature, reports)
    certified = "" if signature is None else str(signature.certificate.get("name", ""))
    return PartyShown(
        party=party,
        label=str(PARTIES[party]),
        name=signature.name if signature else named.get("name", ""),
        position=signature.position if signature else named.get("position", ""),
        acting=named.get("acting", ""),
        signature=signature,
        way="" if signature is None else way_words(signature.way),
        said=said,
        other_name=certified if signature and certified and not _is_same(certified, signature.name) else "",
        is_turn=is_turn,
    )


def _said(signature: Signature, reports: Reports) -> Said:
    if signature.way == SigningWay.WET:
        return Said(is_good=True, sentences=(kind_words(None),))
    if isinstance(reports, Refused):
        return Said(is_good=False, sentences=(refused_words(reports, moment),))
    report = reports.get(signature.party)
    if report is None:
        return Said(is_good=False, sentences=(refused_words(Refused("upload.unsigned"), moment),))
    clock: Clock = "signer" if signature.way == SigningWay.OUTSIDE else "server"
    return Said(report.is_untouched, tuple(sentences(report, clock)))


def sentences(report: SignatureReport, clock: Clock) -> Iterator[str]:
    """What the check says: intact, by whom, the certificate, its revocation, the time, the kind of signature."""
    yield integrity_words(report)
    yield identity_words(report)
    yield standing_words(report, moment)
    yield revocation_words(report)
    yield time_words(report, moment, clock=clock)
    yield kind_words(report)


TITLES = ("นางสาว", "นาง", "นาย", "ดร.", "ว่าที่ร้อยตรี", "ร้อยตรี", "mr.", "mrs.", "miss", "ms.", "dr.")


def _is_same(certified: str, name: str) -> bool:
    """Whether a certificate names the person, titles and spaces aside."""
    return _bare(certified) == _bare(name)


def _bare(name: str, titles: Sequence[str] = TITLES) -> str:
    plain = "".join(name.casefold().split())
    title = next((each for each in titles if plain.startswith(each)), "")
    return plain.removeprefix(title)
