"""Whatever happens in whatever order: what is kept is what would be drawn now, for every kind of reader."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rabrong.agreements.models import Year
from rabrong.assignments.actions.ownership import end_owner, set_cell
from rabrong.assignments.models import Ownership
from rabrong.assignments.rules.cells import Cell
from rabrong.dashboards.kept import answering
from rabrong.dashboards.kept.store import Store
from rabrong.dashboards.queries.settled import forget
from rabrong.org.actions.recording import Change
from rabrong.org.actions.roles import appoint_acting, end_role
from rabrong.org.actions.units import Names, move_unit, rename_unit
from rabrong.org.models import ActingKind, Role, RoleAssignment, Unit
from rabrong.org.people_rules import NewActing
from rabrong.results.actions import keep_drafts, rescore_tree
from rabrong.results.actions.approving import approve_reports, return_reports
from rabrong.results.actions.counting import choose_counting
from rabrong.results.actions.rounds import close_round
from rabrong.results.actions.windows import change_windows
from rabrong.results.models import Counts, Entry, Report, RoundClosing
from tests.dashboards.conftest import MAY, enter
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

DISTRICTS = st.sampled_from(["1101", "1201", "1202"])
READERS = ("psdg", "12", "1201")
TODAY = date(2012, 5, 15)
PAGES = (
    "/2555/unit/cdd/",
    "/2555/unit/12/",
    "/2555/unit/1201/",
    "/2555/kpi/4.3/unit/1201/",
    "/2555/console/",
)
PERSONAL = re.compile(r'name="csrfmiddlewaretoken" value="\w+"| data-drawn="\w*"')


class Kept(RuleBasedStateMachine):
    """A small nation to which things happen. Each example ends as it began."""

    nation: Nation
    clients: dict[str, Client]
    renamed_on = date(2012, 5, 1)

    @initialize()
    def begins(self) -> None:
        """Everybody is signed in."""
        self.point = transaction.atomic()
        self.point.__enter__()
        forget()
        self.store = patch.object(answering, "STORE", Store(2**24))
        self.store.start()
        self.settings = override_settings(KEEPS_SETTLED=True)
        self.settings.enable()
        self.nation, self.clients = build_nation(), {}
        for who in READERS:
            self.clients[who] = Client()
            self.clients[who].force_login(self.nation.people[who])
        head, province = self.nation.people["12"], self.nation.units["12"]
        RoleAssignment.objects.create(person=head, role=Role.APPROVER, unit=province, starts=STARTS)

    def teardown(self) -> None:
        """Nothing stays."""
        if hasattr(self, "store"):
            self.settings.disable()
            self.store.stop()
            forget()
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(unit=DISTRICTS, met=st.integers(0, 20))
    def somebody_submits(self, unit: str, met: int) -> None:
        """Versions go on from the newest."""
        versions = Entry.objects.filter(unit=self.nation.units[unit], month=MAY, cell="ก").count()
        others = Entry.objects.filter(unit=self.nation.units[unit], month=MAY, cell="ข").count()
        if versions == others == 0:
            enter(self.nation, unit, met, 20)

    @rule(unit=DISTRICTS, text=st.sampled_from(["", "7", "ไม่ใช่เลข"]))
    def somebody_types(self, unit: str, text: str) -> None:
        """A draft is no deed."""
        by = actor(self.nation.people[unit])
        keep_drafts(self.nation.units[unit], YEAR, {("4.3", MAY): {"ก": text}}, by=by, now=NOW)

    @rule(approves=st.booleans())
    def the_province_decides(self, approves: bool) -> None:
        """On all that waits in the province."""
        versions = {report.pk: report.version for report in Report.objects.filter(unit__code__startswith="12")}
        by = actor(self.nation.people["12"])
        if approves:
            approve_reports(versions, by=by, now=NOW)
        else:
            return_reports(versions, "ตรวจอีกครั้ง", by=by, now=NOW)

    @rule(counts=st.sampled_from(list(Counts)))
    def another_rule_counts(self, counts: Counts) -> None:
        """All, or only what was approved or certified."""
        year = Year.objects.get()
        choose_counting(YEAR, year.edits, (counts, "มติ"), by=actor(self.nation.people["psdg"]), now=NOW)

    @rule()
    def a_round_is_closed(self) -> None:
        """Or refused, where it cannot be."""
        close_round(Year.objects.get(), 6, by=actor(self.nation.people["psdg"]), now=NOW)

    @rule()
    def a_role_ends(self) -> None:
        """The province loses its keeper."""
        row = RoleAssignment.objects.filter(person=self.nation.people["12"], ends=None).first()
        if row is not None:
            end_role(row, date(2012, 5, 15), by=actor(self.nation.people["psdg"]), now=NOW)

    @rule()
    def somebody_acts(self) -> None:
        """The keeper of a district stands in for the province's."""
        acting = NewActing(
            self.nation.people["1201"], self.nation.people["12"], "", ActingKind.BEHALF, Role.KEEPER,
            self.nation.units["12"], date(2012, 5, 10), date(2012, 5, 20), "คำสั่ง 1/2555",
        )  # fmt: skip
        appoint_acting(acting, by=actor(self.nation.people["psdg"]), now=NOW)

    @rule(to=st.sampled_from(["11", "13"]))
    def a_district_moves(self, to: str) -> None:
        """Under another province."""
        change = Change(date(2012, 5, 1), "ประกาศ", actor(self.nation.people["psdg"]), NOW)
        move_unit(self.nation.units["1202"], self.nation.units[to], change, rescore=rescore_tree)

    @rule(code=st.sampled_from(["12", "1201"]), name=st.sampled_from(["ชื่อใหม่", "อีกชื่อ"]))
    @precondition(lambda self: self.renamed_on < TODAY)
    def a_unit_is_renamed(self, code: str, name: str) -> None:
        """Each time from a later day on."""
        self.renamed_on += timedelta(days=1)
        change = Change(self.renamed_on, "ประกาศ", actor(self.nation.people["psdg"]), NOW)
        names = Names(f"{name} {self.renamed_on.day}", "", f"Name {self.renamed_on.day}")
        assert isinstance(rename_unit(self.nation.units[code], names, change), Unit)

    @rule(days=st.integers(12, 30))
    def a_window_moves(self, days: int) -> None:
        """Every scorecard says how many days are left."""
        year, window = Year.objects.get(), (date(2012, 5, 1), date(2012, 6, days))
        done = change_windows(YEAR, year.edits, {MAY: window}, {}, by=actor(self.nation.people["psdg"]), now=NOW)
        assert isinstance(done, Year)

    @rule()
    def the_owner_changes(self) -> None:
        """The planning bureau answers for the indicator, or no more."""
        by, version = actor(self.nation.people["psdg"]), self.nation.indicators["4.3"]
        row = Ownership.objects.filter(indicator=version).first()
        if row is None:
            done = set_cell(Cell(version, self.nation.units["กผ"], "main"), by=by, now=NOW)
        else:
            done = end_owner(row, 6, by=by, now=NOW)
        assert done is True or RoundClosing.objects.exists()

    @rule(who=st.sampled_from(READERS), language=st.sampled_from(["th", "en"]))
    def somebody_reads_in_another_language(self, who: str, language: str) -> None:
        """From now on."""
        self.clients[who].cookies["django_language"] = language

    @invariant()
    def what_is_kept_is_what_would_be_drawn(self) -> None:
        """Asked for with what is kept and settled since before, and without."""
        kept = list(self._answers())
        with patch.object(answering, "STORE", Store(0)), override_settings(KEEPS_SETTLED=False):
            drawn = list(self._answers())
        assert kept == drawn

    def _answers(self) -> Iterator[tuple[str, str, int, str]]:
        for who, client in self.clients.items():
            for path in PAGES:
                answer = client.get(path)
                yield who, path, answer.status_code, PERSONAL.sub("", answer.content.decode())


@pytest.mark.django_db
def test_whatever_happens_what_is_kept_is_what_would_be_drawn() -> None:
    Kept.TestCase.settings = settings(
        max_examples=3,
        stateful_step_count=10,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    Kept.TestCase("runTest").debug()
