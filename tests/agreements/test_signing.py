"""Signing: both parties in order, by the head or who acts for the head; nothing that was signed is ever edited."""

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.test import override_settings
from django.utils.timezone import localdate
from pyhanko.sign.timestamps import DummyTimeStamper

from rabrong.agreements.actions import (
    checking,
    copying,
    criteria_editor,
    framework,
    negotiation,
    negotiation_appeals,
    vetting,
    years,
)
from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.authority import Wanted, issue_certificate, revoke_certificate
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.actions.signing import sign_by_key, take_scan, take_signed_upload
from rabrong.agreements.actions.signing_means import Intended, Key, Means, Named, Setting, Sheet, Upload, named
from rabrong.agreements.actions.signing_paper import give_out_paper, take_in_text
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.framework import FrameworkPlan
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Appeal,
    IndicatorVersion,
    Item,
    Meeting,
    MeetingKind,
    Party,
    Revision,
    RevocationList,
    Side,
    Signature,
    SignerCertificate,
    SigningWay,
    Year,
    YearState,
)
from rabrong.agreements.pages.agreement_paper import set_paper
from rabrong.agreements.pages.signing import parties_of
from rabrong.agreements.queries.agreements import makers_of, superiors_of, texts_of
from rabrong.agreements.rules.negotiation import Proposal
from rabrong.agreements.signing_keys import trusted
from rabrong.audit.models import Event
from rabrong.files.queries import content_of
from rabrong.org.actions.roles import appoint_acting
from rabrong.org.models import ActingKind, Role
from rabrong.org.people_rules import NewActing
from rabrong.org.rules import Refusal
from rabrong.paper.signing.authority import Authority, RootFiles, Subject, new_root, opened_root
from rabrong.paper.signing.certificates import asn1_of
from rabrong.paper.signing.root_files import write_root
from rabrong.paper.signing.timestamps import Ask
from rabrong.paper.signing.trust import Trust
from tests.agreements.signing_nation import (
    MEANS,
    PNG,
    SIGNED_AT,
    World,
    build_world,
    certificate,
    maker_signs,
    signed_world,
    superior_signs,
    with_paper,
)
from tests.nation import YEAR
from tests.paper.certificates import PASSPHRASE, Holder, person, root
from tests.paper.signed_files import sign as sign_elsewhere

