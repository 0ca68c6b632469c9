"""One visitor for every role, and those who should be kept out: the columns of the access matrix."""

from dataclasses import asdict, dataclass
from datetime import date

from django.test import Client

from rabrong.demo.models import Mark
from rabrong.notices.models import Notice
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, RoleAssignment
from rabrong.results.scores import rebuild
from tests.access.appointed import Appointed, appoint
from tests.access.asked_for import AskedFor, ask_for
from tests.access.cascading import Cascading, cascade
from tests.access.promised import Promised, promise
from tests.access.proved import Proved, prove
from tests.access.sent_back import SentBack, send_back
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation, build_nation

MAY = 8


@dataclass(frozen=True, slots=True)
class Post:
    """The role somebody has and where; several units for a deputy."""

    role: Role
    units: tuple[str, ...]


VISITORS: dict[str, Post | None] = {
    "psdg": Post(Role.PSDG, ("cdd",)),
    "executive": Post(Role.EXECUTIVE, ("cdd",)),
    "secretariat": Post(Role.WORKING_GROUP, ("cdd",)),
    "assessor": Post(Role.ASSESSOR, ("cdd",)),
    "deputy": Post(Role.DEPUTY, ("r1", "กผ")),
    "inspector": Post(Role.INSPECTOR, ("r1",)),
    "director": Post(Role.DIRECTOR, ("12",)),
    "working_group": Post(Role.WORKING_GROUP, ("12",)),
    "approver": Post(Role.APPROVER, ("12",)),
    "supervisor": Post(Role.SUPERVISOR, ("กผ",)),
    "viewer": Post(Role.VIEWER, ("กผ",)),
    "bureau_keeper": Post(Role.KEEPER, ("กผ",)),
    "keeper": Post(Role.KEEPER, ("1201",)),
    "acting": None,
    "other_district": Post(Role.KEEPER, ("1202",)),
    "other_province": Post(Role.DIRECTOR, ("13",)),
    "without_role": None,
    "suspended": Post(Role.KEEPER, ("1201",)),
    "anonymous": None,
}
"""Own are region r1, province 12, district 1201 and bureau กผ; foreign are region r2, province 13, district 1301."""

SIGNED_OUT = frozenset({"suspended", "anonymous"})
SIGNED_IN = frozenset(VISITORS) - SIGNED_OUT
SEES_ALL = frozenset({"psdg", "executive", "secretariat", "assessor"})
SEES_REGION = SEES_ALL | {"deputy", "inspector"}
OF_PROVINCE = frozenset({"director", "working_group", "approver"})
SEES_PROVINCE = SEES_REGION | OF_PROVINCE
ENTERS = frozenset({"keeper", "acting"})
SEES_DISTRICT = SEES_PROVINCE | ENTERS
OF_BUREAU = frozenset({"deputy", "supervisor", "viewer", "bureau_keeper"})
SEES_BUREAU = SEES_ALL | OF_BUREAU
SEES_FOREIGN = SEES_ALL | {"other_province"}


@dataclass(frozen=True, slots=True)
class World:
    """The nation with its visitors, and what some addresses name."""

    nation: Nation
    people: dict[str, Person]
    notice: Notice
    acting: Acting
    promised: Promised
    appointed: Appointed
    cascading: Cascading
    sent_back: SentBack
    asked_for: AskedFor
    proved: Proved

    def browser(self, visitor: str) -> Client:
        """A browser in which the visitor has signed in, if at all."""
        client = Client(SERVER_NAME="127.0.0.1")
        if visitor != "anonymous":
            client.force_login(self.people[visitor], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def address(self, path: str) -> str:
        """A path of the table with the numbers of what was stored."""
        numbers = {
            **asdict(self.promised),
            **asdict(self.appointed),
            **asdict(self.cascading),
            **asdict(self.sent_back),
            **asdict(self.asked_for),
            **asdict(self.proved),
        }
        return path.format(notice=self.notice.pk, acting=self.acting.pk, **numbers)


def build_world() -> World:
    """The nation of the tests with everybody; กผ owns and writes indicator 8, nobody owns 4.3."""
    nation = build_nation()
    rebuild(YEAR, until_month=MAY, now=NOW)
    people = {visitor: _person(nation, visitor) for visitor in VISITORS if visitor != "anonymous"}
    Mark.objects.create(loaded="a nation", now=NOW)
    given = [(visitor, post, unit) for visitor, post in VISITORS.items() if post is not None for unit in post.units]
    for visitor, post, unit in given:
        RoleAssignment.objects.create(
            person=people[visitor], role=post.role, unit=nation.units[unit], starts=STARTS, ends=ENDS
        )
    Person.objects.filter(pk=people["suspended"].pk).update(status=PersonStatus.SUSPENDED, is_active=False)
    acting = _acting(nation, people["acting"])
    notice = Notice.objects.create(recipient=people["keeper"], kind="test", title="ทดสอบ", key="test", created=NOW)
    promised = promise(nation, people["keeper"])
    appointed, cascading = appoint(nation, people["deputy"]), cascade(nation, people["director"])
    sent, asked = send_back(nation, people["keeper"]), ask_for(nation)
    proved = prove(nation)
    return World(nation, people, notice, acting, promised, appointed, cascading, sent, asked, proved)


def _person(nation: Nation, visitor: str) -> Person:
    post = VISITORS[visitor]
    unit = nation.units["1302" if post is None else post.units[0]]
    return Person.objects.create(code=f"visitor-{visitor}", position=visitor, unit=unit, email=f"{visitor}@example.org")


def _acting(nation: Nation, person: Person) -> Acting:
    return Acting.objects.create(
        person=person,
        principal=nation.people["1201"],
        seat="ผู้จัดเก็บข้อมูล",
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units["1201"],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="คำสั่งที่ 1/2555",
    )
