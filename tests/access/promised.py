"""What the addresses of agreements name: texts, signatures, a request, a negotiation, KPI Templates, a draft year."""

from dataclasses import dataclass
from datetime import date

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Amendment,
    Appeal,
    IndicatorVersion,
    Meeting,
    MeetingKind,
    Offer,
    Party,
    Receipt,
    Revision,
    Side,
    Signature,
    SigningWay,
    Template,
    TemplateComment,
    TemplateFile,
    TemplateState,
    Year,
)
from rabrong.agreements.queries.templates_facts import kept, live_facts
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.org.models import Person
from tests.nation import NOW, YEAR, Nation, actor

DRAFT_YEAR = YEAR + 1
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Promised:
    """The numbers that addresses name."""

    meeting: int
    appeal: int
    comment: int
    file: int
    draft_file: int


def promise(nation: Nation, keeper: Person) -> Promised:
    """The department's text is signed and an amended one waits; province 12's is signed, 13's is not here yet; the
    next year is a draft in which the department negotiates; 4.3 is published for 12, the bureau writes 8."""
    IndicatorVersion.objects.filter(code="8").update(responsible=nation.units["กผ"])
    scan = keep(b"%PDF-1.7 a scan", PDF, now=NOW)
    psdg, lead = nation.people["psdg"], nation.agreements["cdd"]
    for code in ("cdd", "12"):
        _sign(_text(nation.agreements[code], psdg, scan), psdg, scan)
    _text(lead, psdg, scan, number=2)
    _ask(lead, psdg, scan)
    Agreement.objects.create(
        year_id=YEAR, unit=keeper.unit, person=keeper, state=AgreementState.DRAFT, superior=keeper.unit
    )
    meeting, appeal = _negotiate(nation, psdg, scan)
    published, draft = _explain(nation, psdg, scan)
    comment = TemplateComment.objects.create(template=draft[0], text="แก้", by=psdg, at=NOW)
    _prepare(nation, psdg)
    return Promised(meeting.pk, appeal.pk, comment.pk, published[1].pk, draft[1].pk)


def _text(agreement: Agreement, by: Person, paper: StoredFile, number: int = 1) -> Revision:
    content = signed_content(agreement, 6)
    return Revision.objects.create(
        agreement=agreement, number=number, content=content, digest=digest_of(content), paper=paper, by=by, at=NOW
    )


def _sign(revision: Revision, by: Person, file: StoredFile) -> None:
    for party in Party:
        Signature.objects.create(
            revision=revision,
            party=party,
            way=SigningWay.OUTSIDE,
            name=party.value,
            position=party.value,
            signed_on=date(2011, 10, 10),
            file=file,
            by=by,
            at=NOW,
        )


def _ask(agreement: Agreement, by: Person, scan: StoredFile) -> None:
    """A late request, which the department's head may let in."""
    Amendment.objects.create(
        agreement=agreement,
        number=1,
        requested_on=date(2012, 5, 1),
        reason="disaster",
        text="น้ำท่วม",
        from_round=12,
        cut_off=date(2012, 4, 2),
        changes={"details": {"4.3": "ขอแก้"}},
        before={},
        after={},
        exception="มติ ครม.",
        scan=scan,
        by=by,
        at=NOW,
    )


def _negotiate(nation: Nation, by: Person, scan: StoredFile) -> tuple[Meeting, Appeal]:
    lead = nation.agreements["cdd"]
    day = date(2011, 12, 9)
    meeting = Meeting.objects.create(
        agreement=lead,
        kind=MeetingKind.NOTIFIED,
        with_whom="ก.พ.ร.",
        on=day,
        letter_number="นร 1",
        letter_date=day,
        scan=scan,
        by=by,
        at=NOW,
    )
    for version in nation.indicators.values():
        Offer.objects.create(
            agreement=lead,
            indicator=version,
            number=1,
            meeting=meeting,
            side=Side.OPDC,
            wording=version.name,
            weight=5,
            criteria=version.criteria,
            by=by,
            at=NOW,
        )
    appeal = Appeal.objects.create(agreement=lead, meeting=meeting, statement="ขอ", filed_on=day, by=by, at=NOW)
    return meeting, appeal


Written = tuple[Template, TemplateFile]


def _explain(nation: Nation, by: Person, scan: StoredFile) -> tuple[Written, Written]:
    known = {"number": 1, "by": by, "at": NOW}
    published = Template.objects.create(
        indicator=nation.indicators["4.3"], state=TemplateState.PUBLISHED, published_at=NOW, **known
    )
    published.printed = kept(live_facts(published.indicator, (), 6))
    published.save(update_fields=["printed"])
    Receipt.objects.create(template=published, unit=nation.units["12"], sent_at=NOW)
    draft = Template.objects.create(indicator=nation.indicators["8"], **known)
    files = [TemplateFile.objects.create(template=each, name="แนบ.pdf", file=scan) for each in (published, draft)]
    return (published, files[0]), (draft, files[1])


def _prepare(nation: Nation, by: Person) -> None:
    """The next year, copied; the department negotiates, two provinces draft."""
    copied = copy_year(Year.objects.get(pk=YEAR), DRAFT_YEAR, by=actor(by), now=NOW)
    assert isinstance(copied, Year), copied
    provinces = [nation.units[code] for code in ("12", "13")]
    Agreement.objects.filter(year=copied).update(state=AgreementState.NEGOTIATING)
    for unit in provinces:
        Agreement.objects.update_or_create(
            year=copied, unit=unit, person=None, defaults={"state": AgreementState.DRAFT}
        )
