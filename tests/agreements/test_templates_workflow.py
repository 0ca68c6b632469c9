"""Drafted by the bureau, checked by the PSDG, published, sent: each move, its refusals, and what it leaves behind."""

from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from rabrong.agreements.actions.templates import (
    Stale,
    attach_file,
    begin_template,
    comment_on,
    detach_file,
    save_draft,
    settle_comment,
)
from rabrong.agreements.actions.templates_sending import open_template, remind_unread, send_templates
from rabrong.agreements.actions.templates_workflow import (
    around,
    give_back_template,
    publish_template,
    stored_draft,
    submit_template,
)
from rabrong.agreements.models import (
    Agreement,
    DataItem,
    IndicatorVersion,
    Receipt,
    Template,
    TemplateComment,
    TemplateFile,
    TemplateState,
    Year,
)
from rabrong.agreements.queries.scoring import core_indicator, formula_text, year_rules
from rabrong.agreements.queries.templates import department_item
from rabrong.agreements.queries.templates_facts import facts_of
from rabrong.agreements.rules.templates import MOVES, running_round
from rabrong.agreements.rules.templates_content import ProposedItem, lacks_of
from rabrong.audit.models import Event
from rabrong.notices.models import Notice
from rabrong.org.models import UnitKind
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal
from tests.agreements.kpi_world import BASE, ITEMS, PNG, World, build_world, full_draft, typed
from tests.nation import NOW, YEAR, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def code_of(done: object) -> str:
    assert isinstance(done, Refusal), done
    return done.code


def states(template: Template) -> str:
    return Template.objects.get(pk=template.pk).state


def test_a_version_begins_as_a_copy_and_only_one_is_written_at_a_time(world: World) -> None:
    published = world.published()
    second = world.begun()

    assert (second.number, second.explanation, second.state) == (2, published.explanation, TemplateState.DRAFT)
    assert [person.code for person in second.keepers.all()] == ["keeper-กผ"]
    again = begin_template(world.version, by=actor(world.people["writer"]), now=NOW)
    assert code_of(again) == "template.draft_there"
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.create(indicator=world.version, number=9, by=world.people["psdg"], at=NOW)


def test_a_new_years_template_begins_with_last_years_text(world: World) -> None:
    old = world.published(explanation="ของปีก่อน")
    year = Year.objects.create(year=2556, points=["1", "2", "3", "4", "5"], state="draft")
    copy = world.version
    copy.copied_from_id, copy.pk, copy.year = copy.pk, None, year
    copy.save()

    done = begin_template(copy, by=actor(world.people["writer"]), now=NOW)

    assert isinstance(done, Template)
    assert (done.number, done.explanation, done.supervisor) == (1, "ของปีก่อน", old.supervisor)
    assert done.evidence == old.evidence


@pytest.mark.parametrize("who", ["executive", "province", "district"])
def test_who_does_not_write_is_refused(world: World, who: str) -> None:
    template, by = world.complete(), actor(world.people[who])
    saved = save_draft(template, full_draft(), edits=template.edits, choosable=[], by=by, now=NOW)

    assert code_of(begin_template(world.version, by=by, now=NOW)) == "template.not_writer"
    assert code_of(saved) == "template.not_writer"
    assert code_of(attach_file(template, "a.png", PNG, by=by, now=NOW)) == "template.not_writer"
    assert code_of(comment_on(template, "", "ก", by=by, now=NOW)) == "template.not_writer"
    assert code_of(submit_template(template, by=by, now=NOW, results=world.results)) == "template.not_writer"


def test_a_closed_year_refuses_every_action(world: World) -> None:
    published = world.published()
    send_templates([published], kinds=[], codes=["12"], by=actor(world.people["psdg"]), now=NOW)
    template = world.complete(explanation="ใหม่")
    file = attach_file(template, "a.png", PNG, by=actor(world.people["writer"]), now=NOW)
    comment = comment_on(template, "", "ก", by=actor(world.people["psdg"]), now=NOW)
    assert isinstance(file, TemplateFile)
    assert isinstance(comment, TemplateComment)
    Year.objects.update(state="closed")
    by, results = actor(world.people["psdg"]), world.results
    Template.objects.filter(pk=template.pk).update(state="submitted")
    checked = [
        give_back_template(template, "ก", by=by, now=NOW),
        publish_template(template, by=by, now=NOW, results=results),
    ]
    Template.objects.filter(pk=template.pk).update(state="draft")
    published.indicator.year.refresh_from_db()

    done = [
        *checked,
        begin_template(world.version, by=by, now=NOW),
        save_draft(template, full_draft(), edits=template.edits, choosable=[], by=by, now=NOW),
        attach_file(template, "b.png", PNG, by=by, now=NOW),
        detach_file(file, by=by, now=NOW),
        comment_on(template, "", "ก", by=by, now=NOW),
        settle_comment(comment, by=by, now=NOW),
        submit_template(template, by=by, now=NOW, results=results),
        send_templates([published], kinds=[UnitKind.PROVINCE], codes=[], by=by, now=NOW),
        remind_unread(published, by=by, now=NOW),
    ]

    assert [code_of(each) for each in done] == ["year.closed"] * len(done)


