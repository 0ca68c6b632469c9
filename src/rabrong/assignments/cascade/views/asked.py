"""What an address of passing down asks for."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.views.agreements_asked import Asked, asked_by_preparer
from rabrong.assignments.cascade.rules import grant_to_cascade
from rabrong.assignments.cascade.wording import refusal_words
from rabrong.assignments.models import CascadeDraft, CascadeRun
from rabrong.org.rules import Refusal

ROWS = 50


def asked_parent(request: HttpRequest, year: int, whose: str) -> Asked:
    """A unit's agreement, for who reads what is being prepared there. Raises Http404."""
    asked = asked_by_preparer(request, year, whose)
    if asked.agreement.person_id is not None:
        raise Http404
    return asked


def asked_whole(request: HttpRequest, year: int, whose: str) -> Asked:
    """The same, for who sees all that is below. Raises Http404."""
    asked = asked_parent(request, year, whose)
    if asked.agreement.unit not in asked.scope:
        raise Http404
    return asked


def why_not(asked: Asked) -> Refusal | None:
    """What stands against passing down for who asks."""
    grant = grant_to_cascade(asked.actor, asked.agreement)
    return grant if isinstance(grant, Refusal) else None


def asked_draft(request: HttpRequest, year: int, whose: str, number: int) -> tuple[Asked, CascadeDraft] | HttpResponse:
    """A draft of the own; the refusal as an answer. Raises Http404 for a draft of somebody else."""
    asked = asked_parent(request, year, whose)
    refusal = why_not(asked)
    if refusal is not None:
        return refused(request, refusal)
    found = CascadeDraft.objects.filter(pk=number, parent=asked.agreement, by=asked.actor.person)
    draft = found.select_related("run").first()
    if draft is None:
        raise Http404
    return asked, draft


def asked_run(request: HttpRequest, year: int, whose: str, number: int) -> tuple[Asked, CascadeRun]:
    """A run of an agreement. Raises Http404."""
    asked = asked_whole(request, year, whose)
    run = CascadeRun.objects.filter(pk=number, parent=asked.agreement).select_related("by", "because").first()
    if run is None:
        raise Http404
    run.parent = asked.agreement
    return asked, run


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=HTTPStatus.FORBIDDEN)
