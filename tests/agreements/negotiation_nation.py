"""A nation whose department begins to negotiate: weights 60 and 40, three past years, and a bureau that offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from rabrong.agreements.actions.negotiation import NewOffers, begin_negotiation, make_offers, record_meeting
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Aspect,
    IndicatorVersion,
    Item,
    Meeting,
    MeetingKind,
    Offer,
    PastResult,
    Side,
)
from rabrong.agreements.rules.negotiation import Letter, NewMeeting, Proposal
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.models import PersonStatus, Role
from tests.nation import STARTS, Nation, actor, build_nation

AT = datetime(2011, 12, 14, 3, 0, tzinfo=UTC)
"""14 December 2554, ten in the morning."""
TODAY = date(2011, 12, 14)
SCAN = b"%PDF-1.7 a letter"
RATIO_PAST = {2551: "50", 2552: "58", 2553: "63", 2554: "68"}
STEPS_PAST = {2552: "2", 2553: "3", 2554: "4"}
TABLE = "/2555/agreement/cdd/negotiation/"


@dataclass(frozen=True, slots=True)
class World:
    """What the tests reach for."""

    nation: Nation
    agreement: Agreement

    @property
    def ratio(self) -> IndicatorVersion:
        """4.3: levels 60 to 80, weight 60."""
        return self.nation.indicators["4.3"]

    @property
    def steps(self) -> IndicatorVersion:
        """8: five steps, weight 40, of the bureau."""
        return self.nation.indicators["8"]

    @property
    def psdg(self) -> Actor:
        """Who runs the negotiation."""
        return actor(self.nation.people["psdg"], AT)

    def who(self, code: str) -> Actor:
        """Somebody as who asks."""
        return actor(self.nation.people[code], AT)

    def now(self) -> Agreement:
        """The agreement as it stands in the database."""
        return Agreement.objects.select_related("year", "unit").get(pk=self.agreement.pk)


def negotiating_nation() -> World:
    """The department's agreement is a draft; 8 belongs to the bureau กผ; the framework is one aspect of 100."""
    nation = build_nation()
    agreement = nation.agreements["cdd"]
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.DRAFT)
    for code, weight in (("4.3", "60"), ("8", "40")):
        rounds = dict.fromkeys(("6", "9", "12"), weight)
        Item.objects.filter(agreement=agreement, indicator__code=code).update(weights=rounds)
    Item.objects.filter(agreement=agreement, indicator__code="4.3").update(target=Decimal(70))
    Aspect.objects.update(weights=dict.fromkeys(("6", "9", "12"), "100"))
    IndicatorVersion.objects.filter(code="8").update(responsible=nation.units["กผ"])
    for code, past in (("4.3", RATIO_PAST), ("8", STEPS_PAST)):
        for year, value in past.items():
            PastResult.objects.create(
                indicator=nation.indicators[code].indicator,
                unit=nation.units["cdd"],
                year=year,
                value=Decimal(value),
            )
    people = take_in_people(
        [
            NewPerson("chief", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)),
            NewPerson("director", "กผ", "ผอ.กผ.", roles=((Role.DIRECTOR, "กผ"),)),
            NewPerson("province", "12", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "12"),)),
        ],
        nation.units,
        starts=STARTS,
        status=PersonStatus.ACTIVE,
    )
    nation.people.update(people)
    for version in nation.indicators.values():
        version.refresh_from_db()
    return World(nation, Agreement.objects.select_related("year", "unit").get(pk=agreement.pk))


def begun() -> World:
    """The same, negotiating."""
    world = negotiating_nation()
    began = begin_negotiation(world.agreement, by=world.psdg, now=AT)
    assert isinstance(began, Agreement)
    return world


LETTER = Letter("นร 1200/1", date(2011, 12, 9), SCAN)


def held(world: World, kind: MeetingKind = MeetingKind.COMMITTEE, on: date = date(2011, 12, 9)) -> Meeting:
    """A recorded meeting or letter."""
    letter = LETTER if kind in (MeetingKind.COMMITTEE, MeetingKind.NOTIFIED) else Letter()
    meeting = record_meeting(world.agreement, NewMeeting(kind, "ก.พ.ร.", on, letter=letter), by=world.psdg, now=AT)
    assert isinstance(meeting, Meeting), meeting
    return meeting


def levels(*at: str) -> dict[str, object]:
    """Criteria of five values."""
    return {"kind": "levels", "at": list(at)}


def wanted(world: World, code: str, **changes: object) -> Proposal:
    """A proposal like what stands, with some changes."""
    version = world.nation.indicators[code]
    weight, target = {"4.3": (Decimal(60), Decimal(70)), "8": (Decimal(40), None)}[code]
    fields: dict[str, object] = {
        "wording": version.name,
        "weight": weight,
        "target": target,
        "criteria": version.criteria,
        **changes,
    }
    return Proposal(**fields)  # type: ignore[arg-type]


def offered(
    world: World, meeting: Meeting, side: Side, proposals: Mapping[str, Proposal], note: str = ""
) -> list[Offer]:
    """Offers by code, made by the PSDG who has seen everything."""
    seen = {
        version.pk: Offer.objects.filter(agreement=world.agreement, indicator=version).count()
        for version in world.nation.indicators.values()
    }
    by_pk = {world.nation.indicators[code].pk: proposal for code, proposal in proposals.items()}
    made = make_offers(world.agreement, NewOffers(meeting, side, by_pk, seen, note), by=world.psdg, now=AT)
    assert isinstance(made, list), made
    return made