ROOT_PASSPHRASE = "รหัสผ่านของใบรับรองราก"


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def refused(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def key_of(name: str = "กตัญญู ศรีญี่ปุ่น", passphrase: str = PASSPHRASE, at: datetime = SIGNED_AT) -> Key:
    return Key(certificate(name, at=at), passphrase)


def sign(world: World, party: Party, who: str, key: Key | None = None) -> Signature | Refusal | StaleText:
    """Sign with a key."""
    return sign_by_key(world.intended(party), key or key_of(), MEANS, by=world.who(who), now=SIGNED_AT)


def scan(world: World, party: Party, who: str = "psdg", on: date | None = None) -> Signature | Refusal | StaleText:
    """Hand in a scan."""
    sheet = Sheet(PNG, on or localdate(SIGNED_AT))
    return take_scan(world.intended(party), sheet, MEANS, by=world.who(who), now=SIGNED_AT)


def test_both_sign_in_their_order(world: World) -> None:
    with_paper(world)
    first, second = maker_signs(world), superior_signs(world)

    assert (first.party, first.way, first.person) == ("maker", "pkcs12", world.nation.people["head"])
    assert (second.party, second.way, second.person) == ("superior", "wet", None)
    assert (second.name, second.position) == ("นายสมชาย ใจดี", "ปลัดกระทรวงมหาดไทย")
    assert first.certificate["name"] == "กตัญญู ศรีญี่ปุ่น"
    assert Agreement.objects.get(pk=world.agreement.pk).state == AgreementState.SIGNED
    verbs = list(Event.objects.filter(verb__startswith="agreement.").values_list("verb", flat=True))
    assert verbs == ["agreement.paper", "agreement.sign", "agreement.sign", "agreement.signed"]


def test_the_superior_waits_for_the_maker(world: World) -> None:
    with_paper(world)
    assert refused(scan(world, Party.SUPERIOR)) == "signing.order"
    maker_signs(world)
    assert refused(sign(world, Party.MAKER, "head")) == "signing.signed"


def test_only_a_vetted_text_on_its_paper_in_an_open_year_is_signed(world: World) -> None:
    assert refused(sign(world, Party.MAKER, "head")) == "signing.no_paper"
    with_paper(world)
    Year.objects.update(state=YearState.DRAFT)
    assert refused(sign(world, Party.MAKER, "head")) == "signing.year_draft"
    Year.objects.update(state=YearState.CLOSED)
    assert refused(sign(world, Party.MAKER, "head")) == "year.closed"
    Year.objects.update(state=YearState.OPEN)
    Agreement.objects.filter(pk=world.agreement.pk).update(state=AgreementState.NOTIFIED)
    assert refused(sign(world, Party.MAKER, "head")) == "signing.not_vetted"


def test_a_text_that_no_longer_stands_is_not_signed(world: World) -> None:
    with_paper(world)
    Item.objects.filter(agreement=world.agreement, indicator__code="8").update(target=Decimal(4))

    assert refused(sign(world, Party.MAKER, "head")) == "signing.changed"


def test_an_open_doubt_keeps_from_signing(world: World) -> None:
    with_paper(world)
    world.agreement.accepted_findings.all().delete()

    assert refused(sign(world, Party.MAKER, "head")) == "check.warnings"


def test_a_form_opened_at_another_text_is_stale(world: World) -> None:
    with_paper(world)
    intended = Intended(world.agreement, Party.MAKER, "0" * 64)

    assert isinstance(sign_by_key(intended, key_of(), MEANS, by=world.who("head"), now=SIGNED_AT), StaleText)


@pytest.mark.parametrize("who", ["psdg", "deputy", "province-12", "1201"])
def test_nobody_else_signs_for_the_head(world: World, who: str) -> None:
    with_paper(world)
    assert refused(sign(world, Party.MAKER, who)) == "signing.not_yours"
    if who != "psdg":
        assert refused(scan(world, Party.MAKER, who)) == "signing.not_yours"


def test_who_acts_for_the_head_signs_and_is_recorded_as_acting(world: World) -> None:
    act_for_head(world)
    maker = next(each for each in makers_of(world.agreement, localdate(SIGNED_AT)) if each.acting is not None)
    give_out(world, named(maker))

    assert refused(sign(world, Party.MAKER, "head")) == "signing.other_name"
    made = sign(world, Party.MAKER, "deputy")
    assert isinstance(made, Signature)
    assert made.acting is not None
    assert (made.person, made.acting.principal) == (world.nation.people["deputy"], world.nation.people["head"])
    assert world.revision().parties["maker"]["acting"] == "ปฏิบัติราชการแทน อธิบดีกรม"
    assert Event.objects.get(verb="agreement.sign").acting_for == "head"


def act_for_head(world: World) -> None:
    people = world.nation.people
    days = (date(2011, 10, 1), date(2011, 11, 1))
    unit = world.nation.units["cdd"]
    new = NewActing(
        people["deputy"], people["head"], "", ActingKind.BEHALF, Role.EXECUTIVE, unit, *days, "คำสั่งที่ 5/2554"
    )
    appoint_acting(new, by=world.who("psdg"), now=SIGNED_AT)


def give_out(world: World, maker: Named, superior: Named | None = None) -> Revision | Refusal | StaleText:
    setting = Setting(maker, superior or Named("นายสมชาย ใจดี", "ปลัดกระทรวงมหาดไทย"))
    return give_out_paper(
        world.agreement,
        setting,
        lambda revision: set_paper(revision, made_at=SIGNED_AT),
        seen=world.revision().digest,
        by=world.who("psdg"),
        now=SIGNED_AT,
    )


def head_named(world: World) -> Named:
    return named(makers_of(world.agreement, localdate(SIGNED_AT))[0])


def test_a_paper_is_made_anew_until_somebody_has_signed(world: World) -> None:
    first = with_paper(world).paper
    again = give_out(world, head_named(world), Named("นางอื่น", "รักษาการ"))
    assert isinstance(again, Revision)
    assert again.paper != first
    maker_signs(world)

    assert refused(give_out(world, head_named(world))) == "signing.begun"
    assert refused(give_out_paper_by(world, "head")) == "org.not_administrator"


def give_out_paper_by(world: World, who: str) -> Revision | Refusal | StaleText:
    setting = Setting(head_named(world), Named("ก", "ข"))
    seen = world.revision().digest
    by = world.who(who)
    return give_out_paper(world.agreement, setting, lambda _: b"", seen=seen, by=by, now=SIGNED_AT)


def test_a_name_no_font_can_print_is_said(world: World) -> None:
    made = give_out(world, head_named(world), Named("\U0001f9ff", "ปลัด"))

    assert refused(made) == "text.unprintable"
    assert world.revision().paper is None


def test_ink_below_ink_only(world: World) -> None:
    """Whoever signs after a signature in ink signs the same sheet."""
    sign_province_superior(world)
    own = World(world.nation, world.nation.agreements["12"])
    assert isinstance(scan(own, Party.MAKER), Signature)

    assert refused(sign(own, Party.SUPERIOR, "head")) == "signing.ink_before"
    assert isinstance(scan(own, Party.SUPERIOR), Signature)


def sign_province_superior(world: World) -> None:
    """Province 12 makes its agreement with the department's head; its text is taken in, its paper given out."""
    agreement = world.nation.agreements["12"]
    Agreement.objects.filter(pk=agreement.pk).update(superior=world.nation.units["cdd"])
    agreement.refresh_from_db()
    take_in_text(agreement, by=world.who("psdg"), now=SIGNED_AT)
    own = World(world.nation, agreement)
    made = give_out(own, head_named(own), named(superiors_of(agreement, localdate(SIGNED_AT))[0]))
    assert isinstance(made, Revision), made


def test_a_superior_of_ours_signs_with_the_own_key(world: World) -> None:
    sign_province_superior(world)
    own = World(world.nation, world.nation.agreements["12"])
    assert isinstance(sign(own, Party.MAKER, "province-12", key_of("มานะ")), Signature)
    upload = Upload(b"%PDF-")
    psdg = world.who("psdg")

    outside = take_signed_upload(own.intended(Party.SUPERIOR), upload, MEANS, by=psdg, now=SIGNED_AT)
    assert refused(outside) == "signing.not_yours"
    made = sign(own, Party.SUPERIOR, "head")
    assert isinstance(made, Signature)
    assert made.person == world.nation.people["head"]
    first, second = parties_of(own.revision(), trust=MEANS.trust, now=SIGNED_AT)
    assert first.said is not None
    assert second.said is not None
    assert "หลังจากนั้นมีเพียงลายมือชื่ออื่นเพิ่ม" in first.said.sentences[0]
    assert "ไม่มีสิ่งใดเพิ่มหลังจากนั้น" in second.said.sentences[0]
    assert "ยืนยันว่าผู้ลงนามคือ" in second.said.sentences[1]
    assert (first.other_name, second.other_name) == ("", "")


def test_a_certificate_in_another_name_is_told(world: World) -> None:
    with_paper(world)
    sign(world, Party.MAKER, "head", key_of("คนอื่น"))
    shown = parties_of(world.revision(), trust=MEANS.trust, now=SIGNED_AT)[0]

    assert shown.other_name == "คนอื่น"


def test_a_persons_agreement_is_signed_by_the_person_and_the_head(world: World) -> None:
    person = world.nation.people["12"]
    agreement = Agreement.objects.create(year_id=YEAR, unit=person.unit, person=person)
    version = world.nation.indicators["4.3"]
    Item.objects.create(agreement=agreement, indicator=version, weights=dict.fromkeys(("6", "9", "12"), "100"))
    own = World(world.nation, agreement)
    take_in_text(agreement, by=world.who("psdg"), now=SIGNED_AT)
    superior = superiors_of(agreement, localdate(SIGNED_AT))
    assert [each.person.code for each in superior] == ["province-12"]
    made = give_out(own, head_named(own), named(superior[0]))
    assert isinstance(made, Revision)

    assert refused(sign(own, Party.MAKER, "province-12")) == "signing.not_yours"
    assert isinstance(sign(own, Party.MAKER, "12"), Signature)
    assert isinstance(sign(own, Party.SUPERIOR, "province-12"), Signature)


def test_one_person_is_not_both_parties(world: World) -> None:
    maker = head_named(world)
    assert refused(give_out(world, maker, maker)) == "signing.same_person"


def test_a_day_in_ink_is_neither_to_come_nor_before_the_makers(world: World) -> None:
    with_paper(world)
    today = localdate(SIGNED_AT)
    assert refused(scan(world, Party.MAKER, on=today + timedelta(days=1))) == "signing.day_to_come"
    maker_signs(world)
    assert refused(scan(world, Party.SUPERIOR, on=today - timedelta(days=1))) == "signing.day_before"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (Key(b"", PASSPHRASE), "pkcs12.unreadable"),
        (Key(b"garbage" * 100, PASSPHRASE), "pkcs12.unreadable"),
        (key_of(passphrase="wrong"), "pkcs12.passphrase"),
        (key_of(at=SIGNED_AT.replace(year=2008)), "certificate.expired"),
        (key_of(at=SIGNED_AT.replace(year=2014)), "certificate.not_yet"),
    ],
)
def test_a_key_that_cannot_sign_leaves_nothing_behind(world: World, key: Key, code: str) -> None:
    with_paper(world)
    files = world.revision().paper

    assert refused(sign(world, Party.MAKER, "head", key)) == code
    assert world.revision().paper == files
    assert not Signature.objects.exists()


