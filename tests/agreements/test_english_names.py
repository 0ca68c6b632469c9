"""An English page calls indicators and aspects by their English names wherever they have one."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.content import digest_of, without_english
from rabrong.agreements.models import Agreement, Aspect, DataItem, IndicatorVersion, Year
from rabrong.agreements.queries.vetting import text_to_sign
from rabrong.agreements.rules.criteria_editor import read_typed, typed_of
from rabrong.agreements.rules.negotiation import Proposal
from rabrong.agreements.rules.negotiation_typed import same_terms
from rabrong.agreements.views.year_asked import clashes
from rabrong.scoring.criteria import Steps
from rabrong.scoring.scale import Scale
from rabrong.scoring.wording.sentences import Language, explain
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
CORE_SCALE = Scale(tuple(Decimal(point) for point in range(1, 6)))
ENGLISH, GOOD = "Volunteer leaders who met the standard", "Effectiveness"


@pytest.fixture
def nation(db: None) -> Nation:
    nation = build_nation()
    IndicatorVersion.objects.filter(year=YEAR, code="4.3").update(name_en=ENGLISH)
    Aspect.objects.filter(year=YEAR).update(name="ประสิทธิผล", name_en=GOOD)
    DataItem.objects.filter(code="ก").update(name="ผู้นำที่ผ่านเกณฑ์", name_en="leaders who passed")
    assert isinstance(copy_year(Year.objects.get(pk=YEAR), YEAR + 1, by=actor(nation.people["psdg"]), now=NOW), Year)
    return nation


@pytest.fixture
def english(nation: Nation) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(nation.people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"/{YEAR}/framework/", ENGLISH),
        (f"/{YEAR}/framework/", GOOD),
        (f"/{YEAR}/agreement/cdd/check/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/vetting/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/vetting/", GOOD),
        (f"/{YEAR}/kpi/4.3/template/", ENGLISH),
        (f"/{YEAR}/templates/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/negotiation/kpi/4.3/", ENGLISH),
    ],
)
def test_an_english_page_says_the_english_name(english: Client, path: str, name: str) -> None:
    assert name in english.get(path).content.decode()


def test_a_difference_is_told_by_its_english_name(english: Client) -> None:
    IndicatorVersion.objects.filter(year=YEAR + 1, code="4.3").update(measure="ร้อยละ")
    page = english.get(f"/{YEAR + 1}/differences/").content.decode()
    assert f'<span class="said">{ENGLISH}</span>' in page


def test_a_sum_that_is_off_is_told_by_the_english_name_of_its_aspect(english: Client) -> None:
    agreement = Agreement.objects.get(year=YEAR + 1, unit__code="cdd", person=None)
    page = english.get(f"/{YEAR + 1}/agreement/{agreement.unit.code}/check/").content.decode()
    assert GOOD in page
    assert "ประสิทธิผล" not in page


def test_no_place_is_told_by_a_word_of_the_file(english: Client) -> None:
    english.cookies["django_language"] = "th"
    shown = english.get(f"/{YEAR + 1}/agreement/cdd/check/").context["groups"][0].rows
    places = {row.place for row in shown}
    assert "ตัวชี้วัด" in places
    assert not any(place.startswith(("indicators", "framework")) for place in places)


def test_what_clashes_is_named_in_words(english: Client) -> None:
    assert [row.name for row in clashes({"aspect all": "a", "note": "b"}, {"aspect all": "c", "note": "d"})] == [
        "ประเด็นการประเมิน all",
        "หมายเหตุ",
    ]


STEPS = {
    "kind": "steps",
    "steps": ["แต่งตั้งคณะทำงาน", "จัดทำแผน", "ดำเนินการ", "ประเมินผล", "รายงานผล"],
    "steps_en": ["appoint a working group", "", "carry it out", "evaluate", "report"],
}
PARTS = {
    "kind": "composite",
    "parts": [
        {"code": "a", "name": "ส่วนแรก", "name_en": "the first part", "weight": "1", "criteria": STEPS},
        {"code": "b", "name": "ส่วนหลัง", "weight": "1", "criteria": {"kind": "score"}},
    ],
}


def test_steps_and_parts_have_english_names_on_english_pages(english: Client) -> None:
    """A step without English words is said in Thai; Thai pages say no English."""
    IndicatorVersion.objects.filter(code="8").update(criteria=PARTS)
    paths = (
        f"/{YEAR + 1}/kpi/8/template/criteria/",
        f"/{YEAR}/kpi/8/unit/cdd/",
        f"/{YEAR + 1}/agreement/cdd/negotiation/",
    )
    for path in paths:
        page = english.get(path).content.decode()
        assert "the first part" in page, path
        assert "a ส่วนแรก" not in page
        assert "b ส่วนหลัง" in page
    page = english.get(paths[0]).content.decode()
    assert all(words in page for words in ("appoint a working group", "จัดทำแผน", "report"))
    english.cookies["django_language"] = "th"
    page = english.get(paths[0]).content.decode()
    assert "a ส่วนแรก" in page
    assert "a the first part" not in page


def said(criterion: Steps, done: int, language: Language) -> str:
    """Why so many steps earn what they earn."""
    return next(explain(criterion.why(Decimal(done), CORE_SCALE), language))[1]


def test_an_english_page_says_the_english_step_that_was_done() -> None:
    criterion = criterion_of({**STEPS, "steps_en": ["one", "two", "three", "four", ""]}, CORE_SCALE)
    assert isinstance(criterion, Steps)
    assert said(criterion, 3, "en") == "3.0000 · 3 of 5 steps done: three"
    assert said(criterion, 3, "th") == "3.0000 · ทำแล้ว 3 จาก 5 ขั้น: ดำเนินการ"
    assert said(criterion, 5, "en") == "5.0000 · 5 of 5 steps done: รายงานผล"


def test_english_names_are_not_signed(nation: Nation) -> None:
    """The digest of a text without English names is the same with them, at any depth; only Thai words change it."""
    agreement = Agreement.objects.get(year=YEAR + 1, unit__code="cdd", person=None)
    version = IndicatorVersion.objects.filter(year=YEAR + 1, code="8")
    version.update(criteria=without_english(PARTS))
    digest = digest_of(text_to_sign(agreement))
    version.update(criteria=PARTS)
    assert digest_of(text_to_sign(agreement)) == digest
    assert "the first part" not in text_to_sign(agreement)
    version.update(criteria={**STEPS, "steps": ["ก", *STEPS["steps"][1:]]})
    assert digest_of(text_to_sign(agreement)) != digest


def test_english_names_are_typed_beside_the_others(english: Client, nation: Nation) -> None:
    """Of a step and of a part; left out they are not kept; a step that is dropped takes its English words along."""
    address = f"/{YEAR + 1}/kpi/8/template/criteria/"
    page = english.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    data = {"act": "save", "seen": seen[1], "name": "ก", "name_en": "", "measure": "", "c-kind": "composite"}
    data |= {"c-parts": "1", "c.0-part-code": "a", "c.0-part-name": "ส่วน", "c.0-part-name_en": "part"}
    data |= {
        "c.0-part-weight": "1",
        "c.0-kind": "steps",
        "c.0-steps": STEPS["steps"],
        "c.0-steps_en": STEPS["steps_en"],
    }
    preview = english.post(address, {**data, "act": "c.0:steps:drop:0"}).content.decode()
    assert "appoint a working group" not in preview
    assert preview.count('name="c.0-steps_en"') == preview.count('name="c.0-steps"') == 4
    assert english.post(address, data).status_code == 302
    kept = IndicatorVersion.objects.get(year=YEAR + 1, code="8").criteria
    assert kept["parts"][0]["name_en"] == "part"
    assert kept["parts"][0]["criteria"] == STEPS
    typed = read_typed(typed_of({**STEPS, "steps_en": [""] * 5}), CORE_SCALE)
    assert typed.data == without_english(STEPS)
    assert read_typed(typed_of(PARTS), CORE_SCALE).data == PARTS


def test_who_differ_in_english_only_want_the_same(nation: Nation) -> None:
    one = Proposal("ก", Decimal(5), None, STEPS)
    assert same_terms(one, replace(one, criteria=without_english(STEPS)))
    assert not same_terms(one, replace(one, criteria={**STEPS, "steps": ["ก"] * 5}))
