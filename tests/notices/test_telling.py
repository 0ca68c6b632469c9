"""Notices: told once, in the reader's language, read by nobody else."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from rabrong.notices.actions import mark_all_read, mark_read, notify, send_mail_later
from rabrong.notices.models import Mail, Notice
from rabrong.notices.queries import notices_of, unread_count
from rabrong.notices.wording import Message, words_of
from rabrong.org.models import Person
from tests.nation import NOW

pytestmark = pytest.mark.django_db
DAY = date(2012, 6, 12)
MESSAGE = Message(
    kind="entry.due",
    title="กรอกผลเดือน %(month)s",
    body="%(unit)s ถึง %(day)s (%(count)s)",
    terms={"month": {"th": "พ.ค.", "en": "May"}, "unit": "อำเภอ", "day": DAY, "count": 3},
    link="/2555/unit/1201/",
)
SPACE = "\u00a0"


def tell(*people: Person, key: str = "due/2555/8", message: Message = MESSAGE, now: datetime = NOW) -> None:
    notify(people, message, key=key, now=now)


def browser(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def test_a_key_is_told_once_to_each(people: dict[str, Person]) -> None:
    tell(people["1201"], people["1202"])
    tell(people["1201"], people["1202"], people["12"])
    assert sorted(notice.recipient_id for notice in Notice.objects.all()) == sorted(
        people[code].pk for code in ("12", "1201", "1202")
    )


def test_telling_many_is_one_query(people: dict[str, Person]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tell(*people.values())
    assert len(queries) == 1


def test_the_readers_language_fills_the_sentence(people: dict[str, Person]) -> None:
    tell(people["1201"])
    notice = Notice.objects.get()
    with override("th"):
        assert words_of(notice) == ("กรอกผลเดือน พ.ค.", f"อำเภอ ถึง 12{SPACE}มิ.ย.{SPACE}2555 (3)")
    with override("en"):
        assert words_of(notice)[0] == "Enter the results of May"
        assert f"12{SPACE}Jun{SPACE}2555 (3)" in words_of(notice)[1]


def test_a_name_without_english_stays_thai(people: dict[str, Person]) -> None:
    tell(people["1201"], message=Message("x", "%(name)s", terms={"name": {"th": "ปทุมธานี", "en": ""}}))
    with override("en"):
        assert words_of(Notice.objects.get())[0] == "ปทุมธานี"


def test_a_sentence_with_a_missing_term_is_refused_when_it_is_told(people: dict[str, Person]) -> None:
    with pytest.raises(KeyError):
        tell(people["1201"], message=Message("x", "กรอกผลเดือน %(month)s"))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
def test_a_notice_leads_to_this_site_only(people: dict[str, Person], link: str) -> None:
    with pytest.raises(ValueError, match="only link to a page of this site"):
        tell(people["1201"], message=Message("x", "x", link=link))


def test_the_database_refuses_a_foreign_link_too(people: dict[str, Person]) -> None:
    tell(people["1201"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(link="https://elsewhere.example/")


def test_the_first_reading_counts(people: dict[str, Person]) -> None:
    tell(people["1201"])
    mark_read(Notice.objects.get(), now=NOW)
    mark_read(Notice.objects.get(), now=NOW + timedelta(days=1))
    assert Notice.objects.get().read_at == NOW


def test_all_of_ones_own_are_read_at_once(people: dict[str, Person]) -> None:
    tell(people["1201"], people["1202"])
    tell(people["1201"], key="other")
    assert mark_all_read(people["1201"], now=NOW) == 2
    assert (unread_count(people["1201"]), unread_count(people["1202"])) == (0, 1)


def test_unread_comes_first_then_the_newest(people: dict[str, Person]) -> None:
    for number in range(4):
        tell(people["1201"], key=str(number), now=NOW + timedelta(minutes=number))
    mark_read(Notice.objects.get(key="3"), now=NOW)
    assert [notice.key for notice in notices_of(people["1201"])] == ["2", "1", "0", "3"]


def test_nobody_reads_what_somebody_else_was_told(people: dict[str, Person]) -> None:
    tell(people["1201"], message=Message("x", "ลับของ 1201"))
    tell(people["1202"], message=Message("x", "ลับของ 1202"))
    page = browser(people["1202"]).get("/notices/").content.decode()
    assert "ลับของ 1202" in page
    assert "ลับของ 1201" not in page
    assert "ยังไม่อ่าน 1 เรื่อง" in browser(people["1202"]).get("/notices/count/").content.decode()


def test_nobody_opens_or_marks_what_somebody_else_was_told(people: dict[str, Person]) -> None:
    tell(people["1201"])
    theirs = Notice.objects.get()
    stranger = browser(people["psdg"])
    assert stranger.post(f"/notices/{theirs.pk}/").status_code == 404
    stranger.post("/notices/read/")
    theirs.refresh_from_db()
    assert theirs.read_at is None


@pytest.mark.parametrize("address", ["/notices/", "/notices/count/"])
def test_nobody_reads_without_signing_in(people: dict[str, Person], address: str) -> None:
    assert Client(SERVER_NAME="localhost").get(address).status_code == 302


@pytest.mark.parametrize("address", ["/notices/read/", "/notices/1/"])
def test_nobody_marks_without_signing_in_or_by_following_a_link(people: dict[str, Person], address: str) -> None:
    assert Client(SERVER_NAME="localhost").post(address).status_code == 302
    assert browser(people["1201"]).get(address).status_code == 405


def test_opening_reads_it_and_leads_on(people: dict[str, Person]) -> None:
    tell(people["1201"])
    notice = Notice.objects.get()
    answer = browser(people["1201"]).post(f"/notices/{notice.pk}/")
    assert answer.headers["Location"] == "/2555/unit/1201/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_that_leads_nowhere_comes_back_to_the_list(people: dict[str, Person]) -> None:
    tell(people["1201"], message=Message("x", "x"))
    assert browser(people["1201"]).post(f"/notices/{Notice.objects.get().pk}/").headers["Location"] == "/notices/"


def test_reading_all_empties_the_bell(people: dict[str, Person]) -> None:
    tell(people["1201"])
    client = browser(people["1201"])
    assert client.post("/notices/read/").headers["Location"] == "/notices/"
    assert client.get("/notices/count/").content.decode().strip() == ""
    assert "อ่านแล้วทุกเรื่อง" in client.get("/notices/").content.decode()


def test_the_list_is_escaped(people: dict[str, Person]) -> None:
    tell(people["1201"], message=Message("x", "%(name)s", terms={"name": "<script>alert(1)</script>"}))
    assert "<script>alert" not in browser(people["1201"]).get("/notices/").content.decode()


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_queries_for_one_as_for_three_and_the_bell_few(people: dict[str, Person]) -> None:
    client = browser(people["1201"])
    tell(people["1201"])
    one = queries_of(client, "/notices/")
    tell(people["1201"], key="2")
    tell(people["1201"], key="3")
    assert queries_of(client, "/notices/") == one
    assert queries_of(client, "/notices/count/") <= 4  # the demo's clock, session, person, count


def test_a_long_list_has_pages(people: dict[str, Person]) -> None:
    for number in range(51):
        tell(people["1201"], key=str(number))
    client = browser(people["1201"])
    assert client.get("/notices/").content.decode().count('class="notice"') == 50
    assert client.get("/notices/?page=2").content.decode().count('class="notice"') == 1
    assert client.get("/notices/?page=nonsense").status_code == 200


@pytest.mark.parametrize(("demo", "seen"), [(True, True), (False, False)])
def test_the_demo_alone_shows_what_it_would_have_mailed(people: dict[str, Person], demo: bool, seen: bool) -> None:
    Person.objects.filter(pk=people["1201"].pk).update(email="1201@example.go.th")
    send_mail_later("1201@example.go.th", subject="ถึง 1201", body="ลับ", key="k", now=NOW)
    with override_settings(DEMO=demo):
        assert ("ถึง 1201" in browser(people["1201"]).get("/notices/").content.decode()) is seen
        assert "ถึง 1201" not in browser(people["1202"]).get("/notices/").content.decode()


def test_a_person_without_address_sees_nobodys_mails(people: dict[str, Person]) -> None:
    Mail.objects.create(to="", subject="ไม่ถึงใคร", key="k", created=NOW, next_at=NOW)
    assert "ไม่ถึงใคร" not in browser(people["1202"]).get("/notices/").content.decode()
