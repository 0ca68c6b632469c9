"""No list, page, export or stream shows anything of a unit outside the scope: tried on small nations drawn at random.

What somebody may see is worked out here anew from what was drawn. Then everything is asked for, whatever is linked is
followed, and no answer may hold a name, a link or a number of what is not to be seen.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from hypothesis import HealthCheck, Phase, given, note, settings

from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Score, Tally, Total
from rabrong.ui.numbers import at_most, fixed
from tests.access.small_nations import COUNTED, DRAWN, MAY, YEAR, Drawn, SmallNation, build

pytestmark = pytest.mark.django_db

LISTS = (
    *("/", "/2555/units/", "/2555/lint/", "/notices/", "/audit/", "/audit/events.csv", "/audit/events.jsonl"),
    *("/organisation/", "/organisation/choices/?q=นาม", "/people/", "/people/choices/?q=ผู้จัดเก็บ", "/roles/"),
    *("/people/?export=xlsx", "/people/?export=csv", "/roles/?export=xlsx", "/acting/?export=csv"),
    *("/acting/", "/search/?q=w00", "/search/?q=นาม", "/search/?q=11"),
    *("/search/?q=ปัญหา", "/search/?q=รายงาน", "/search/?q=ตัวชี้วัด", "/search/?q=แต่งตั้ง", "/search/?q=2555"),
    *("/2555/templates/", "/2555/templates/list.csv", "/2555/templates/list.xlsx", "/years/"),
    "/2555/approvals/waiting/",
    *("/2555/units/?by=unit", "/2555/units/?by=unit&kind=district&sort=worst", "/2555/units/?by=unit&q=นาม"),
    *("/2555/units/?by=unit&export=csv", "/2555/units/?by=unit&kind=district&export=xlsx"),
    *("/2555/units/?by=region", "/2555/units/?by=region&export=csv", "/2555/units/?by=region&export=xlsx"),
    *("/2555/line/visitor/", "/2555/line/visitor/?month=7", "/2555/line/visitor/open/"),
    *("/2555/console/", "/2555/console/?due=1", "/2555/console/findings/"),
    *("/2555/reporting/", "/2555/reporting/?by=month", "/2555/reporting/missing/", "/2555/reporting/missing/?by=unit"),
    *("/2555/reporting/missing/?month=7&export=csv", "/2555/reporting/missing/?export=xlsx", "/2555/work/"),
    *("/2555/os/", "/2555/os/?export=xlsx", "/2555/os/?print=1", "/2555/duties/"),
    *("/2555/load/", "/2555/load/?export=csv", "/2555/load/?export=xlsx"),
    *("/2555/approvals/?export=xlsx", "/2555/approvals/?export=csv"),
    *(
        "/2555/approvals/",
        "/2555/windows/",
        "/2555/counting/",
        "/2555/counting/progress/",
        "/2555/round/6/",
        "/2555/round/9/",
        "/2555/overrides/",
    ),
    *("/2555/orders/", "/2555/orders/?export=csv", "/2555/orders/?export=xlsx", "/2555/orders/?q=นาม"),
    *("/2555/agreement/cdd/below/", "/2555/agreement/cdd/below/?export=csv", "/2555/agreement/cdd/cascade/"),
    *("/2555/agreement/11/below/", "/2555/agreement/11/proposals/", "/2555/agreement/11/cascade/"),
    *("/2555/unit/11/excel/", "/2555/unit/11/excel/template/", "/2555/unit/cdd/excel/template/"),
    *("/2555/evidence/missing/", "/2555/evidence/missing/?by=document", "/2555/evidence/missing/?export=csv"),
    *("/2555/evidence/missing/?kpi=k1", "/2555/evidence/missing/?q=นาม&export=xlsx", "/2555/evidence/requests/?q=นาม"),
    *("/2555/evidence/requests/", "/2555/evidence/requests/?export=csv", "/2555/evidence/requests/?export=xlsx"),
    *("/2555/unit/cdd/originals/", "/2555/unit/11/originals/?export=csv", "/2555/unit/cdd/originals/?export=xlsx"),
    *("/2555/unit/cdd/binder/", "/2555/unit/cdd/binder/?kpi=k1", "/2555/unit/11/binder/?round=9"),
    *(
        "/2555/unit/11/compare/?with=like",
        "/2555/unit/11/compare/?with=wide",
        "/2555/unit/cdd/compare/?with=day&on=2012-05-14",
    ),
    *("/2555/unit/11/past/?on=2012-05-14", "/2555/unit/cdd/present/", "/2555/unit/11/scorecard.csv"),
    *("/2555/assign/", "/2555/hand-over/", "/2555/hand-over/?q=นาม"),
    *("/2555/unit/cdd/map/", "/2555/unit/11/months/", "/2555/unit/cdd/months/?export=csv", "/2555/unit/11/structure/"),
    *("/2555/unit/11/years/?of=units", "/2555/unit/cdd/years/?of=units&export=xlsx", "/2555/kpi/k1/unit/11/spread/"),
    *("/2555/alerts/", "/2555/alerts/?state=all", "/2555/alerts/?state=all&export=csv", "/2555/watching/"),
    *("/2555/agreements/", "/2555/agreements/?export=csv", "/2555/agreements/?export=xlsx"),
)
"""What lists, searches and exports: asked for whether anything leads there or not."""

CHANGES_NOTHING = re.compile(r"/(static|account|sign-out)/|.*\.pdf$")
LINK = re.compile(r'(?:href|hx-get|data-live)="([^"#]*)')
DRAWING = re.compile(r'\b(?:d|[xyr]|[xy][12]|[cd][xy]|width|height|points|transform|viewBox)="[^"]*"')
"""Lengths of charts, which may be like a number by chance; what a chart says stands in its words."""
ZIP = b"PK"
CRUMBS = re.compile(r'<nav class="crumbs".*?</nav>', re.S)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the visitor may see: the units, the indicators of every unit, and so what may not be found anywhere."""

    units: frozenset[str]
    indicators: frozenset[str]
    names: tuple[str, ...]
    numbers: re.Pattern[str] | None

    def sees(self, indicator: str, unit: str) -> bool:
        """Whether a unit's indicator is seen."""
        return unit in self.units or indicator in self.indicators


