"""A nation whose KPI Template prescribes two documents for 4.3, of which a district has attached one."""

from dataclasses import dataclass, field

from django.test import Client

from rabrong.agreements.models import Template, TemplateState
from rabrong.evidence.actions import Upload, attach_file
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.originals.queries import Line, lines_of
from rabrong.evidence.queries import key_of
from rabrong.evidence.rules import Slot
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment
from tests.evidence.made import PDF
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation, actor, build_nation

MAY, ROUND = 8, 9
"""May is the second month that is counted in the round of nine months first."""

MINUTES, PHOTOS = "รายงานการประชุม", "ภาพถ่ายกิจกรรม"
LEVELS = {MINUTES: "3", PHOTOS: ""}


@dataclass(frozen=True, slots=True)
class PapersWorld:
    """What the tests of registers, requests, missing lists and binders reach for."""

    nation: Nation
    people: dict[str, Person] = field(default_factory=dict)

    def by(self, who: str) -> Actor:
        """Somebody as who acts."""
        return actor(Person.objects.get(pk=self.people[who].pk))

    def browser(self, who: str) -> Client:
        """Somebody's browser."""
        client = Client()
        client.force_login(Person.objects.get(pk=self.people[who].pk))
        return client

    def attach(
        self, unit: str, document: str = MINUTES, content: bytes = PDF, name: str = "รายงาน.pdf", **slot: object
    ) -> AttachmentVersion:
        """A unit's keeper attaches a document to May."""
        place = {
            "month": MAY,
            "document": key_of(document, "3" if document == MINUTES else "") if document else "",
            **slot,
        }
        where = Slot(self.nation.units[unit], self.nation.indicators["4.3"], **place)  # type: ignore[arg-type]
        done = attach_file(where, Upload(name, (content,)), by=self.by(unit), now=NOW)
        assert isinstance(done, AttachmentVersion), done
        return done

    def lines(self, *units: str) -> list[Line]:
        """The register of some units in the round."""
        return lines_of(YEAR, {self.nation.units[code].pk: self.nation.units[code] for code in units}, ROUND)


def build_papers_world() -> PapersWorld:
    """People in every place, the two documents, nothing attached."""
    nation = build_nation()
    new = [
        NewPerson("group-12", "12", "คณะทำงานจังหวัด", roles=((Role.WORKING_GROUP, "12"),)),
        NewPerson("viewer-12", "12", "ผู้เข้าดู", roles=((Role.VIEWER, "12"),)),
        NewPerson("assessor", "cdd", "ผู้ตรวจประเมิน", roles=()),
        NewPerson("supervisor", "กผ", "ผู้กำกับ", roles=((Role.SUPERVISOR, "กผ"),)),
    ]
    people = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    RoleAssignment.objects.create(
        person=people["assessor"], role=Role.ASSESSOR, unit=nation.units["cdd"], starts=STARTS, ends=ENDS
    )
    Template.objects.create(
        indicator=nation.indicators["4.3"],
        number=1,
        state=TemplateState.PUBLISHED,
        evidence=[{"text": text, "level": level} for text, level in LEVELS.items()],
        by=nation.people["psdg"],
        at=NOW,
        published_at=NOW,
    )
    return PapersWorld(nation, {**nation.people, **people})