def test_neither_key_nor_passphrase_is_kept(world: World) -> None:
    with_paper(world)
    key = key_of()
    sign(world, Party.MAKER, "head", key)
    kept = [*map(str, Event.objects.values_list("after", flat=True)), str(Signature.objects.values().get())]

    assert not any(PASSPHRASE in text for text in kept)
    assert key.data not in content_of(Signature.objects.get().file)
    assert PASSPHRASE not in repr(key)


def test_the_paper_of_another_agreement_is_not_taken(world: World) -> None:
    with_paper(world)
    sign_province_superior(world)
    other = world.nation.agreements["12"].revisions.get().paper
    assert other is not None
    upload = Upload(sign_elsewhere(content_of(other), "maker"))
    head = world.who("head")

    done = take_signed_upload(world.intended(Party.MAKER), upload, MEANS, by=head, now=SIGNED_AT)
    assert refused(done) == "upload.other_document"


def test_the_psdg_takes_in_what_a_superior_outside_has_signed(world: World) -> None:
    with_paper(world)
    signed = content_of(maker_signs(world).file)
    upload = Upload(sign_elsewhere(signed, "superior"))
    psdg = world.who("psdg")

    made = take_signed_upload(world.intended(Party.SUPERIOR), upload, MEANS, by=psdg, now=SIGNED_AT)
    assert isinstance(made, Signature)
    assert (made.way, made.person, made.by) == (SigningWay.OUTSIDE, None, psdg.person)
    assert refused(scan(world, Party.SUPERIOR)) == "signing.signed_by_both"


