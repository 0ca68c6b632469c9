"""A nation whose department's agreement is vetted and ready to be signed, and the people who sign, for the tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from rabrong.agreements.actions.checking import accept_finding
from rabrong.agreements.actions.signing import sign_by_key, take_scan
from rabrong.agreements.actions.signing_means import Intended, Key, Means, Named, Setting, Sheet, named
from rabrong.agreements.actions.signing_paper import give_out_paper
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    AmendmentReason,
    Aspect,
    Deadline,
    IndicatorVersion,
    Item,
    Party,
    Revision,
    Signature,
)
from rabrong.agreements.pages.agreement_paper import set_paper
from rabrong.agreements.queries.agreements import makers_of, texts_of
from rabrong.agreements.queries.checking import doubts_of, open_doubts
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.models import PersonStatus, Role
from rabrong.paper.signing.trust import Root, Trust
from rabrong.results.actions import rescore_from
from tests.nation import STARTS, YEAR, Nation, actor, build_nation
from tests.paper.certificates import PASSPHRASE, p12, person, root

SIGNED_AT = datetime(2011, 10, 10, 3, 0, tzinfo=UTC)
"""10 ตุลาคม 2554, ten in the morning."""
IN_TIME = datetime(2012, 3, 20, 3, 0, tzinfo=UTC)
CUT_OFF_DAY = datetime(2012, 4, 2, 16, 0, tzinfo=UTC)
"""2 เมษายน 2555, an hour before midnight in Bangkok."""
LATE = datetime(2012, 4, 3, 3, 0, tzinfo=UTC)
TRUST = Trust(roots=(Root(root().certificate, "provider"),))
MEANS = Means(TRUST, rescore_from)
SUPERIOR = Named("นายสมชาย ใจดี", "ปลัดกระทรวงมหาดไทย")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
"""As much of a scan as is looked at."""


@dataclass(frozen=True, slots=True)
class World:
    """What the tests of signing and amending reach for."""

    nation: Nation
    agreement: Agreement

    def who(self, code: str, now: datetime = SIGNED_AT) -> Actor:
        """Somebody as who asks."""
        return actor(self.nation.people[code], now)

    def intended(self, party: Party) -> Intended:
        """A signature of a party under the newest text."""
        return Intended(self.agreement, party, self.revision().digest)

    def revision(self) -> Revision:
        """The newest text."""
        newest = texts_of(self.agreement).newest
        assert newest is not None
        return newest


def build_world(state: AgreementState = AgreementState.VETTED) -> World:
    """The small nation with a head, a deputy's acting, targets, evidence, reasons, the cut-off, and a vetted text."""
    nation = build_nation()
    new = [
        NewPerson("head", "cdd", "อธิบดีกรม", name="นางสาวกตัญญู ศรีญี่ปุ่น", roles=((Role.EXECUTIVE, "cdd"),)),
        NewPerson("province-12", "12", "พัฒนาการจังหวัด 12", name="นายมานะ", roles=((Role.DIRECTOR, "12"),)),
        NewPerson("deputy", "cdd", "รองอธิบดี", name="นายปรีดา", roles=((Role.DEPUTY, "กผ"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    make_complete(nation)
    AmendmentReason.objects.create(year_id=YEAR, code="disaster", text="ภัยพิบัติ", text_en="Disaster", position=1)
    Deadline.objects.create(year_id=YEAR, code="change_details", name="วันสุดท้าย", on=date(2012, 4, 2))
    agreement = nation.agreements["cdd"]
    Agreement.objects.filter(pk=agreement.pk).update(state=state, superior_name="กระทรวงมหาดไทย")
    agreement.refresh_from_db()
    content = signed_content(agreement, 6)
    by = nation.people["psdg"]
    Revision.objects.create(
        agreement=agreement, number=1, content=content, digest=digest_of(content), by=by, at=SIGNED_AT
    )
    for doubt in open_doubts(doubts_of(agreement), "warning"):
        accept_finding(agreement, doubt.fingerprint, reason="ตัวอย่าง", by=actor(by, SIGNED_AT), now=SIGNED_AT)
    return World(nation, agreement)


def make_complete(nation: Nation) -> None:
    """Weights of 100, targets, evidence, responsible units: nothing the lint would hold against signing."""
    Aspect.objects.update(weights=dict.fromkeys(("6", "9", "12"), "100"))
    for code, weight, target in (("4.3", "40", "80"), ("8", "60", "5")):
        item = Item.objects.get(agreement=nation.agreements["cdd"], indicator=nation.indicators[code])
        item.weights, item.target = dict.fromkeys(("6", "9", "12"), weight), Decimal(target)
        item.save()
    IndicatorVersion.objects.update(evidence=["รายงาน"], responsible=nation.units["กผ"], measure="ร้อยละ")


def with_paper(world: World, superior: Named = SUPERIOR, now: datetime = SIGNED_AT) -> Revision:
    """The newest text with its paper given out."""
    maker = makers_of(world.agreement, localdate(now))[0]
    setting = Setting(named(maker), superior, "กรมการพัฒนาชุมชน", "10 ตุลาคม 2554")
    made = give_out_paper(
        world.agreement,
        setting,
        lambda revision: set_paper(revision, made_at=now),
        seen=world.revision().digest,
        by=world.who("psdg", now),
        now=now,
    )
    assert isinstance(made, Revision), made
    return made


def certificate(name: str = "กตัญญู ศรีญี่ปุ่น", *, at: datetime = SIGNED_AT) -> bytes:
    """The PKCS#12 file of somebody, good for a year around a time."""
    return p12(person(name, starts=at - timedelta(days=10), days=700))


def maker_signs(world: World, now: datetime = SIGNED_AT) -> Signature:
    """The head signs with a key."""
    key = Key(certificate(at=now), PASSPHRASE)
    made = sign_by_key(world.intended(Party.MAKER), key, MEANS, by=world.who("head", now), now=now)
    assert isinstance(made, Signature), made
    return made


def superior_signs(world: World, now: datetime = SIGNED_AT) -> Signature:
    """The scan of what the permanent secretary has signed in ink."""
    psdg = world.who("psdg", now)
    made = take_scan(world.intended(Party.SUPERIOR), Sheet(PNG, psdg.today), MEANS, by=psdg, now=now)
    assert isinstance(made, Signature), made
    return made


def signed_world() -> World:
    """Signed by both."""
    world = build_world()
    with_paper(world)
    maker_signs(world)
    superior_signs(world)
    world.agreement.refresh_from_db()
    return world
