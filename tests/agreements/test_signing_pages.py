"""Signing on the pages: who sees what, the proof before signing, every way in, and nothing lost on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import AgreementState, Item, Revision, Signature
from rabrong.demo.models import Mark
from rabrong.files.queries import content_of
from tests.agreements.signing_nation import (
    PNG,
    SIGNED_AT,
    World,
    build_world,
    certificate,
    maker_signs,
    signed_world,
    with_paper,
)
from tests.paper.certificates import PASSPHRASE
from tests.paper.signed_files import sign as signed_elsewhere

SIGNING = "/2555/agreement/cdd/signing/"


@pytest.fixture
def world(db: None) -> World:
    """Vetted, and the clock stands on the day of signing."""
    Mark.objects.create(loaded="a nation", now=SIGNED_AT)
    return build_world()


def browser(world: World, who: str, *, is_proven: bool = True) -> Client:
    """Somebody signed in, who has just shown to be it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(world.nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    if is_proven:
        assert client.post(f"{SIGNING}proof/").status_code == 302
    return client


def said(answer: object) -> str:
    """The text of an answer."""
    content: bytes = getattr(answer, "content")  # noqa: B009  of an HttpResponse
    return content.decode()


def paper_form(world: World, **changed: str) -> dict[str, str]:
    """What the PSDG types to give out the paper."""
    form = {"maker": "head", "superior_name": "นายสมชาย ใจดี", "superior_position": "ปลัดกระทรวงมหาดไทย"}
    return {**form, "place": "กรม", "day": "10/10/2554", "seen": world.revision().digest, **changed}


def key_form(world: World, **changed: object) -> dict[str, object]:
    """What the head sends to sign with a key."""
    key = SimpleUploadedFile("head.p12", certificate())
    return {"way": "pkcs12", "key": key, "passphrase": PASSPHRASE, "seen": world.revision().digest, **changed}


def scan_form(world: World, **changed: object) -> dict[str, object]:
    """What the PSDG sends to record a signature in ink."""
    scan = SimpleUploadedFile("scan.png", PNG)
    return {"way": "wet", "scan": scan, "signed_on": "10/10/2554", "seen": world.revision().digest, **changed}


def test_signing_the_whole_way_on_the_pages(world: World) -> None:
    psdg, head = browser(world, "psdg"), browser(world, "head")
    assert psdg.post(f"{SIGNING}paper/", paper_form(world)).status_code == 302
    page = said(head.get(SIGNING))
    assert "ถึงคิวลงนาม" in page
    assert world.revision().digest in page
    assert "ยังไม่มีเครื่องมือตรวจสอบใดยืนยัน" in page

    assert head.post(f"{SIGNING}maker/", key_form(world)).status_code == 302
    assert psdg.post(f"{SIGNING}superior/", scan_form(world)).status_code == 302

    world.agreement.refresh_from_db()
    assert world.agreement.state == AgreementState.SIGNED
    page = said(psdg.get(SIGNING))
    assert "เนื้อหาตรงกับที่ลงนามทุกไบต์" in page
    assert "ตามนาฬิกาของเครื่องแม่ข่ายนี้" in page
    assert "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์" in page
    assert "ไม่มีผู้ใดยืนยันตัวตน" in page


def test_signing_needs_a_fresh_proof(world: World) -> None:
    with_paper(world)
    answer = browser(world, "head", is_proven=False).post(f"{SIGNING}maker/", key_form(world))

    assert answer.status_code == 403
    assert "ยืนยันว่าเป็นท่านก่อน" in said(answer)
    assert not Signature.objects.exists()


@override_settings(DEMO=False)
def test_the_demo_way_to_prove_is_gone_without_a_demo(world: World) -> None:
    client = browser(world, "head", is_proven=False)
    client.session["accounts_seen"] = 1

    assert client.post(f"{SIGNING}proof/").status_code in (403, 302)
    answer = client.post(f"{SIGNING}maker/", key_form(world))
    assert answer.status_code in (403, 302)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"passphrase": "wrong"}, "รหัสผ่านของแฟ้มใบรับรองไม่ถูกต้อง"),
        ({"key": SimpleUploadedFile("x.p12", b"no key at all")}, "ไม่ใช่ใบรับรองพร้อมกุญแจ"),
        ({"way": ""}, "เลือกวิธีลงนาม"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_a_sentence(
    world: World, changed: dict[str, object], words: str
) -> None:
    with_paper(world)
    answer = browser(world, "head").post(f"{SIGNING}maker/", key_form(world, **changed))

    assert answer.status_code == 422
    assert words in said(answer)
    assert PASSPHRASE not in said(answer)
    assert not Signature.objects.exists()


def test_an_expired_certificate_is_refused_with_its_day(world: World) -> None:
    with_paper(world)
    old = SimpleUploadedFile("old.p12", certificate(at=SIGNED_AT.replace(year=2009)))
    answer = browser(world, "head").post(f"{SIGNING}maker/", key_form(world, key=old))

    assert answer.status_code == 422
    assert "หมดอายุเมื่อ" in said(answer)
    assert "2554" in said(answer)


def test_the_file_signed_elsewhere_comes_back(world: World) -> None:
    with_paper(world)
    head = browser(world, "head")
    given = b"".join(head.get(f"{SIGNING}to-sign.pdf"))
    upload = SimpleUploadedFile("signed.pdf", signed_elsewhere(given, "maker"))
    answer = head.post(f"{SIGNING}maker/", {"way": "outside", "signed": upload, "seen": world.revision().digest})

    assert answer.status_code == 302, said(answer)
    assert "นาฬิกาของเครื่องที่ลงนาม" in said(head.get(SIGNING))


def test_a_tampered_or_foreign_pdf_is_refused(world: World) -> None:
    with_paper(world)
    head = browser(world, "head")
    given = b"".join(head.get(f"{SIGNING}to-sign.pdf"))
    good = signed_elsewhere(given, "maker")
    tampered = good[:5000] + bytes([good[5000] ^ 1]) + good[5001:]
    for content in (tampered, given, b"%PDF-1.7 another document", b"no pdf"):
        form = {"way": "outside", "signed": SimpleUploadedFile("x.pdf", content), "seen": world.revision().digest}
        answer = head.post(f"{SIGNING}maker/", form)
        assert answer.status_code == 422
        assert 'role="alert"' in said(answer)
    assert not Signature.objects.exists()


def test_somebody_else_may_not_sign(world: World) -> None:
    with_paper(world)
    assert browser(world, "psdg").post(f"{SIGNING}maker/", key_form(world)).status_code == 403
    assert browser(world, "deputy").post(f"{SIGNING}maker/", key_form(world)).status_code == 403
    assert browser(world, "1201", is_proven=False).post(f"{SIGNING}maker/", key_form(world)).status_code == 404
    assert not Signature.objects.exists()


def test_a_text_that_changed_meanwhile_shows_both(world: World) -> None:
    seen = world.revision()
    with_paper(world)
    newer = seen.content.replace('"80"]', '"81"]', 1)
    Revision.objects.create(
        agreement=world.agreement, number=2, content=newer, digest="0" * 64, by=seen.by, at=SIGNED_AT
    )
    Item.objects.filter(indicator=world.nation.indicators["4.3"], agreement=world.agreement).update(
        criteria={"kind": "levels", "at": ["60", "65", "70", "75", "81"]}
    )
    Revision.objects.filter(number=2).update(digest=digest_now(world))
    answer = browser(world, "psdg").post(f"{SIGNING}paper/", paper_form(world, seen=seen.digest))

    assert answer.status_code == 409, said(answer)[:3000]
    assert seen.digest in said(answer)
    assert digest_now(world) in said(answer)
    assert "<ins>81</ins>" in said(answer)


def digest_now(world: World) -> str:
    """The digest of what stands in the database."""
    return digest_of(signed_content(world.agreement, 6))


def test_what_is_typed_stays_when_the_paper_is_refused(world: World) -> None:
    answer = browser(world, "psdg").post(f"{SIGNING}paper/", paper_form(world, day="32/10/2554"))

    assert answer.status_code == 422
    assert "นายสมชาย ใจดี" in said(answer)
    assert "32/10/2554" in said(answer)


def test_files_are_for_who_may_see_the_agreement(world: World) -> None:
    with_paper(world)
    maker_signs(world)
    assert browser(world, "psdg").get(f"{SIGNING}1/maker/").status_code == 200
    assert browser(world, "1201", is_proven=False).get(f"{SIGNING}1/maker/").status_code == 404
    assert Client().get(f"{SIGNING}1/maker/").status_code == 302


def test_the_signed_file_is_what_was_kept(world: World) -> None:
    with_paper(world)
    signature = maker_signs(world)
    answer = browser(world, "psdg").get("/2555/agreement/cdd/1.pdf")

    assert answer.content == content_of(signature.file)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_reading_takes_the_same_queries_with_more_texts(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(world, "psdg")
    address = "/2555/agreement/cdd/"
    count = queries_of(client, address)
    first = world.revision()
    for number in (2, 3):
        values = {"agreement": world.agreement, "content": first.content, "digest": first.digest}
        Revision.objects.create(number=number, by=first.by, at=SIGNED_AT, **values)
    with django_assert_num_queries(count):
        client.get(address)


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_agreement_signed_before_is_taken_in(db: None) -> None:
    Mark.objects.create(loaded="a nation", now=SIGNED_AT)
    world = build_world(AgreementState.SIGNED)
    Revision.objects.all().delete()
    psdg = browser(world, "psdg")
    assert "เก็บข้อความที่ลงนามแล้ว" in said(psdg.get(SIGNING))

    assert psdg.post(f"{SIGNING}text/").status_code == 302
    assert world.revision().number == 1
    assert psdg.post(f"{SIGNING}text/").status_code == 403


def test_every_page_of_a_signed_agreement_opens(db: None) -> None:
    Mark.objects.create(loaded="a nation", now=SIGNED_AT)
    world = signed_world()
    psdg = browser(world, "psdg")
    known = ("", "?export=csv", "?export=xlsx", "compare/", "compare/?a=1&b=now", "draft.pdf", "1.pdf", "signing/")
    for address in known:
        assert psdg.get(f"/2555/agreement/cdd/{address}").status_code == 200, address
    for address in ("/2555/agreements/", "/2555/agreements/?q=12&state=signed", "/2555/agreements/?export=xlsx"):
        assert psdg.get(address).status_code == 200, address
    for address in ("/2555/agreement/cdd/compare/?a=1&b=7", "/2555/agreement/nowhere/", "/2599/agreements/"):
        assert psdg.get(address).status_code == 404, address