def test_saving_counts_up_records_what_changed_and_ignores_what_did_not(world: World) -> None:
    template = world.complete()
    by = actor(world.people["writer"])
    same = save_draft(template, full_draft(), edits=template.edits, choosable=[], by=by, now=NOW)
    events = Event.objects.filter(verb="template.save").count()
    other = save_draft(template, full_draft(conditions="ใหม่"), edits=template.edits, choosable=[], by=by, now=NOW)

    assert isinstance(same, Template)
    assert isinstance(other, Template)
    assert (same.edits, other.edits) == (1, 2)
    newest = Event.objects.filter(verb="template.save").order_by("number").last()
    assert newest is not None
    assert Event.objects.filter(verb="template.save").count() == events + 1
    assert newest.before == {"conditions": "ข้อความของ conditions"}
    assert newest.after == {"conditions": "ใหม่"}


def test_a_stale_draft_is_not_saved_but_the_same_text_is_taken_for_saved(world: World) -> None:
    template = world.complete()
    psdg = actor(world.people["psdg"])
    theirs = save_draft(
        template, full_draft(conditions="ของ กพร."), edits=template.edits, choosable=[], by=psdg, now=NOW
    )
    mine = actor(world.people["writer"])
    stale = save_draft(template, full_draft(conditions="ของสำนัก"), edits=template.edits, choosable=[], by=mine, now=NOW)
    twice = save_draft(
        template, full_draft(conditions="ของ กพร."), edits=template.edits, choosable=[], by=mine, now=NOW
    )

    assert isinstance(theirs, Template)
    assert isinstance(stale, Stale)
    assert stale.current.conditions == "ของ กพร."
    assert isinstance(twice, Template)
    assert twice.edits == theirs.edits


def test_a_stale_form_shows_both_texts_and_the_choice_is_kept(world: World) -> None:
    template = world.complete()
    old = typed(template, explanation="ของสำนัก", act="save")
    psdg = world.browser("psdg")
    psdg.post(f"{BASE}edit/", typed(template, conditions="ของ กพร.", act="save"))
    browser = world.browser("writer")

    answer = browser.post(f"{BASE}edit/", old)
    text = answer.content.decode()

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "ของสำนัก" in text
    assert "ของ กพร." in text
    assert 'name="edits" value="2"' in text
    taken = browser.post(f"{BASE}edit/", {**old, "edits": "2", "deciding": "1", "act": "take:conditions"})
    assert taken.status_code == HTTPStatus.CONFLICT
    assert Template.objects.get(pk=template.pk).edits == 2
    browser.post(f"{BASE}edit/", {**old, "edits": "2", "conditions": "ของ กพร.", "act": "save"})
    template.refresh_from_db()
    assert (template.explanation, template.conditions) == ("ของสำนัก", "ของ กพร.")


