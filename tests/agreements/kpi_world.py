"""The small nation with KPI Templates: the bureau กผ is responsible for both indicators, people have their roles."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from rabrong.agreements.actions.templates import begin_template, save_draft
from rabrong.agreements.actions.templates_workflow import Results, publish_template, stored_draft, submit_template
from rabrong.agreements.models import Agreement, AgreementState, IndicatorVersion, Item, PastResult, Template
from rabrong.agreements.queries.templates import indicator_in
from rabrong.agreements.rules.templates_content import TEXTS, Draft, Evidence, ProposedItem
from rabrong.org.models import Person, Role, RoleAssignment
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

ITEMS = (ProposedItem("ก", "ก", over_months="running"), ProposedItem("ข", "ข", over_months="running"))
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
CODE = "4.3"
BASE = f"/{YEAR}/kpi/{CODE}/template/"


@dataclass
class World:
    """The nation, who is who, and the days on which the results above were asked to be worked out anew."""

    nation: Nation
    people: dict[str, Person]
    has_entries: bool = False
    rescored: list[date] = field(default_factory=list)

    @property
    def results(self) -> Results:
        """What the results above would answer."""
        return Results(has_entries=lambda _: self.has_entries, rescore=lambda day, _: self.rescored.append(day))

    @property
    def version(self) -> IndicatorVersion:
        """Indicator 4.3 as it stands."""
        found = indicator_in(YEAR, CODE)
        assert found is not None
        return found

    def browser(self, who: str) -> Client:
        """A browser in which somebody is signed in."""
        client = Client()
        client.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def begun(self) -> Template:
        """A draft that the bureau's keeper has begun."""
        made = begin_template(self.version, by=actor(self.people["writer"]), now=NOW)
        assert isinstance(made, Template)
        return made

    def complete(self, **changes: object) -> Template:
        """A draft in which nothing is lacking."""
        template = self.begun()
        saved = save_draft(
            template,
            full_draft(**changes),
            edits=template.edits,
            choosable=["keeper-กผ", "director"],
            by=actor(self.people["writer"]),
            now=NOW,
        )
        assert isinstance(saved, Template)
        return saved

    def submitted(self, **changes: object) -> Template:
        """One that waits for the PSDG."""
        done = submit_template(self.complete(**changes), by=actor(self.people["writer"]), now=NOW, results=self.results)
        assert isinstance(done, Template), done
        return done

    def published(self, **changes: object) -> Template:
        """A published version."""
        done = publish_template(self.submitted(**changes), by=actor(self.people["psdg"]), now=NOW, results=self.results)
        assert isinstance(done, Template), done
        return done


def full_draft(**changes: object) -> Draft:
    """Everything filled in; `changes` are texts by name, or other fields of the draft."""
    texts = {name: f"ข้อความของ {name}" for name in TEXTS} | {"formula": "ก / ข * 100"}
    texts |= {name: str(value) for name, value in changes.items() if name in TEXTS}
    others = {
        "evidence": (Evidence("ทะเบียน", "5"), Evidence("รายงาน")),
        "items": ITEMS,
        "supervisor": "director",
        "keepers": ("keeper-กผ",),
        "from_round": 6,
    }
    others |= {name: value for name, value in changes.items() if name not in TEXTS}
    return Draft(texts=texts, **others)  # type: ignore[arg-type]  # names of its fields


def build_world() -> World:
    """Agreements are signed, as in a running year; see `unsigned`."""
    nation = build_nation()
    IndicatorVersion.objects.update(responsible=nation.units["กผ"])
    Item.objects.filter(agreement__unit__code="cdd").update(target=Decimal(80))
    unit = nation.units["cdd"]
    for year, value in ((2552, "58.20"), (2553, "63.70"), (2554, "68.90")):
        PastResult.objects.create(
            indicator=nation.indicators[CODE].indicator, unit=unit, year=year, value=Decimal(value)
        )
    people = {
        "writer": nation.people["กผ"],
        "psdg": nation.people["psdg"],
        "director": _person(nation, "director", Role.DIRECTOR, "กผ"),
        "executive": _person(nation, "executive", Role.EXECUTIVE, "cdd"),
        "province": _person(nation, "province", Role.DIRECTOR, "12"),
        "other_province": _person(nation, "other_province", Role.DIRECTOR, "13"),
        "district": nation.people["1201"],
    }
    return World(nation, people)


def _person(nation: Nation, code: str, role: Role, unit: str) -> Person:
    person = Person.objects.create(
        code=code, name=f"นาย{code}", position=f"ตำแหน่ง {code}", unit=nation.units[unit], sort_key=code,
        search_text=f"{code} นาย{code}",
    )  # fmt: skip
    RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS)
    return person


def unsigned() -> None:
    """The department is still preparing what it promises."""
    Agreement.objects.update(state=AgreementState.DRAFT)


def typed(template: Template, **changes: object) -> dict[str, object]:
    """What the form of a draft sends, with some fields typed over."""
    draft = stored_draft(template)
    data: dict[str, object] = {**draft.texts, "level": draft.level, "from_round": str(draft.from_round)}
    data |= {"edits": str(template.edits), "supervisor": draft.supervisor, "keeper": list(draft.keepers)}
    data |= {"evidence-text": [row.text for row in draft.evidence]}
    data |= {"evidence-level": [row.level for row in draft.evidence]}
    for name in ("code", "name", "name_en", "measure", "over_units", "over_months", "weighted_by"):
        data[f"item-{name}"] = [getattr(item, name) for item in draft.items]
    return {**data, **changes}


def address(name: str, *more: object) -> str:
    """The address of a page of indicator 4.3."""
    return reverse(name, args=(YEAR, CODE, *more))