def test_a_time_authority_vouches_for_the_time(world: World) -> None:
    with_paper(world)
    holder = person("ผู้ประทับเวลา", purpose=ExtendedKeyUsageOID.TIME_STAMPING, key=rsa.generate_private_key(65537, 2048))
    means = Means(Trust(MEANS.trust.roots, time_roots=(root().certificate,)), MEANS.rescore, answering(holder))
    made = sign_by_key(world.intended(Party.MAKER), key_of(), means, by=world.who("head"), now=SIGNED_AT)

    assert isinstance(made, Signature)
    assert made.certificate["stamp"] == "trusted"
    said = parties_of(world.revision(), trust=means.trust, now=SIGNED_AT)[0].said
    assert said is not None
    assert "หน่วยงานประทับรับรองเวลา (RFC 3161) ยืนยัน" in said.sentences[4]


def answering(holder: Holder) -> Ask:
    """A time authority that runs in the test."""
    private = holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    keys = asn1_keys.PrivateKeyInfo.load(private)
    stamper = DummyTimeStamper(asn1_of(holder.certificate), keys, fixed_dt=SIGNED_AT)

    def answer(request: bytes) -> bytes:
        made: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return made

    return answer


def test_a_time_authority_that_is_silent_leaves_nothing_behind(world: World) -> None:
    with_paper(world)
    means = replace(MEANS, ask_time=no_answer)
    made = sign_by_key(world.intended(Party.MAKER), key_of(), means, by=world.who("head"), now=SIGNED_AT)

    assert refused(made) == "time.no_answer"
    assert not Signature.objects.exists()


