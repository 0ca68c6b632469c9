"""Signing in by role: there in the demo only, on this machine only."""

from urllib.parse import quote, unquote

import pytest
from django.test import Client, override_settings

from rabrong.demo.doors import DEPARTMENT_PAGE, DOORS, Door
from rabrong.demo.models import Mark
from rabrong.org.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


@pytest.fixture
def visitor() -> Client:
    """Somebody on this machine."""
    return Client(SERVER_NAME="127.0.0.1")


def test_the_page_has_a_button_for_each_role_with_its_position(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    for door in DOORS:
        assert f'name="role" value="{door.role}"' in page
        assert Person.objects.get(code=door.person).position in page


@pytest.mark.parametrize("door", DOORS, ids=[door.role for door in DOORS])
def test_a_button_signs_in_and_leads_to_the_positions_first_page(visitor: Client, door: Door) -> None:
    answer = visitor.post("/", {"role": door.role})
    assert (answer.status_code, unquote(answer.headers["Location"])) == (302, door.start)
    assert visitor.session["_auth_user_id"] == str(Person.objects.get(code=door.person).pk)


@pytest.mark.parametrize("door", DOORS, ids=[door.role for door in DOORS])
def test_everybody_may_open_the_page_they_begin_at(visitor: Client, door: Door) -> None:
    answer = visitor.post("/", {"role": door.role}, follow=True)
    assert answer.status_code == 200
    assert f'<a class="brand" href="{quote(door.start)}">' in answer.content.decode()


def test_the_director_general_begins_at_the_department_and_the_psdg_at_the_console() -> None:
    starts = {door.role: door.start for door in DOORS}
    assert starts["executive"] == DEPARTMENT_PAGE == "/2555/unit/cdd/"
    assert starts["psdg"] == "/2555/console/"


def test_an_unknown_role_signs_nobody_in(visitor: Client) -> None:
    assert visitor.post("/", {"role": "minister"}).status_code == 422
    assert visitor.post("/").status_code == 422
    assert "_auth_user_id" not in visitor.session


def test_signed_in_the_page_says_as_whom_and_where_to_go(visitor: Client) -> None:
    visitor.post("/", {"role": "district"})
    page = visitor.get("/").content.decode()
    assert "ขณะนี้เข้าใช้ในฐานะ พัฒนาการอำเภอเมืองนนทบุรี" in page
    assert 'href="/2555/unit/1201/"' in page


def test_a_form_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    assert client.post("/", {"role": "psdg"}).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
class TestElsewhere:
    """Everywhere else the page does not exist."""

    def test_not_outside_the_demos_settings(self, visitor: Client, method: str) -> None:
        with override_settings(DEMO=False):
            assert getattr(visitor, method)("/", {"role": "psdg"}).status_code == 404

    def test_not_without_the_demos_mark_in_the_database(self, visitor: Client, method: str) -> None:
        Mark.objects.all().delete()
        assert getattr(visitor, method)("/", {"role": "psdg"}).status_code == 404

    @pytest.mark.parametrize(
        "meta",
        [
            {"REMOTE_ADDR": "192.0.2.7"},
            {"SERVER_NAME": "192.0.2.1", "HTTP_HOST": "localhost"},
            {"SERVER_NAME": "0.0.0.0", "HTTP_HOST": "localhost"},
            {"REMOTE_ADDR": "", "HTTP_HOST": "localhost"},
        ],
    )
    def test_not_from_another_machine(self, visitor: Client, method: str, meta: dict[str, str]) -> None:
        assert getattr(visitor, method)("/", {"role": "psdg"}, **meta).status_code == 404

    def test_not_under_another_name(self, visitor: Client, method: str) -> None:
        answer = getattr(visitor, method)("/", {"role": "psdg"}, headers={"host": "evil.example"})
        assert answer.status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "[::1]", "localhost"])
def test_loopback_has_several_names(visitor: Client, host: str) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert visitor.get("/", headers={"host": host}).status_code == 200
