"""The digest on its way: through a real mail server, read as a mail program reads it."""

import re
from collections.abc import Iterator

import pytest

from rabrong.monitoring.digests import mail_digests
from rabrong.monitoring.models import Digest
from rabrong.notices.models import Mail
from rabrong.notices.sending import send
from tests.monitoring.test_digest import MORNING, SITE, choose, fall, fallen  # noqa: F401  a fixture
from tests.nation import YEAR, Nation
from tests.notices.mail_server import MailBox, mail_server


@pytest.fixture
def box() -> Iterator[MailBox]:
    """A mail server on this machine."""
    with mail_server() as box:
        yield box


def test_a_thai_digest_arrives_readable_with_a_way_to_stop_it(fallen: Nation, box: MailBox) -> None:  # noqa: F811
    """Province 12 fell from 5 to 3: (12 + 16) / 40 = 70 %; nothing of the department or another province is in it."""
    to = choose(fallen, "12", Digest.DAILY)
    fall(fallen)
    mail_digests(MORNING)
    assert send(Mail.objects.get(to=to)) is None
    (taken,) = box.taken
    text = taken.get_content()

    assert str(taken["Subject"]).strip() == "รับรอง: เรื่องที่เตือนใหม่ 1 เรื่อง"
    assert taken["To"] == to
    assert taken.get_content_charset() == "utf-8"
    assert "- หน่วย 12 4.3 พ.ค.: จาก 5.0000 (สูง) เหลือ 3.0000 (กลาง)" in text
    assert f"{SITE}/{YEAR}/alerts/?kind=band" in text
    assert f"เปลี่ยนหรือเลิกรับได้ที่หน้าสรุปทางอีเมลของบัญชี\n{SITE}/account/digest/" in text.replace("\r\n", "\n")
    assert not re.search(r"หน่วย (cdd|r1|1[013]\b)", text)


def test_an_english_digest_is_english(fallen: Nation, box: MailBox) -> None:  # noqa: F811
    to = choose(fallen, "12", Digest.DAILY, "en")
    fall(fallen)
    mail_digests(MORNING)
    assert send(Mail.objects.get(to=to)) is None
    (taken,) = box.taken

    assert "1" in str(taken["Subject"])
    assert not re.search("[ก-๛]", str(taken["Subject"]).replace("รับรอง", ""))
    assert f"{SITE}/account/digest/" in taken.get_content()