def test_a_text_that_is_too_long_comes_back_as_it_was_typed(world: World) -> None:
    template = world.complete()

    answer = world.browser("writer").post(f"{BASE}edit/", typed(template, frequency="ก" * 121, act="save"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ก" * 121 in answer.content.decode()
    assert "ยาวเกิน 120 ตัวอักษร" in answer.content.decode()


def test_buttons_change_rows_and_people(world: World) -> None:
    template, browser = world.complete(), world.browser("writer")

    def press(act: str) -> Template:
        now = Template.objects.get(pk=template.pk)
        assert browser.post(f"{BASE}edit/", typed(now, act=act)).status_code == HTTPStatus.OK
        return Template.objects.get(pk=template.pk)

    assert [row["text"] for row in press("evidence:up:1").evidence] == ["รายงาน", "ทะเบียน"]
    assert len(press("evidence:add").evidence) == 3
    assert [row["text"] for row in press("evidence:drop:0").evidence] == ["ทะเบียน", ""]
    assert len(press("item:add").data_items) == 3
    assert len(press("item:drop:2").data_items) == 2
    assert press("supervisor:drop").supervisor is None
    assert press("supervisor:add:director").supervisor == world.people["director"]
    assert list(press("keeper:add:director").keepers.values_list("code", flat=True).order_by("code")) == [
        "director",
        "keeper-กผ",
    ]
    assert list(press("keeper:drop:keeper-กผ").keepers.values_list("code", flat=True)) == ["director"]


def test_a_made_up_code_brings_nobody_into_the_template(world: World) -> None:
    template = world.complete()
    sent = typed(template, supervisor="province", keeper=["keeper-กผ", "other_province"], act="save")

    text = world.browser("writer").post(f"{BASE}edit/", {**sent, "explanation": ""}, follow=True).content.decode()

    template.refresh_from_db()
    assert template.supervisor is None
    assert [person.code for person in template.keepers.all()] == ["keeper-กผ"]
    assert "นายprovince" not in text
    assert "นายother_province" not in text


def test_the_formula_is_tried_out_while_typing(world: World) -> None:
    template, browser = world.complete(), world.browser("writer")
    samples = {"sample-ก": "52", "sample-ข": "80", "act": "save"}

    def said(**changes: str) -> str:
        now = Template.objects.get(pk=template.pk)
        sent = typed(now, **samples, **changes)
        return browser.post(f"{BASE}edit/", sent, headers={"HX-Request": "true"}).content.decode()

    # 52 / 80 * 100 = 65, which is level 2 exactly
    assert "52 ÷ 80 × 100" in said()
    assert "2.0000 คะแนน" in said()
    assert "ไม่มีข้อมูลชื่อ ค" in said(formula="ก / ค * 100")
    assert "หารเป็น 0" in said(formula="ก / (ข - ข)")


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"explanation": ""}, ("explanation", "template.empty")),
        ({"formula": "ก / ค"}, ("formula", "formula.unknown_item")),
        ({"formula": ""}, ("formula", "formula.required")),
        ({"items": (ProposedItem("min", "ก"),), "formula": "min"}, ("data_items", "data.bad_name")),
        ({"items": (*ITEMS, ProposedItem("ก", "ซ้ำ"))}, ("data_items", "code.twice")),
        (
            {"items": (ProposedItem("ก", "ก", over_units="weighted_mean"), ITEMS[1])},
            ("data_items", "template.weighed_by_nothing"),
        ),
        ({"evidence": ()}, ("evidence", "template.empty")),
        ({"supervisor": ""}, ("supervisor", "template.empty")),
        ({"keepers": ()}, ("keepers", "template.empty")),
    ],
    ids=str,
)
def test_what_is_lacking_keeps_a_version_from_being_submitted(
    world: World, changes: dict[str, object], lacking: tuple[str, str]
) -> None:
    template = world.complete(**changes)

    done = submit_template(template, by=actor(world.people["writer"]), now=NOW, results=world.results)

    assert code_of(done) == "template.incomplete"
    assert states(template) == "draft"
    known = around(template, today=NOW.date(), has_entries=lambda _: False)
    assert lacking in [(lack.where, lack.code) for lack in lacks_of(stored_draft(template), known)]


def test_only_the_moves_of_the_table_are_made(world: World) -> None:
    template = world.complete()
    psdg, results = actor(world.people["psdg"]), world.results
    make = {
        "submit": lambda: submit_template(template, by=psdg, now=NOW, results=results),
        "give_back": lambda: give_back_template(template, "แก้", by=psdg, now=NOW),
        "publish": lambda: publish_template(template, by=psdg, now=NOW, results=results),
    }

    for state in ("draft", "submitted", "returned"):
        for name, move in MOVES.items():
            Template.objects.filter(pk=template.pk).update(state=state)
            with transaction.atomic():
                done = make[name]()
                transaction.set_rollback(True)
            if state in move.sources:
                assert isinstance(done, Template)
                assert done.state == move.target
            else:
                assert code_of(done) == "template.no_move"


