"""What an address of a KPI Template asks for, and what the pages need of the stages above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rabrong.agreements.actions.templates_workflow import Results
from rabrong.agreements.models import IndicatorVersion, Template
from rabrong.agreements.pages.templates import Book, OwnerRow
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.queries.templates import (
    comments_on,
    draft_in_work,
    files_of,
    indicator_in,
    keepers_of,
)
from rabrong.agreements.queries.templates_facts import facts_of
from rabrong.agreements.rules.criteria_editor import criterion_of_data
from rabrong.agreements.rules.templates import may_read_drafts, published_for
from rabrong.agreements.wording.templates import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Above:
    """What the pages have to be told from above: the Owner-Supporter table, and what the results know."""

    owners: Callable[[IndicatorVersion], Sequence[OwnerRow]]
    results: Results


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which indicator."""

    scope: Scope
    now: datetime
    version: IndicatorVersion

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @property
    def reads_drafts(self) -> bool:
        """Whether they may read what is not published."""
        return may_read_drafts(self.actor, self.version)


def asked_indicator(request: HttpRequest, year: int, code: str) -> Asked:
    """The indicator of an address. Whether it may be seen depends on its versions. Raises Http404."""
    version = indicator_in(year, code)
    if version is None:
        raise Http404
    return Asked(scope_of(request), now_of(request), version)


def asked_by_reader(request: HttpRequest, year: int, code: str) -> Asked:
    """The same for who may read drafts. Raises Http404."""
    asked = asked_indicator(request, year, code)
    if not asked.reads_drafts:
        raise Http404
    return asked


def asked_draft(request: HttpRequest, year: int, code: str) -> tuple[Asked, Template]:
    """The version being written, for who may read drafts. Raises Http404."""
    asked = asked_by_reader(request, year, code)
    template = draft_in_work(asked.version)
    if template is None:
        raise Http404
    return asked, template


def visible_versions(asked: Asked) -> list[Template]:
    """The versions somebody may read, newest first: the published ones, and the draft for who reads drafts."""
    found = published_for(asked.scope, asked.version)
    draft = draft_in_work(asked.version) if asked.reads_drafts else None
    return found if draft is None else [draft, *found]


def numbered(versions: Sequence[Template], text: str | None) -> Template:
    """The version of that number. Raises Http404."""
    found = next((each for each in versions if str(each.number) == text), None)
    if found is None:
        raise Http404
    return found


def book_of(asked: Asked, template: Template, above: Above) -> Book:
    """What a page of a version is made from. Nine queries at most."""
    facts, scale = facts_of(template), year_rules(asked.version.year_id).scale
    return Book(
        template=template,
        facts=facts,
        criterion=criterion_of_data(facts.criteria, scale),
        scale=scale,
        keepers=keepers_of(template),
        files=files_of(template),
        owners=above.owners(asked.version),
        comments=comments_on(template) if asked.reads_drafts else (),
    )


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=status)


WITHIN_REACH = (
    "template.incomplete",
    "template.not_signed",
    "template.note_length",
    "template.comment_length",
    "template.no_move",
    "template.many_files",
    "file.empty",
    "file.too_large",
    "file.no_scan",
)
"""Refusals that the form itself helps out of."""


def said_at_form(request: HttpRequest, asked: Asked, refusal: Refusal) -> HttpResponse:
    """Back to the form with the reason where the form helps, else the reason alone."""
    if refusal.code not in WITHIN_REACH:
        return refused(request, refusal)
    messages.error(request, refusal_words(refusal))
    return redirect("template_edit", asked.version.year_id, asked.version.code)