def seen_in(nation: SmallNation) -> Seen:
    """By the rules of the house: units at and below one's posts, and the indicators of one's unit."""
    units = frozenset(code for code in nation.units if nation.posts.intersection(nation.path(code)))
    own = units & set(nation.of_kind("bureau"))
    indicators = frozenset(code for code in nation.versions if "cdd" in units or nation.owners.get(code) in own)
    hidden = set(nation.units) - units
    for code in units:
        hidden -= set(nation.path(code))
    if units or indicators:
        hidden -= set(nation.owners.values())  # who owns an indicator stands on its page
    shown: set[str] = set()
    kept: set[str] = set()
    for (unit, indicator), texts in _texts(nation):
        is_seen = unit in units or (indicator and indicator in indicators)
        (shown if is_seen else kept).update(texts)
    if indicators:
        # Whoever sees an indicator of every unit needs the names of those units, and of the regions that group them.
        hidden -= set(nation.of_kind("region", "province", "district", "department"))
    return Seen(units, indicators, tuple(nation.units[code].name for code in hidden), _pattern(kept - shown))


def _texts(nation: SmallNation) -> Iterator[tuple[tuple[str, str], set[str]]]:
    """((unit, indicator or "" for the total), the digits it is shown in)."""
    for score in Score.objects.select_related("item__agreement__unit", "item__indicator"):
        texts = {fixed(score.shown, 4)} if score.shown is not None else set()
        if score.result is not None:
            texts |= {fixed(score.result, 2), at_most(score.result, 4)}
        yield (score.item.agreement.unit.code, score.item.indicator.code), texts
    for total in Total.objects.exclude(shown=None).select_related("agreement__unit"):
        assert total.shown is not None  # asked for
        yield (total.agreement.unit.code, ""), {fixed(total.shown, 4)}
    for tally in Tally.objects.exclude(units=0).select_related("unit", "data_item__indicator"):
        yield (tally.unit.code, tally.data_item.indicator.code), {at_most(tally.total, 2), str(tally.total)}


def _pattern(texts: set[str]) -> re.Pattern[str] | None:
    telling = [re.escape(text) for text in sorted(texts) if len(set(text)) > 3 and not text.endswith("00")]
    return re.compile(rf"(?<![\d.,])(?:{'|'.join(telling)})(?!\d)") if telling else None


@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(drawn=DRAWN)
def test_nobody_is_shown_anything_outside_the_scope(drawn: Drawn) -> None:
    with transaction.atomic():
        nation = build(drawn)
        seen = seen_in(nation)
        note(f"sees {sorted(seen.units)} and {sorted(seen.indicators)} of every unit")
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(nation.people["visitor"], backend="django.contrib.auth.backends.ModelBackend")
        statuses = {path: look_at(client, path, nation, seen) for path in addresses(nation)}
        assert statuses == {path: expected(path, nation, seen) for path in statuses}
        follow(client, nation, seen)
        transaction.set_rollback(True)