def no_answer(request: bytes) -> bytes:
    raise OSError


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An own authority, its root in a folder of its own."""
    files = new_root(Subject("กรมทดสอบ", "กรมทดสอบ"), ROOT_PASSPHRASE, now=SIGNED_AT - timedelta(days=1))
    assert isinstance(files, RootFiles)
    write_root(tmp_path / "root", files)
    opened = opened_root(files, ROOT_PASSPHRASE)
    assert isinstance(opened, Authority)
    return opened


def test_the_own_authority_issues_signs_and_takes_back(world: World, authority: Authority, tmp_path: Path) -> None:
    head = world.nation.people["head"]
    assert refused(issue_certificate(authority, Wanted(head, "short"), now=SIGNED_AT)) == "passphrase.short"
    row = issue_certificate(authority, Wanted(head, PASSPHRASE), now=SIGNED_AT)
    assert isinstance(row, SignerCertificate)
    with_paper(world)
    with override_settings(OWN_AUTHORITY=str(tmp_path / "root")):
        means = Means(trusted(), MEANS.rescore)
        key = Key(bytes(row.pkcs12), PASSPHRASE, SigningWay.OWN)
        made = sign_by_key(world.intended(Party.MAKER), key, means, by=world.who("head"), now=SIGNED_AT)
        assert isinstance(made, Signature)
        assert made.way == SigningWay.OWN
        said = parties_of(world.revision(), trust=trusted(), now=SIGNED_AT)[0].said
        assert said is not None
        assert "ของหน่วยงานเองยืนยัน" in said.sentences[1]

        later = SIGNED_AT + timedelta(days=3)
        assert isinstance(revoke_certificate(authority, row, reason="ทำหาย", now=later), RevocationList)
        assert refused(revoke_certificate(authority, row, reason="อีก", now=later)) == "certificate.revoked"
        said = parties_of(world.revision(), trust=trusted(), now=later)[0].said
        assert said is not None
        assert "ถูกเพิกถอนหลังลงนาม" in said.sentences[2]
    assert [event.verb for event in Event.objects.filter(verb__startswith="certificate.")] == [
        "certificate.issue",
        "certificate.revoke",
    ]


def test_a_revoked_certificate_does_not_sign(world: World, authority: Authority, tmp_path: Path) -> None:
    row = issue_certificate(authority, Wanted(world.nation.people["head"], PASSPHRASE), now=SIGNED_AT)
    assert isinstance(row, SignerCertificate)
    revoke_certificate(authority, row, reason="ทำหาย", now=SIGNED_AT)
    with_paper(world)
    with override_settings(OWN_AUTHORITY=str(tmp_path / "root")):
        key = Key(bytes(row.pkcs12), PASSPHRASE, SigningWay.PKCS12)
        means = Means(trusted(), MEANS.rescore)
        now = SIGNED_AT + timedelta(hours=1)
        made = sign_by_key(world.intended(Party.MAKER), key, means, by=world.who("head"), now=now)
    assert refused(made) == "certificate.revoked"


Act = Callable[[World], object]


def _offer(world: World) -> object:
    meeting = _meeting(world)
    proposal = Proposal("ชื่อ", Decimal(40), Decimal(1), {"kind": "score"})
    version = world.nation.indicators["4.3"]
    new = negotiation.NewOffers(meeting, Side.DEPARTMENT, {version.pk: proposal}, {version.pk: 0})
    return negotiation.make_offers(world.agreement, new, by=world.who("psdg"), now=SIGNED_AT)


def _meeting(world: World) -> Meeting:
    by = world.nation.people["psdg"]
    known = {"agreement": world.agreement, "kind": MeetingKind.INTERNAL, "with_whom": "กรม", "by": by}
    return Meeting.objects.create(on=localdate(SIGNED_AT), at=SIGNED_AT, **known)


def _word(world: World) -> object:
    version = IndicatorVersion.objects.select_related("year", "responsible").get(code="4.3")
    promise = replace(criteria_editor.promise_of(version), name="ชื่ออื่น")
    seen = criteria_editor.seal_of(criteria_editor.promise_of(version))
    return criteria_editor.word_promise(version, promise, seen=seen, by=world.who("psdg"), now=SIGNED_AT)


def _take_over(world: World) -> object:
    version = world.nation.indicators["4.3"]
    return copying.take_over_indicator(version, YEAR, _edits(), by=world.who("psdg"), now=SIGNED_AT)


def _edits() -> int:
    return Year.objects.get(pk=YEAR).edits


def _framework(world: World) -> object:
    plan = FrameworkPlan((), ())
    return framework.change_framework(YEAR, _edits(), plan, by=world.who("psdg"), now=SIGNED_AT)


def _rules(world: World) -> object:
    return years.change_rules(YEAR, _edits(), None, by=world.who("psdg"), now=SIGNED_AT)  # type: ignore[arg-type]


def _appeal(world: World) -> object:
    by = world.who("psdg")
    return negotiation_appeals.file_appeal(world.agreement, "ขอ", localdate(SIGNED_AT), by=by, now=SIGNED_AT)


def _simple(act: Callable[..., object]) -> Act:
    return lambda world: act(world.agreement, by=world.who("psdg"), now=SIGNED_AT)


REFUSED_AFTER_SIGNING: dict[str, Act] = {
    "take_over_indicator": _take_over,
    "word_promise": _word,
    "change_framework": _framework,
    "change_rules": _rules,
    "begin_negotiation": _simple(negotiation.begin_negotiation),
    "make_offers": _offer,
    "agree_offers": lambda world: negotiation.agree_offers(
        world.agreement, [1], {}, by=world.who("psdg"), now=SIGNED_AT
    ),
    "file_appeal": _appeal,
    "apply_agreed_offers": _simple(vetting.apply_agreed_offers),
    "fit_framework": _simple(vetting.fit_framework),
    "vet_agreement": lambda world: vetting.vet_agreement(
        world.agreement, world.revision().digest, by=world.who("psdg"), now=SIGNED_AT
    ),
    "reopen_agreement": _simple(vetting.reopen_agreement),
    "accept_finding": lambda world: checking.accept_finding(
        world.agreement, "0" * 64, "เหตุผล", by=world.who("psdg"), now=SIGNED_AT
    ),
    "withdraw_acceptance": lambda world: checking.withdraw_acceptance(
        world.agreement.accepted_findings.all()[0], by=world.who("psdg"), now=SIGNED_AT
    ),
    "take_in_text": _simple(take_in_text),
    "give_out_paper": lambda world: give_out(world, head_named(world)),
    "sign_by_key": lambda world: sign(world, Party.MAKER, "head"),
    "take_signed_upload": lambda world: take_signed_upload(
        world.intended(Party.MAKER), Upload(PNG), MEANS, by=world.who("head"), now=SIGNED_AT
    ),
    "take_scan": lambda world: scan(world, Party.MAKER),
}
"""Everything that writes what is signed, or what was proven before it was signed."""

OF_NO_SIGNED_FIELD = {
    *("set_reasons", "ask_for_amendment", "let_in", "turn_away", "decide_amendment"),  # amendments
    *("begin_template", "save_draft", "attach_file", "detach_file", "comment_on", "settle_comment"),  # KPI Template
    *("send_templates", "remind_unread", "submit_template", "give_back_template", "publish_template"),
    *("copy_year", "open_from_file", "open_year", "close_year", "change_calendar"),  # another year, dates, states
    *("record_meeting", "expect_result", "decide_appeal"),  # minutes and what is expected; an appeal is filed before
    "apply_file",  # into a draft year, or the draft of a unit: tried with the exchange
    "import_sheets",  # into a draft year: tried with the sheets
    "apply_sheets",
}


def actions_there_are() -> set[str]:
    """Every public function of the actions that says who does it."""
    folder = Path(vetting.__file__).parent
    found = (node for path in folder.glob("*.py") for node in ast.parse(path.read_text("utf-8")).body)
    return {
        node.name
        for node in found
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(argument.arg == "by" for argument in node.args.kwonlyargs)
    }


def test_every_action_is_known_to_change_what_is_signed_or_not() -> None:
    unknown = actions_there_are() - REFUSED_AFTER_SIGNING.keys() - OF_NO_SIGNED_FIELD

    assert unknown == set(), "say here whether it may run on a signed agreement"


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED_AFTER_SIGNING)
def test_nothing_signed_can_be_edited(name: str) -> None:
    world = signed_world()
    digest = digest_of(signed_content(world.agreement, 6))
    outcome = REFUSED_AFTER_SIGNING[name](world)

    assert isinstance(outcome, Refusal | Stale), (name, outcome)
    assert digest_of(signed_content(world.agreement, 6)) == digest
    signed = texts_of(world.agreement).signed
    assert signed is not None
    assert signed.digest == digest
    assert not Appeal.objects.exists()
