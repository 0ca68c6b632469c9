"""The reader's own notices: the list, the count of the bell, and having read."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from rabrong.notices.actions.telling import mark_all_read, mark_read
from rabrong.notices.models import Mail, Notice
from rabrong.notices.queries import mails_to, notices_of, unread_count
from rabrong.notices.wording import words_of

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A notice in the reader's language."""

    pk: int
    title: str
    body: str
    created: datetime
    is_read: bool
    leads_on: bool


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Unread first, then newest first, by pages."""
    person = _reader(request)
    page = Paginator(notices_of(person), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(notice) for notice in page]
    context = {"rows": rows, "page": page, "unread": unread_count(person), "mails": _kept_mails(person)}
    return render(request, "notices/notices.html", context)


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
    """Everything is read."""
    mark_all_read(_reader(request), now=_now(request))
    return redirect("notices")


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
