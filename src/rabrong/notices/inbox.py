"""The reader's own notices: the list, the count of the bell, and having read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_POST, require_safe

from rabrong.notices.actions.telling import mark_all_read, mark_read, mark_some_read
from rabrong.notices.models import Mail, Notice
from rabrong.notices.queries import (
    Wanted,
    kind_counts,
    mails_to,
    notices_of,
    units_told_of,
    unread_count,
    wanted_notices,
)
from rabrong.notices.wording import KINDS, said, words_of
from rabrong.ui.whole import whole_number

ON_A_PAGE = 50
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A notice in the reader's language."""

    pk: int
    title: str
    body: str
    created: datetime
    is_read: bool
    leads_on: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by, and how much of it is not read."""

    value: str
    words: Promise | str
    unread: int = 0


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Unread first, then newest first, by pages; `?kind=` and `?unit=` only some."""
    person, wanted = _reader(request), _wanted(request.GET)
    page = Paginator(wanted_notices(person, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = kind_counts(person)
    context = {
        "rows": [_row(notice) for notice in page],
        "page": page,
        "wanted": wanted,
        "query": f"{query}&" if (query := _query(wanted)) else "",
        "kinds": _kinds(counts),
        "units": [Choice(names["th"], said(names)) for names in units_told_of(person)],
        "unread": sum(counts.values()),
        "mails": _kept_mails(person),
    }
    return render(request, "notices/notices.html", context)


def _kinds(counts: Mapping[str, int]) -> list[Choice]:
    """The kinds the reader was told of at all, each with how many are not read."""
    return [
        Choice(name, words, sum(counts.get(kind, 0) for kind in kinds))
        for name, (words, kinds) in KINDS.items()
        if not counts.keys().isdisjoint(kinds)
    ]


def _wanted(sent: QueryDict) -> Wanted:
    kind = sent.get("kind", "")
    return Wanted(kind if kind in KINDS else "", sent.get("unit", "").strip()[:LONGEST])


@require_safe
@login_required
def count(request: HttpRequest) -> HttpResponse:
    """What stands in the bell; the page that holds it asks on its own, so that no page pays for it."""
    response = render(request, "notices/_count.html", {"unread": unread_count(_reader(request))})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Read it and go where it leads. Nobody opens what somebody else was told."""
    notice = get_object_or_404(notices_of(_reader(request)), pk=number)
    mark_read(notice, now=_now(request))
    return redirect(notice.link or "notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """What was picked is read, or with `act=all` everything; back to the same filter."""
    person, now = _reader(request), _now(request)
    if request.POST.get("act") == "picked":
        picked = [text for text in request.POST.getlist("notice")[:ON_A_PAGE] if text.isdecimal()]
        mark_some_read(person, map(whole_number, picked), now=now)
    else:
        mark_all_read(person, now=now)
    chosen = _query(_wanted(request.POST))
    return redirect(f"{reverse('notices')}?{chosen}" if chosen else "notices")


def _query(wanted: Wanted) -> str:
    return urlencode([pair for pair in (("kind", wanted.kind), ("unit", wanted.unit)) if pair[1]])


def _row(notice: Notice) -> Row:
    title, body = words_of(notice)
    return Row(notice.pk, title, body, notice.created, notice.read_at is not None, bool(notice.link))


def _kept_mails(person: AbstractBaseUser) -> list[Mail]:
    """The demo mails nobody: what it would have mailed to the reader is read here. One query there, none elsewhere."""
    address = getattr(person, person.get_email_field_name(), "") if settings.DEMO else ""
    return list(mails_to(address)[:ON_A_PAGE]) if address else []


def _reader(request: HttpRequest) -> AbstractBaseUser:
    reader = request.user
    assert isinstance(reader, AbstractBaseUser)  # login_required let nobody else in
    return reader


def _now(request: HttpRequest) -> datetime:
    now: datetime = getattr(request, "now")  # noqa: B009  no field of HttpRequest
    return now
