"""The agreement of a person is the same object as his unit's, and is never taken for it."""

import re

import pytest
from django.test import Client

from rabrong.agreements.models import Agreement, Item
from rabrong.results.models import Total
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db

PAGES = [
    "/2555/unit/cdd/",
    "/2555/unit/12/",
    "/2555/unit/1201/",
    "/2555/kpi/4.3/unit/cdd/",
    "/2555/kpi/4.3/unit/12/",
    "/2555/kpi/4.3/unit/1201/",
    "/2555/kpi/4.3/unit/1201/why/",
]
SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"|\d+-\d{10}')
"""What differs between two visits: tokens, and the version that a live page follows."""


def shown(client: Client, path: str) -> str:
    """A page without what differs between two visits."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return SECRETS.sub("", answer.content.decode())


def test_a_clerks_own_agreement_changes_no_page_of_the_units(browser: Browser, nation: Nation) -> None:
    psdg = browser("psdg")
    before = {path: shown(psdg, path) for path in PAGES}

    # The first rows of all: whoever takes the first agreement of a unit without looking takes these.
    for number, code in enumerate(("12", "1201"), start=-2):
        unit = nation.units[code]
        own = Agreement.objects.create(pk=number, year_id=YEAR, unit=unit, person=nation.people[code])
        Item.objects.create(pk=number, agreement=own, indicator=nation.indicators["4.3"], weights={"12": "100"})
    rebuild(YEAR, until_month=MAY, now=NOW)

    assert Total.objects.filter(agreement__person__isnull=False, month=MAY).count() == 2
    assert {path: shown(psdg, path) for path in PAGES} == before