def test_giving_back_needs_a_note_and_tells_the_writers(world: World) -> None:
    template = world.submitted()
    by = actor(world.people["psdg"])

    assert code_of(give_back_template(template, "  ", by=by, now=NOW)) == "template.note_length"
    done = give_back_template(template, "ระบุแหล่งข้อมูล", by=by, now=NOW)

    assert isinstance(done, Template)
    assert (done.state, done.note) == ("returned", "ระบุแหล่งข้อมูล")
    told = Notice.objects.filter(title__contains="ถูกส่งกลับ").values_list("recipient__code", flat=True)
    assert set(told) == {"keeper-กผ", "director"}
    writer = actor(world.people["writer"])
    assert code_of(give_back_template(template, "ก", by=writer, now=NOW)) == "template.not_checker"
    assert code_of(publish_template(template, by=writer, now=NOW, results=world.results)) == "template.not_checker"


def test_submitting_tells_the_psdg(world: World) -> None:
    world.submitted()

    assert Notice.objects.get(title__contains="รอตรวจ").recipient.pk == world.people["psdg"].pk


def test_comments_are_settled_and_end_with_publication(world: World) -> None:
    template = world.submitted()
    psdg, writer = actor(world.people["psdg"]), actor(world.people["writer"])
    comment = comment_on(template, "explanation", "ให้ชัดขึ้น", by=psdg, now=NOW)
    assert isinstance(comment, TemplateComment)
    assert code_of(comment_on(template, "", " ", by=psdg, now=NOW)) == "template.comment_length"

    settled = settle_comment(comment, by=writer, now=NOW)

    assert isinstance(settled, TemplateComment)
    assert settled.settled_at == NOW
    publish_template(template, by=psdg, now=NOW, results=world.results)
    assert code_of(comment_on(template, "", "ช้าไป", by=psdg, now=NOW)) == "template.not_draft"


@pytest.mark.parametrize("state", ["draft", "negotiating", "notified", "vetted"])
def test_nothing_is_published_before_the_agreement_is_signed(world: World, state: str) -> None:
    template = world.submitted()
    Agreement.objects.update(state=state)

    done = publish_template(template, by=actor(world.people["psdg"]), now=NOW, results=world.results)

    assert code_of(done) == "template.not_signed"
    assert states(template) == "submitted"


def test_a_published_version_is_never_changed(world: World) -> None:
    template = world.published()
    by = actor(world.people["psdg"])
    saved = save_draft(template, full_draft(plans="x"), edits=template.edits, choosable=[], by=by, now=NOW)

    assert code_of(saved) == "template.not_draft"
    assert code_of(attach_file(template, "a.png", PNG, by=by, now=NOW)) == "template.not_draft"
    assert code_of(publish_template(template, by=by, now=NOW, results=world.results)) == "template.no_move"


def test_a_published_version_keeps_saying_what_was_promised_that_day(world: World) -> None:
    template = world.published()
    IndicatorVersion.objects.update(name="ชื่อใหม่", criteria={"kind": "score"})

    facts = facts_of(Template.objects.get(pk=template.pk))

    assert (facts.name, facts.target, facts.weights["6"]) == ("ตัวชี้วัด 4.3", "80", "5")
    assert facts.criteria == {"kind": "levels", "at": ["60", "65", "70", "75", "80"]}
    assert facts.past == {"2552": "58.20", "2553": "63.70", "2554": "68.90"}


def test_publishing_puts_items_and_formula_into_force_while_nobody_has_reported(world: World) -> None:
    items = (*ITEMS, ProposedItem("ค", "ใหม่"))
    world.published(items=items, formula="(ก + ค) / ข * 100")

    version = world.version
    assert [row.code for row in version.data_items.all()] == ["ก", "ข", "ค"]
    assert (version.formula, version.formulas, world.rescored) == ("(ก + ค) / ข * 100", {}, [])


