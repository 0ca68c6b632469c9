"""The pages of passing down: the wizard keeps what is typed and shows what it comes to; runs and answers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Agreement, Item
from rabrong.assignments.cascade.orders import Own, Receivers
from rabrong.assignments.models import CascadeDraft, CascadeRow, CascadeRun, RowState, RunState
from rabrong.org.models import Person, Unit
from tests.assignments.cascade_nation import ORDER, applied, build, by, targets
from tests.nation import Nation
from tests.notices.jobs import run_due_jobs

pytestmark = pytest.mark.django_db
HERE = "/2555/agreement/cdd/"
WHOM = {"kinds": ["province"], "units": "", "persons": "", "below": "", "on": "15/5/2555"}
SPLIT = {"method-3.2": "split", "by-3.2": "equal", "moving-3.2": "scaled", "weight-3.2": "", "column": "", "source": ""}
MOST_QUERIES = 15


def window(nation: Nation, who: str = "psdg") -> Client:
    """A browser in which somebody has signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(client: Client, **steps: Mapping[str, object]) -> str:
    """The address of a draft in which the steps were typed."""
    address = client.post(f"{HERE}cascade/new/")["Location"].removesuffix("what/")
    usual: dict[str, Mapping[str, object]] = {"what": {"code": ["3.2"]}, "whom": WHOM, "how": SPLIT}
    for step, data in {**usual, **steps}.items():
        answer = client.post(f"{address}{step}/", {**data, "to": "check"})
        assert answer.status_code in (302, 422), answer.content.decode()
    return address


