"""The digest: once a day for who wants it, in the own language, of what is seen, and nothing when nothing is new."""

from datetime import datetime, timedelta

import pytest

from rabrong.monitoring.actions.watching import choose_digest
from rabrong.monitoring.digests import mail_digests
from rabrong.monitoring.models import AlertKind, Digest, DigestChoice
from rabrong.notices.models import Mail
from rabrong.org.models import Person
from tests.monitoring.conftest import Browser
from tests.monitoring.world import LATER, MAY, enter, look, rule
from tests.nation import NOW, YEAR, Nation

SITE = "https://rabrong.example.go.th"
MORNING = datetime.fromisoformat("2012-05-16T07:05:00+07:00")
MONDAY = datetime.fromisoformat("2012-05-21T07:05:00+07:00")


@pytest.fixture
def fallen(nation: Nation) -> Nation:
    """Everybody has an address; on Tuesday 1201 fell, and with it its province and the department."""
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(email=f"p{person.pk}@example.go.th")
        person.refresh_from_db()
    rule(nation, AlertKind.BAND, "1")
    look()
    return nation


def choose(nation: Nation, who: str, often: Digest, language: str = "th") -> str:
    """Their address."""
    person = Person.objects.get(pk=nation.people[who].pk)
    choose_digest(person, often, (language, SITE), now=NOW)
    return person.email


def fall(nation: Nation) -> None:
    """An hour later."""
    enter(nation, "1201", MAY, 12, 20, now=NOW + LATER)
    look(NOW + LATER)


def test_a_daily_digest_comes_once_in_the_morning_with_what_is_seen(fallen: Nation) -> None:
    to = choose(fallen, "12", Digest.DAILY)
    fall(fallen)
    assert mail_digests(NOW + timedelta(hours=1)) == 0  # the same day: this morning is over
    assert mail_digests(MORNING - timedelta(hours=1)) == 0
    assert mail_digests(MORNING) == 1
    assert mail_digests(MORNING + timedelta(minutes=10)) == 0

    mail = Mail.objects.get(to=to)
    assert mail.subject == "รับรอง: เรื่องที่เตือนใหม่ 1 เรื่อง"
    assert "- หน่วย 12 4.3 พ.ค.: จาก 5.0000 (สูง) เหลือ 3.0000 (กลาง)" in mail.body  # (12 + 16) / 40 = 70 % = 3
    assert "หน่วย cdd" not in mail.body
    assert f"{SITE}/{YEAR}/alerts/?kind=band" in mail.body
    assert f"{SITE}/account/digest/" in mail.body


def test_nothing_new_is_no_mail(fallen: Nation) -> None:
    choose(fallen, "12", Digest.DAILY)
    choose(fallen, "1301", Digest.DAILY)
    assert mail_digests(MORNING) == 0
    fall(fallen)
    assert mail_digests(MORNING + timedelta(days=1)) == 0  # what fell on the 15th was before the digest of the 16th
    assert not Mail.objects.exists()


def test_a_weekly_digest_comes_on_mondays_and_off_never(fallen: Nation) -> None:
    weekly, off = choose(fallen, "12", Digest.WEEKLY), choose(fallen, "1201", Digest.OFF)
    fall(fallen)
    assert mail_digests(MORNING) == 0
    assert mail_digests(MONDAY) == 1
    assert {mail.to for mail in Mail.objects.all()} == {weekly}
    assert off not in {weekly}


def test_it_is_in_the_language_that_was_chosen(fallen: Nation) -> None:
    to = choose(fallen, "psdg", Digest.DAILY, "en")
    fall(fallen)
    mail_digests(MORNING)

    mail = Mail.objects.get(to=to)
    assert mail.subject == "Rabrong: 3 new alerts"
    assert "from 5.0000 (band 2) to 1.0000 (band 0)" in mail.body


def test_who_may_not_see_it_any_more_gets_no_mail(fallen: Nation) -> None:
    choose(fallen, "12", Digest.DAILY)
    fall(fallen)
    fallen.people["12"].roles.update(ends=NOW.date())

    assert mail_digests(MORNING) == 0


def test_the_choice_is_made_on_a_page_of_ones_own(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    assert "บัญชีนี้ยังไม่มีอีเมล" in client.get("/account/digest/").content.decode()
    assert client.post("/account/digest/", {"often": "daily"}).status_code == 302
    assert client.post("/account/digest/", {"often": "hourly"}).status_code == 404
    choice = DigestChoice.objects.get()
    assert (choice.person, choice.often, choice.site) == (nation.people["12"], "daily", "http://127.0.0.1")
