"""Small nations drawn at random, in which every number and every name is found again wherever it turns up."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from rabrong.agreements.models import Agreement, Aspect, Band, DataItem, Indicator, IndicatorVersion, Item, Year
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Ownership, Part
from rabrong.audit.actions import Deed, record
from rabrong.demo.models import Mark
from rabrong.evidence.models import (
    Attachment,
    AttachmentVersion,
    DocumentRequest,
    Original,
    OriginalVersion,
    RequestedUnit,
    RequestMove,
)
from rabrong.files.actions import keep
from rabrong.monitoring.models import Alert, AlertKind, AlertRule, Watch
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, join_regions, take_in_people
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, Unit, UnitKind
from rabrong.results.models import Entry, ReportNote, Window
from rabrong.results.scores import rebuild
from rabrong.thai.fiscal import month_ends

NOW = datetime.fromisoformat("2012-05-15T10:00:00+07:00")
STARTS, ENDS = date(2008, 10, 1), date(2017, 10, 1)
YEAR, MAY = 2555, 8
COUNTED = ("k1", "k2")
PROVINCES = ("11", "12", "13", "14")
"""Real codes, so that the map draws them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance decides: region and districts of each province, bureaus, who owns k1, who has which roles."""

    provinces: tuple[tuple[int, int], ...]
    bureaus: int
    owner: int | None
    silent: frozenset[int]
    roles: tuple[tuple[Role, int], ...]
    acting: int | None


ROLES = st.tuples(st.sampled_from(list(Role)), st.integers(0, 40))
DRAWN = st.builds(
    Drawn,
    provinces=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=4).map(tuple),
    bureaus=st.integers(1, 3),
    owner=st.none() | st.integers(0, 2),
    silent=st.frozensets(st.integers(0, 11), max_size=3),
    roles=st.lists(ROLES, max_size=3).map(tuple),
    acting=st.none() | st.integers(0, 40),
)


@dataclass(slots=True)
class SmallNation:
    """The units by code with what stands above each, the indicators, and the person who looks around."""

    units: dict[str, Unit] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    versions: dict[str, IndicatorVersion] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)

    def path(self, code: str) -> list[str]:
        """The unit and everything above it."""
        path = [code]
        while path[-1] in self.above:
            path.append(self.above[path[-1]])
        return path

    def of_kind(self, *kinds: str) -> list[str]:
        """The codes of the units of some kinds."""
        return [code for code, unit in self.units.items() if unit.kind in kinds]


def marker(number: int) -> str:
    """A word that stands in no page by itself."""
    return f"w{number:03}v"


def build(drawn: Drawn) -> SmallNation:
    """The nation, its numbers and its people."""
    nation = SmallNation()
    Mark.objects.create(loaded="a small nation", now=NOW)
    _store_units(nation, drawn)
    _store_year(nation, drawn)
    _store_people(nation, drawn)
    _store_numbers(nation, drawn)
    _store_orders(nation)
    _store_papers(nation)
    rebuild(YEAR, until_month=MAY, now=NOW)
    _store_alerts(nation)
    return nation


def _store_units(nation: SmallNation, drawn: Drawn) -> None:
    new = [NewUnit("cdd", UnitKind.DEPARTMENT, f"นาม {marker(0)}")]

    def add(code: str, kind: UnitKind, parent: str, region: str = "") -> None:
        new.append(NewUnit(code, kind, f"นาม {marker(len(new))}", parent=parent, order=code))
        nation.above[code] = region or parent

    for number in range(2):
        add(f"r{number}", UnitKind.REGION, "cdd")
    for number in range(drawn.bureaus):
        add(f"b{number}", UnitKind.BUREAU, "cdd")
    for code, (region, districts) in zip(PROVINCES, drawn.provinces, strict=False):
        add(code, UnitKind.PROVINCE, "cdd", f"r{region}")
        for number in range(districts):
            add(f"{code}0{number + 1}", UnitKind.DISTRICT, code)
    nation.units = found_units(new, starts=STARTS, department="cdd")
    pairs = [(nation.units[nation.above[code]], nation.units[code]) for code in nation.of_kind("province")]
    join_regions(pairs, starts=STARTS, ends=ENDS)


def _store_year(nation: SmallNation, drawn: Drawn) -> None:
    year = Year.objects.create(year=YEAR, points=["1", "2", "3", "4", "5"])
    Band.objects.create(year=year, position=0, upto=Decimal(5), name="แถบ")
    for month in (MAY - 1, MAY):
        first, after = month_ends(YEAR, month)
        Window.objects.create(year=year, month=month, opens=first, closes=after.replace(day=12))
    aspect = Aspect.objects.create(year=year, code="all", name="ทั้งหมด", position=0)
    for code in COUNTED:
        nation.versions[code] = _counted(year, aspect, code)
    for bureau in nation.of_kind("bureau"):
        nation.versions[f"d{bureau}"] = _version(year, aspect, f"d{bureau}", {"kind": "score"}, "")
        nation.owners[f"d{bureau}"] = bureau
    if drawn.owner is not None:
        nation.owners["k1"] = f"b{drawn.owner % drawn.bureaus}"
    for code, owner in nation.owners.items():
        Ownership.objects.create(indicator=nation.versions[code], unit=nation.units[owner])
    for code in nation.of_kind("department", "province", "district"):
        _promise(nation, year, code)


def _promise(nation: SmallNation, year: Year, code: str) -> None:
    agreement = Agreement.objects.create(year=year, unit=nation.units[code])
    for indicator in nation.versions if code == "cdd" else COUNTED:
        weights = dict.fromkeys(("6", "9", "12"), "7" if indicator == "k1" else "3")
        Item.objects.create(agreement=agreement, indicator=nation.versions[indicator], weights=weights)


def _counted(year: Year, aspect: Aspect, code: str) -> IndicatorVersion:
    criteria = {"kind": "levels", "at": ["0", "25", "50", "75", "100"]}
    version = _version(year, aspect, code, criteria, "ก / ข * 100")
    for position, item in enumerate(("ก", "ข")):
        DataItem.objects.create(indicator=version, code=item, name=item, position=position, over_months="running")
    return version


def _version(year: Year, aspect: Aspect, code: str, criteria: object, formula: str) -> IndicatorVersion:
    return IndicatorVersion.objects.create(
        indicator=Indicator.objects.create(key=code),
        year=year,
        code=code,
        name=f"ตัวชี้วัด {code}",
        aspect=aspect,
        position=len(code),
        criteria=criteria,
        formula=formula,
        evidence=["ทะเบียนผู้เข้าร่วม"],
    )


def _store_people(nation: SmallNation, drawn: Drawn) -> None:
    codes = list(nation.units)
    posts = tuple((role, codes[at % len(codes)]) for role, at in drawn.roles if role != Role.ASSESSOR)
    keepers = [
        NewPerson(f"keeper-{code}", code, f"ผู้จัดเก็บ {unit.name}", roles=((Role.KEEPER, code),))
        for code, unit in nation.units.items()
    ]
    visitor = NewPerson("visitor", "cdd", "ผู้มาเยือน", roles=tuple(dict.fromkeys(posts)))
    nation.people = take_in_people([*keepers, visitor], nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    nation.posts = {code for _, code in posts}
    if drawn.acting is not None:
        nation.posts.add(_acting(nation, codes[drawn.acting % len(codes)]))


def _acting(nation: SmallNation, code: str) -> str:
    Acting.objects.create(
        person=nation.people["visitor"],
        principal=nation.people[f"keeper-{code}"],
        seat="ผู้จัดเก็บข้อมูล",
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units[code],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="คำสั่งที่ 1/2555",
    )
    return code


def _store_orders(nation: SmallNation) -> None:
    """A working group of every province, and somebody over every bureau and region."""
    over = [nation.units[code] for code in nation.of_kind("bureau", "region")]
    _order(nation, OrderKind.DEPUTIES, "cdd", over)
    for code in nation.of_kind("province"):
        _order(nation, OrderKind.PROVINCE_GROUP, code, [])


def _order(nation: SmallNation, kind: OrderKind, code: str, over: list[Unit]) -> None:
    unit, by = nation.units[code], nation.people["keeper-cdd"]
    order = AppointmentOrder.objects.create(
        year_id=YEAR,
        kind=kind,
        unit=unit,
        title=f"แต่งตั้ง {unit.name}",
        text="ตามบัญชีแนบท้าย",
        starts=NOW.date(),
        state=OrderState.ISSUED,
        number=f"{code}/2555",
        dated=NOW.date(),
        signer_name="ผู้ลงนาม",
        signer_position="อธิบดี",
        paper=keep(b"%PDF-1.7", "application/pdf", now=NOW),
        made_at=NOW,
        made_by=by,
        issued_at=NOW,
        issued_by=by,
    )
    keeper = nation.people[f"keeper-{code}"]
    line = OrderLine.objects.create(order=order, place=1, person=keeper, name=keeper.position, part=Part.DEPUTY)
    line.units.set(over)


def _store_papers(nation: SmallNation) -> None:
    """Every district attached a document, says where its original is, and is asked for more, as are the bureaus."""
    for code in nation.of_kind("district"):
        unit, keeper = nation.units[code], nation.people[f"keeper-{code}"]
        of = {"unit": unit, "indicator": nation.versions["k1"]}
        attachment = Attachment.objects.create(**of, month=MAY)
        stored = keep(b"%PDF-1.7", "application/pdf", now=NOW)
        AttachmentVersion.objects.create(
            attachment=attachment, number=1, stored=stored, name=f"รายงาน {unit.name}.pdf", by=keeper, at=NOW
        )
        original = Original.objects.create(**of, round=9, attachment=attachment)
        OriginalVersion.objects.create(original=original, number=1, place=f"ตู้ของ {unit.name}", by=keeper, at=NOW)
    _ask_for(nation, "k1", nation.of_kind("district", "province"))
    for bureau in nation.of_kind("bureau"):
        _ask_for(nation, f"d{bureau}", [bureau])


def _ask_for(nation: SmallNation, indicator: str, codes: list[str]) -> None:
    by, due = nation.people["keeper-cdd"], date(2012, 5, 20)
    version = nation.versions[indicator]
    made = DocumentRequest.objects.create(indicator=version, round=9, text="คำสั่ง", due=due, by=by, at=NOW)
    for code in codes:
        part = RequestedUnit.objects.create(request=made, unit=nation.units[code])
        RequestMove.objects.create(of=part, number=1, state="open", by=by, at=NOW)


def _store_alerts(nation: SmallNation) -> None:
    """An alert of every district's and bureau's indicator, with a number of its own; the visitor watches everything."""
    for kind in AlertKind:
        rule = AlertRule.objects.create(
            year_id=YEAR, kind=kind, version=1, is_on=True, reason="-", by=nation.people["keeper-cdd"], at=NOW
        )
        if kind != AlertKind.BAND:
            continue
        for at, code in enumerate(nation.of_kind("district", "bureau")):
            facts = {"before": f"4.1{at:03}7", "after": f"1.3{at:03}9", "band_before": 0, "band_after": 0}
            kpi = nation.versions[f"d{code}" if code in nation.of_kind("bureau") else "k1"]
            place = {"year_id": YEAR, "unit": nation.units[code], "indicator": kpi, "month": MAY}
            Alert.objects.create(rule=rule, kind=kind, facts=facts, opened_at=NOW, told_at=NOW, **place)
    Watch.objects.bulk_create(
        Watch(person=nation.people["visitor"], year_id=YEAR, unit=unit, at=NOW) for unit in nation.units.values()
    )


def _store_numbers(nation: SmallNation, drawn: Drawn) -> None:
    """Every district reports numbers of its own, some nothing; every bureau a score; each with its audit record."""
    for at, code in enumerate(nation.of_kind("district")):
        if at not in drawn.silent:
            for shift, indicator in enumerate(COUNTED):
                met, everybody = 10007 + 1313 * at + 97 * shift, 40009 + 977 * at + 311 * shift
                _enter(nation, code, indicator, {"ก": Decimal(met), "ข": Decimal(everybody)})
    for at, code in enumerate(nation.of_kind("bureau")):
        _enter(nation, code, f"d{code}", {"result": Decimal(31417 + 1237 * at) / 10000})


def _enter(nation: SmallNation, code: str, indicator: str, cells: dict[str, Decimal]) -> None:
    keeper, unit = nation.people[f"keeper-{code}"], nation.units[code]
    for cell, value in cells.items():
        Entry.objects.create(
            unit=unit,
            indicator=nation.versions[indicator],
            cell=cell,
            month=MAY,
            version=1,
            value=value,
            by=keeper,
            at=NOW,
        )
    words = {"problems": f"ปัญหาของ {unit.name}", "measures": "แก้แล้ว", "by": keeper, "at": NOW}
    place = {"unit": unit, "indicator": nation.versions[indicator], "month": MAY}
    ReportNote.objects.create(**place, version=1, **words)
    subject, after = f"entry {YEAR}/{indicator}/{code}/{MAY}", {cell: str(value) for cell, value in cells.items()}
    record("cdd", Deed("entries.submit", subject, actor=keeper.code, unit=code, after=after), now=NOW)