def seen_in(page: str) -> str:
    """The digest that the preview shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_an_order_goes_from_choosing_to_applied() -> None:
    nation, _ = build()
    client = window(nation)
    address = typed(client)
    page = client.get(f"{address}check/").content.decode()
    assert "ตรงกับเป้าหมาย" in page
    answer = client.post(f"{address}check/", {"act": "apply", "seen": seen_in(page)})
    run = CascadeRun.objects.get()
    assert answer["Location"] == f"{HERE}cascade/run/{run.pk}/"
    going = client.get(answer["Location"]).content.decode()
    assert "รอเริ่ม" in going
    assert f'hx-get="{HERE}cascade/run/{run.pk}/progress/"' in going
    assert targets() == {}, "nothing is written before the job runs"
    run_due_jobs()
    assert targets() == {"11": "34", "12": "33", "13": "33"}
    assert client.get(f"{HERE}cascade/run/{run.pk}/progress/")["HX-Refresh"] == "true"
    done = client.get(answer["Location"]).content.decode()
    assert "ถ่ายทอดแล้ว" in done
    assert "/progress/" not in done


def test_what_is_typed_stays_through_all_steps_and_back() -> None:
    nation, _ = build()
    client = window(nation)
    address = typed(
        client, how={**SPLIT, "by-3.2": "column", "column": "11 450\n12 ๓๓๐\n13 ๒๒๐", "source": "กรมการปกครอง"}
    )
    client.post(f"{address}hand/3.2/", {"levels-0": "1 2 3 4 5", "weight-1": "7,5x", "to": "how"})
    assert 'value="1 2 3 4 5"' in client.get(f"{address}hand/3.2/").content.decode()
    how = client.get(f"{address}how/").content.decode()
    assert "11 450\n12 ๓๓๐" in how
    assert 'value="กรมการปกครอง"' in how
    assert "7,5x ไม่ใช่ตัวเลข" in how
    assert 'value="15/5/2555"' in client.get(f"{address}whom/").content.decode()
    draft = CascadeDraft.objects.get()
    assert f"cascade/draft/{draft.pk}/what/" in client.get(f"{HERE}cascade/").content.decode()


def test_a_pasted_column_shares_by_thai_and_arabic_figures() -> None:
    nation, _ = build()
    client = window(nation)
    how = {**SPLIT, "by-3.2": "column", "column": "รหัส\tครัวเรือน\n11\tนนทบุรี\t1,450\n12 ๓๓๐\n13;220"}
    page = client.get(f"{typed(client, how=how)}check/").content.decode()
    # 100 by 1450, 330 and 220 of 2000: 72.5, 16.5 and 11; the half that is left goes to the first code
    assert re.findall(r'class="cs-new">(73|16|11)<', page) == ["73", "16", "11"]


def test_an_uploaded_column_is_read_and_a_bad_line_is_told_by_its_number() -> None:
    nation, _ = build()
    client = window(nation)
    address = typed(client)
    file = SimpleUploadedFile("households.csv", b"code,households\n11,450\n12,many\n")
    answer = client.post(f"{address}how/", {**SPLIT, "by-3.2": "column", "file": file, "to": "check"})
    assert answer.status_code == 422
    assert "บรรทัดที่ 3 “12\tmany” อ่านไม่ได้" in answer.content.decode()


def test_numbers_by_hand_are_pasted_for_all_and_a_gap_has_to_be_accepted() -> None:
    nation, _ = build()
    client = window(nation)
    address = typed(client, how={**SPLIT, "by-3.2": "hand"})
    client.post(f"{address}hand/3.2/", {"lines": "11\t50\n12\t30\n13\t19", "to": "how"})
    page = client.get(f"{address}check/").content.decode()
    assert "ไม่ตรง 1 แห่ง" in page
    refused = client.post(f"{address}check/", {"act": "apply", "seen": seen_in(page)})
    assert refused.status_code == 422
    assert client.post(f"{address}check/", {"act": "apply", "seen": seen_in(page), "accepts": "1"}).status_code == 302
    run_due_jobs()
    assert targets() == {"11": "50", "12": "30", "13": "19"}
    assert "ผลรวมที่ไม่ตรงกับเป้าหมาย" in client.get(f"{HERE}cascade/run/{CascadeRun.objects.get().pk}/").content.decode()


def test_refused_rows_stand_in_the_preview_with_the_reason() -> None:
    nation, _ = build()
    Unit.objects.filter(code="13").update(ends=date(2012, 1, 1))
    client = window(nation)
    address = typed(client, whom={**WHOM, "units": "13 99", "people": [], "persons": "keeper-11 keeper-11"})
    page = client.get(f"{address}check/").content.decode()
    for words in ("หน่วยนี้ไม่ได้เปิดอยู่ในวันที่ถ่ายทอด", "ไม่มีหน่วยรหัสนี้", "เลือกบุคคลนี้ซ้ำ"):
        assert words in page
    assert "หน่วย 13 (13)" in page


def test_a_stale_preview_is_shown_anew_and_nothing_is_ordered() -> None:
    nation, lead = build()
    client = window(nation)
    address = typed(client)
    seen = seen_in(client.get(f"{address}check/").content.decode())
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target="200")
    answer = client.post(f"{address}check/", {"act": "apply", "seen": seen})
    assert answer.status_code == 409
    assert seen_in(answer.content.decode()) != seen
    assert not CascadeRun.objects.exists()


def test_nothing_chosen_is_told_at_its_step_and_going_back_is_always_free() -> None:
    nation, _ = build()
    client = window(nation)
    address = client.post(f"{HERE}cascade/new/")["Location"].removesuffix("what/")
    assert client.post(f"{address}what/", {"to": "whom"}).status_code == 422
    client.post(f"{address}what/", {"code": ["3.2"], "to": "whom"})
    late = client.post(f"{address}whom/", {**WHOM, "kinds": [], "on": "31/2/2555", "to": "how"})
    assert late.status_code == 422
    assert "ไม่มีวันนี้ในปฏิทิน" in late.content.decode()
    assert client.post(f"{address}whom/", {**WHOM, "on": "", "to": "what"}).status_code == 302


def test_a_person_gets_an_agreement_with_a_weight_of_their_own_from_the_province() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    client = window(nation)
    address = client.post("/2555/agreement/11/cascade/new/")["Location"].removesuffix("what/")
    client.post(f"{address}what/", {"code": ["3.2"], "to": "whom"})
    assert "ผู้จัดเก็บ 11" in client.get(f"{address}whom/").content.decode()
    client.post(f"{address}whom/", {**WHOM, "kinds": [], "people": ["keeper-11"], "to": "how"})
    client.post(f"{address}how/", {"method-3.2": "same", "weight-3.2": "40", "to": "check"})
    page = client.get(f"{address}check/").content.decode()
    client.post(f"{address}check/", {"act": "apply", "seen": seen_in(page)})
    run_due_jobs()
    item = Agreement.objects.get(person=nation.people["11"]).items.get()
    assert (str(item.target), item.weights["12"]) == ("34", "40")


def test_a_waiting_run_is_stopped_on_its_page_and_one_that_is_over_says_so() -> None:
    nation, _ = build()
    client = window(nation)
    address = typed(client)
    page = client.get(f"{address}check/").content.decode()
    here = client.post(f"{address}check/", {"act": "apply", "seen": seen_in(page)})["Location"]
    client.post(f"{here}cancel/")
    run_due_jobs()
    assert (CascadeRun.objects.get().state, targets()) == (RunState.CANCELLED, {})
    assert "เสร็จไปแล้ว" in client.post(f"{here}cancel/", follow=True).content.decode()


def test_withdrawing_asks_first_and_tells_what_stays() -> None:
    nation, lead = build()
    run = applied(nation, lead, ORDER)
    Item.objects.filter(agreement__unit__code="12").update(target="1")
    client, here = window(nation), f"{HERE}cascade/run/{run.pk}/withdraw/"
    assert "3 รายการที่เขียนไว้จะกลับเป็นอย่างเดิม" in client.get(here).content.decode()
    assert targets() != {"12": "1"}
    page = client.post(here).content.decode()
    assert "ถอนกลับแล้ว 2 รายการ" in page
    assert "มีผู้แก้หลังจากนั้น" in page
    assert targets() == {"12": "1"}
    assert client.post(f"{HERE}cascade/run/{run.pk}/withdraw/").status_code == 200


def test_an_order_is_done_again_from_its_run() -> None:
    nation, lead = build()
    hand = {("11", "3.2"): Own("50", "5", ("1", "2", "3", "4", "50"))}
    run = applied(nation, lead, replace(by(ORDER, by="equal"), by_hand=hand, accepts_gaps=True))
    client = window(nation)
    address = client.post(f"{HERE}cascade/new/", {"again": run.pk})["Location"].removesuffix("what/")
    page = client.get(f"{address}check/").content.decode()
    assert "ไม่มีอะไรต่างจากที่เป็นอยู่" in page
    assert "1 2 3 4 50" in client.get(f"{address}hand/3.2/").content.decode()


def test_what_stands_below_is_shown_against_the_own_target() -> None:
    nation, lead = build()
    applied(nation, lead, replace(ORDER, receivers=Receivers(kinds=("province", "district"))))
    page = window(nation).get(f"{HERE}below/?kpi=3.2").content.decode()
    row = re.search(r"3\.2</span>.*?</tr>", page, re.S)
    assert row is not None
    # three provinces with 34, 33 and 33 make the department's 100; their districts are theirs
    assert re.findall(r">([\d-]+)</td>", row[0]) == ["100", "3", "33", "34", "100", "0"]
    file = window(nation).get(f"{HERE}below/?kpi=3.2&export=csv").content.decode("utf-8-sig")
    assert file.splitlines()[1].split(",")[0] == "11"
    assert [line.split(",")[-1] for line in file.splitlines()[1:]] == ["34", "33", "33"]


@pytest.mark.parametrize("path", ["below/", "below/?kpi=3.2", "cascade/", "cascade/run/{run}/"])
def test_no_page_of_it_asks_more_for_more_units(path: str) -> None:
    nation, lead = build()
    run = applied(nation, lead, replace(ORDER, receivers=Receivers(kinds=("province", "district"))))
    client = window(nation)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(HERE + path.format(run=run.pk)).status_code == 200
    assert len(found) <= MOST_QUERIES, "\n".join(each["sql"] for each in found)


def test_a_proposal_is_answered_on_the_page_of_the_unit_it_is_for() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target="300")
    run = applied(nation, lead, ORDER, proposes=True)
    client, row = window(nation), run.rows.get(unit__code="12")
    page = client.get("/2555/agreement/12/proposals/").content.decode()
    assert f'name="row" value="{row.pk}"' in page
    assert page.count('name="row"') == 1, "only what is proposed to 12"
    client.post(f"/2555/agreement/12/proposals/{run.pk}/", {"row": row.pk, "act": "accept"})
    assert targets() == {"11": "34", "12": "100", "13": "33"}
    foreign = run.rows.get(unit__code="11")
    again = client.post(f"/2555/agreement/12/proposals/{run.pk}/", {"row": foreign.pk, "act": "accept"})
    assert again.status_code == 422, "a row of another unit is not answered here"


def test_all_that_wait_are_declined_on_the_page_of_the_run() -> None:
    nation, lead = build()
    run = applied(nation, lead, ORDER, proposes=True)
    window(nation).post(f"{HERE}cascade/run/{run.pk}/answers/", {"which": "all", "act": "decline"})
    assert set(CascadeRow.objects.values_list("state", flat=True)) == {RowState.DECLINED}


def test_a_draft_is_nobody_elses_and_can_be_thrown_away() -> None:
    nation, _ = build()
    address = typed(window(nation))
    other = Person.objects.get(code="keeper-11")
    CascadeDraft.objects.update(by=other)
    assert window(nation).get(f"{address}what/").status_code == 404
    CascadeDraft.objects.update(by=nation.people["psdg"])
    assert window(nation).post(f"{address}drop/").status_code == 302
    assert not CascadeDraft.objects.exists()