def test_reported_items_stay_and_a_new_formula_counts_from_a_later_round(world: World) -> None:
    world.published()
    world.has_entries = True
    writer, psdg = actor(world.people["writer"]), actor(world.people["psdg"])
    template = world.complete(items=(ProposedItem("ก", "อีกชื่อ", over_months="running"), ITEMS[1]), from_round=12)
    assert code_of(submit_template(template, by=writer, now=NOW, results=world.results)) == "template.incomplete"

    def saved(**changes: object) -> Template:
        now = Template.objects.get(pk=template.pk)
        done = save_draft(now, full_draft(**changes), edits=now.edits, choosable=["director"], by=writer, now=NOW)
        assert isinstance(done, Template)
        return done

    more = (*ITEMS, ProposedItem("ค", "ใหม่"))
    # 15 May lies in the 9-month round: a formula may change from round 12 on, not from 9.
    running = saved(items=more, formula="(ก + ค) / ข * 100", from_round=9)
    assert running_round(YEAR, NOW.date()) == 9
    assert code_of(submit_template(running, by=writer, now=NOW, results=world.results)) == "template.incomplete"
    later = submit_template(
        saved(items=more, formula="(ก + ค) / ข * 100", from_round=12), by=writer, now=NOW, results=world.results
    )
    assert isinstance(later, Template), later
    assert isinstance(publish_template(later, by=psdg, now=NOW, results=world.results), Template)

    version = world.version
    assert version.formulas == {"12": "(ก + ค) / ข * 100"}
    assert [formula_text(version, round_) for round_ in (6, 9, 12)] == [
        "ก / ข * 100",
        "ก / ข * 100",
        "(ก + ค) / ข * 100",
    ]
    assert world.rescored == [date(2012, 7, 1)]
    item = department_item(version)
    assert item is not None
    rows = list(version.data_items.all())
    core = core_indicator(version, year_rules(YEAR).scale, item, 12, rows)
    assert core.formula is not None
    assert core.formula.items == ("ก", "ค", "ข")


def test_a_later_version_cannot_begin_before_the_one_it_follows(world: World) -> None:
    world.published(from_round=9)
    template = world.complete(from_round=6, explanation="ใหม่")

    done = submit_template(template, by=actor(world.people["writer"]), now=NOW, results=world.results)

    assert code_of(done) == "template.incomplete"


def test_sending_makes_one_receipt_a_unit_and_tells_its_people(world: World) -> None:
    template = world.published()
    by = actor(world.people["psdg"])

    assert send_templates([template], kinds=[UnitKind.PROVINCE], codes=["กผ"], by=by, now=NOW) == 4
    assert send_templates([template], kinds=[UnitKind.PROVINCE], codes=[], by=by, now=NOW) == 0
    assert Receipt.objects.count() == 4
    told = Notice.objects.filter(title__startswith="ได้รับรายละเอียด").values_list("recipient__code", flat=True)
    assert {"province", "other_province", "director", "keeper-12", "keeper-กผ"} <= set(told)


def test_sending_is_refused_to_others_for_drafts_and_to_nobody(world: World) -> None:
    draft = world.complete()
    by = actor(world.people["psdg"])
    provinces = [UnitKind.PROVINCE]

    assert code_of(send_templates([draft], kinds=provinces, codes=[], by=by, now=NOW)) == "template.not_published"
    assert code_of(send_templates([], kinds=provinces, codes=[], by=by, now=NOW)) == "template.nobody_to_send"
    submit_template(draft, by=by, now=NOW, results=world.results)
    published = publish_template(draft, by=by, now=NOW, results=world.results)
    assert isinstance(published, Template)
    assert code_of(send_templates([published], kinds=[], codes=[], by=by, now=NOW)) == "template.nobody_to_send"
    assert code_of(send_templates([published], kinds=[], codes=["99"], by=by, now=NOW)) == "unit.unknown"
    writer = actor(world.people["writer"])
    refused = send_templates([published], kinds=provinces, codes=[], by=writer, now=NOW)
    assert code_of(refused) == "template.not_checker"
    assert code_of(remind_unread(published, by=writer, now=NOW)) == "template.not_checker"


def test_reminding_reaches_only_who_has_not_opened_it_and_once_a_day(world: World) -> None:
    template = world.published()
    by = actor(world.people["psdg"])
    send_templates([template], kinds=[UnitKind.PROVINCE], codes=[], by=by, now=NOW)
    open_template(template, Scope(actor(world.people["province"])), now=NOW)

    assert remind_unread(template, by=by, now=NOW) == 2
    remind_unread(template, by=by, now=NOW)

    reminded = Notice.objects.filter(title__contains="ยังไม่ได้เปิดอ่าน").values_list("recipient__code", flat=True)
    assert sorted(reminded) == ["keeper-11", "keeper-13", "other_province"]
    for person in (world.people["other_province"], world.nation.people["11"]):
        open_template(template, Scope(actor(person)), now=NOW)
    assert code_of(remind_unread(template, by=by, now=NOW)) == "template.all_read"


