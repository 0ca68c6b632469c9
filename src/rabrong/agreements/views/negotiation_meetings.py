"""Meetings and letters: the list, a new one, one with its offers, the scan; two of them compared."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.actions.negotiation import (
    StaleOffers,
    agree_offers,
    begin_negotiation,
    record_meeting,
)
from rabrong.agreements.actions.vetting import reopen_agreement
from rabrong.agreements.forms.negotiation import MeetingForm, number_in
from rabrong.agreements.models import Meeting
from rabrong.agreements.pages.negotiation_meetings import compared_meetings, meeting_rows, offer_rows
from rabrong.agreements.pages.negotiation_rounds import meeting_words
from rabrong.agreements.queries.negotiation import made_in, meeting_in, meetings_of, offers_in
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.rules.negotiation import grant_to_run
from rabrong.agreements.views.negotiation_asked import Asked, asked_whole, frame, refused
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.files.queries import content_of
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """All meetings and letters; POST records one."""
    asked = asked_whole(request, year, unit)
    if request.method != "POST":
        return _page(request, asked, MeetingForm(initial={"kind": request.GET.get("kind", "")}), HTTPStatus.OK)
    grant = grant_to_run(asked.actor, asked.agreement)
    if isinstance(grant, Refusal):
        return refused(request, grant)
    form = MeetingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    made = record_meeting(asked.agreement, form.meeting(), by=asked.actor, now=asked.now)
    if isinstance(made, Refusal):
        form.add_error(None, refusal_words(made))
        return _page(request, asked, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, gettext("บันทึกแล้ว ใส่ข้อเสนอที่ได้จากครั้งนี้ต่อได้เลย"))
    return redirect(f"{reverse('negotiation', args=(year, unit))}?meeting={made.pk}")


def _page(request: HttpRequest, asked: Asked, form: MeetingForm, status: HTTPStatus) -> HttpResponse:
    found = meetings_of(asked.agreement)
    context = {**frame(asked), "form": form, "rows": meeting_rows(asked.agreement, found)}
    return render(request, "agreements/negotiation_meetings.html", context, status=status)


@login_required
@require_safe
def meeting(request: HttpRequest, year: int, unit: str, pk: int) -> HttpResponse:
    """One meeting with its minutes and the offers it brought."""
    asked = asked_whole(request, year, unit)
    found = _found(asked, pk)
    offers = offers_in(found)
    context = {
        **frame(asked),
        "meeting": found,
        "words": meeting_words(found),
        "rows": offer_rows(offers, made_in(found), year_rules(year).scale),
    }
    return render(request, "agreements/negotiation_meeting.html", context)


def _found(asked: Asked, pk: int) -> Meeting:
    found = meeting_in(asked.agreement, pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def scan(request: HttpRequest, year: int, unit: str, pk: int) -> HttpResponse:
    """The scan of a letter; always as a download."""
    asked = asked_whole(request, year, unit)
    found = _found(asked, pk)
    if found.scan is None:
        raise Http404
    response = HttpResponse(content_of(found.scan), content_type=found.scan.kind)
    name = f"{found.letter_number or found.kind}.{found.scan.kind.rpartition('/')[2]}".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def compare(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """What two meetings or letters brought, side by side; by default the last two."""
    asked = asked_whole(request, year, unit)
    found = meetings_of(asked.agreement)
    default = [each.pk for each in (found[-2:] if len(found) > 1 else [*found, *found])]
    named = [number_in(request.GET, name) for name in ("a", "b")]
    chosen = [pk or default[at] for at, pk in enumerate(named)] if default else [pk for pk in named if pk]
    pair = [_found(asked, pk) for pk in chosen]
    rules = year_rules(year)
    context = {
        **frame(asked),
        "choices": [(each.pk, meeting_words(each)) for each in found],
        "chosen": pair,
        "names": [meeting_words(each) for each in pair],
        "rows": compared_meetings(made_in(pair[0]), made_in(pair[1]), rules.scale) if pair else (),
    }
    return render(request, "agreements/negotiation_compare_meetings.html", context)


MOVES = {"begin": begin_negotiation, "reopen": reopen_agreement}


@require_POST
@login_required
def move(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Begin the negotiation, or take a vetted text back."""
    asked = asked_whole(request, year, unit)
    act = MOVES.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    done = act(asked.agreement, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, gettext("สถานะ: %(state)s") % {"state": done.get_state_display()})
    return redirect("negotiation" if act is begin_negotiation else "vetting", year, unit)


@require_POST
@login_required
def agree(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Agree on the chosen offers."""
    asked = asked_whole(request, year, unit)
    chosen = [int(text) for text in request.POST.getlist("offer") if text.isdecimal() and len(text) < 19]
    seen = {
        whole_number(name.removeprefix("seen-")): number_in(request.POST, name)
        for name in request.POST
        if name.startswith("seen-") and name.removeprefix("seen-").isdecimal()
    }
    done = agree_offers(asked.agreement, chosen, seen, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    if isinstance(done, StaleOffers):
        return refused(request, Refusal("offer.stale", {"count": len(done.newest)}), HTTPStatus.CONFLICT)
    messages.success(request, gettext("ตกลงแล้ว %(count)s ตัวชี้วัด") % {"count": len(done)})
    if len(done) == 1:
        return redirect("negotiation_row", year, unit, done[0].indicator.code)
    return redirect("negotiation", year, unit)