def addresses(nation: SmallNation) -> Iterator[str]:
    """Every page of every unit, whether seen or not."""
    for unit in nation.units:
        yield f"/{YEAR}/unit/{unit}/"
        yield f"/live/?topic={YEAR}/unit/{unit}"
        yield f"/live/state/?topic={YEAR}/unit/{unit}"
        for indicator in nation.versions:
            page = f"/{YEAR}/kpi/{indicator}/unit/{unit}/"
            yield from (page, f"{page}why/", f"{page}month/{MAY}/", f"{page}month/{MAY}/running/")
            yield f"{page}why/?via={next(reversed(nation.units))}"


def expected(path: str, nation: SmallNation, seen: Seen) -> int:
    """The status an address answers with."""
    parts = urlsplit(path)
    words = parts.path.strip("/").split("/")
    if words[0] == "live":
        return 200 if parts.query.rpartition("/")[2] in seen.units else 403
    if words[1] == "unit":
        return 200 if words[2] in seen.units else 404
    return _expected_of_indicator(words[2], words[4], words[5:], nation, seen)


def _expected_of_indicator(indicator: str, unit: str, rest: list[str], nation: SmallNation, seen: Seen) -> int:
    kind = nation.units[unit].kind
    promised = kind == UnitKind.DEPARTMENT or (kind in (UnitKind.PROVINCE, UnitKind.DISTRICT) and indicator in COUNTED)
    if rest[:1] == ["month"]:
        promised |= nation.owners.get(indicator) == unit
    if not promised or not seen.sees(indicator, unit):
        return 404
    enters = unit in keeping(nation) and reports(nation, indicator, unit)
    return 200 if rest[:1] != ["month"] or enters else 403


def reports(nation: SmallNation, indicator: str, unit: str) -> bool:
    """Whether the indicator's number is this unit's to report: the lowest that promised it, else its owner's, else the
    department's."""
    if indicator not in COUNTED:
        return nation.owners.get(indicator, unit) == unit
    if nation.units[unit].kind == UnitKind.BUREAU:
        return not any(promises(each) for each in nation.units.values())
    return unit not in {
        below.parent.code for below in nation.units.values() if below.parent is not None and promises(below)
    }


def promises(unit: Unit) -> bool:
    """Whether a unit has an agreement with what is counted."""
    return unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)


def keeping(nation: SmallNation) -> set[str]:
    """The units for which the visitor is keeper or acts for one."""
    visitor = nation.people["visitor"]
    roles = visitor.roles.filter(role="keeper").values_list("unit__code", flat=True)
    return {*roles, *visitor.actings.values_list("unit__code", flat=True)}


def look_at(client: Client, path: str, nation: SmallNation, seen: Seen) -> int:
    """The status; whatever the answer says is searched."""
    answer = client.get(path)
    if not answer.streaming:
        search(path, answer, nation, seen)
    return answer.status_code


def search(path: str, answer: HttpResponseBase, nation: SmallNation, seen: Seen) -> None:
    """Fails where an answer holds a name, a link or a number of what is not seen."""
    body = html.unescape(content_of(answer))
    outside_crumbs = CRUMBS.sub("", body)
    assert not [name for name in seen.names if name in outside_crumbs], path
    if seen.numbers is not None:
        said = DRAWING.sub("", outside_crumbs)
        found = seen.numbers.search(said)
        assert found is None, f"{path} shows {found}: ...{said[found.start() - 80 : found.end() + 20]}"
    links = [unquote(link) for link in LINK.findall(body)]
    led_to = {unit for unit in nation.units for link in links if f"{YEAR}/unit/{unit}" in (link, link[1:-1])}
    assert led_to <= seen.units, f"{path} leads to {sorted(led_to - seen.units)}"


def content_of(answer: HttpResponseBase) -> str:
    """What an answer says: its text, or everything inside a workbook."""
    assert isinstance(answer, HttpResponse)  # streams are not searched
    if not answer.content.startswith(ZIP):
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as workbook:
        return "\n".join(workbook.read(name).decode() for name in workbook.namelist())


def follow(client: Client, nation: SmallNation, seen: Seen) -> None:
    """Everything that the lists lead to, and what that leads to: all of it answers, and all of it is searched."""
    waiting, known = list(LISTS), set(LISTS)
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if answer.streaming:
            continue
        assert answer.status_code in ((200, 302, 403, 404) if path in LISTS else (200, 302)), path
        search(path, answer, nation, seen)
        for link in links_in(answer):
            if link not in known:
                known.add(link)
                waiting.append(link)


def links_in(answer: HttpResponseBase) -> Iterator[str]:
    """The addresses of this site that a page leads to by reading."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    for found in LINK.findall(content_of(answer)):
        link = unquote(html.unescape(found))
        if link.startswith("/") and not CHANGES_NOTHING.match(link):
            yield link