def test_files_are_taken_by_content_and_given_only_to_readers(world: World) -> None:
    template, browser = world.complete(), world.browser("writer")

    def attach(name: str, content: bytes) -> str:
        sent = typed(Template.objects.get(pk=template.pk), act="attach", file=SimpleUploadedFile(name, content))
        return browser.post(f"{BASE}edit/", sent, follow=True).content.decode()

    assert "รับเฉพาะ PDF" in attach("a.pdf", b"MZ program")
    assert "ไฟล์ว่าง" in browser.post(f"{BASE}edit/", typed(template, act="attach"), follow=True).content.decode()
    assert "ภาพ.png" in attach("ภาพ.png", PNG)
    attach("ชื่ออื่น.png", PNG)
    file = TemplateFile.objects.get()
    got = browser.get(f"{BASE}file/{file.pk}/")
    assert (got.content, got["Content-Type"]) == (PNG, "image/png")
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert world.browser("province").get(f"{BASE}file/{file.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert world.browser("psdg").get(f"/{YEAR}/kpi/8/template/file/{file.pk}/").status_code == HTTPStatus.NOT_FOUND
    browser.post(f"{BASE}edit/", typed(Template.objects.get(pk=template.pk), act=f"detach:{file.pk}"))
    assert not TemplateFile.objects.exists()


def test_the_whole_way_in_the_browser(world: World) -> None:
    writer, psdg, province = (world.browser(who) for who in ("writer", "psdg", "province"))
    assert writer.post(f"{BASE}begin/").status_code == HTTPStatus.FOUND
    template = Template.objects.get()
    refused = writer.post(f"{BASE}edit/", typed(template, act="submit"), follow=True).content.decode()
    assert "ยังขาดหรือผิดอยู่" in refused
    world_draft = full_draft()
    sent = typed(Template.objects.get(), **world_draft.texts, act="submit", supervisor="director", keeper=["keeper-กผ"])
    sent |= {"evidence-text": ["ทะเบียน"], "evidence-level": ["5"]}
    assert "ส่งตรวจแล้ว" in writer.post(f"{BASE}edit/", sent, follow=True).content.decode()
    assert writer.post(f"{BASE}edit/", sent).status_code == HTTPStatus.FORBIDDEN

    psdg.post(f"{BASE}comment/", {"field": "evidence", "text": "เพิ่มรายงาน"})
    psdg.post(f"{BASE}move/", {"move": "give_back", "note": "เพิ่มหลักฐาน"})
    assert "เพิ่มรายงาน" in writer.get(f"{BASE}edit/").content.decode()
    comment = TemplateComment.objects.get()
    now = Template.objects.get()
    writer.post(f"{BASE}edit/", typed(now, act=f"settle:{comment.pk}"))
    writer.post(f"{BASE}edit/", typed(Template.objects.get(), act="submit"))
    psdg.post(f"{BASE}move/", {"move": "publish"})
    assert Template.objects.get().state == "published"
    psdg.post(f"{BASE}send/", {"kind": ["provinces"], "codes": ""})
    assert province.get(BASE).status_code == HTTPStatus.OK
    assert Receipt.objects.get(unit__code="12").read_at is not None
    assert "ส่งแล้ว 3 หน่วย · ยังไม่เปิดอ่าน 2 หน่วย" in psdg.get(f"{BASE}receipts/").content.decode()
    assert psdg.post(f"{BASE}remind/").status_code == HTTPStatus.FOUND
    assert writer.post(f"{BASE}move/", {"move": "publish"}).status_code == HTTPStatus.NOT_FOUND


def test_the_record_names_every_deed(world: World) -> None:
    template = world.published()
    send_templates([template], kinds=[], codes=["12"], by=actor(world.people["psdg"]), now=NOW)
    open_template(template, Scope(actor(world.people["province"])), now=NOW)

    verbs = Event.objects.filter(subject=f"template {YEAR}/4.3/1").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "template.begin",
        "template.save",
        "template.submit",
        "template.publish",
        "template.send",
        "template.open",
    ]


def test_rounds_of_other_years_are_all_to_come_or_all_over() -> None:
    assert running_round(2556, NOW.date()) == 0
    assert running_round(2554, NOW.date()) == 13
    assert [running_round(2555, date(2012, month, 1)) for month in (1, 3, 4, 6, 7, 9)] == [6, 6, 9, 9, 12, 12]


def test_data_items_of_a_version_are_those_that_count(world: World) -> None:
    DataItem.objects.filter(code="ก").update(name="ใหม่")

    assert [row["name"] for row in world.begun().data_items] == ["ใหม่", "ข"]
