"""The audit record on the screen: a list with filters, and what it shows as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Literal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from rabrong.audit.exports import MOST_ROWS, csv_of, json_lines_of
from rabrong.audit.forms import SearchForm
from rabrong.audit.models import Event
from rabrong.audit.pages import Named, by_code, event_rows
from rabrong.audit.queries import Place, events_found, page_of
from rabrong.audit.rules import Readable
from rabrong.ui.digits import digits

Format = Literal["csv", "jsonl"]
TYPES: dict[Format, str] = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pages have to be told from above: who may read what, and what people are called."""

    readable: Callable[[HttpRequest], Readable]
    named: Named = by_code


@login_required
@require_safe
def events(request: HttpRequest, *, reading: Reading) -> HttpResponse:
    """The newest first, a page at a time."""
    readable, form = _asked(request, reading)
    is_read = form.is_valid()
    place = _place(request.GET.get("after", ""))
    found, following = page_of(events_found(readable, form.search()), place) if is_read else ([], None)
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "rows": event_rows(found, readable, reading.named),
        "asked": urlencode(asked),
        "is_asked": bool(asked),
        "is_first": place is None,
        "following": "" if following is None else urlencode({**asked, "after": _text(following)}),
    }
    return render(
        request, "audit/events.html", context, status=HTTPStatus.OK if is_read else HTTPStatus.UNPROCESSABLE_ENTITY
    )


@login_required
@require_safe
def exported(request: HttpRequest, *, kind: Format, reading: Reading) -> HttpResponse:
    """Everything that is found, as a file; too much of it is refused with what to do."""
    readable, form = _asked(request, reading)
    if not form.is_valid():
        return redirect(f"{reverse('audit')}?{request.GET.urlencode()}")
    found = list(events_found(readable, form.search())[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        context = {"most": MOST_ROWS, "asked": request.GET.urlencode()}
        return render(request, "audit/too_many.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _file(found, kind, now_of(request))


def _file(found: list[Event], kind: Format, now: datetime) -> HttpResponse:
    with digits("arabic"):
        content = csv_of(found) if kind == "csv" else json_lines_of(found, now=now)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="audit-{now:%Y%m%d-%H%M}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest, reading: Reading) -> tuple[Readable, SearchForm]:
    """What may be read and what is looked for. Raises Http404 for whom there is nothing to read."""
    readable = reading.readable(request)
    if readable.is_nothing:
        raise Http404
    return readable, SearchForm(request.GET)


def now_of(request: HttpRequest) -> datetime:
    """The one time of this answer, taken by the middleware."""
    now: datetime = getattr(request, "now")  # noqa: B009  no field of HttpRequest
    return now


def _place(text: str) -> Place | None:
    """Where a page begins; an address somebody changed by hand begins at the top."""
    at, _, number = text.rpartition("_")
    try:
        place = Place(datetime.fromisoformat(at), int(number))
    except ValueError:
        return None
    return place if place.at.tzinfo is not None else None


def _text(place: Place) -> str:
    return f"{place.at.isoformat()}_{place.id}"
