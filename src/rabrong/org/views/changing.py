"""A change in three steps: a form, a page that shows before and after, and the deed once it is confirmed.

The page in between has tried the real action and taken it back, so that a refusal is said before anybody confirms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from rabrong.org.actions.recording import Rescore
from rabrong.org.forms.fields import ChangeForm
from rabrong.org.rules import Refusal
from rabrong.org.wording import refusal_words

Text = str | Promise
Act = Callable[[Rescore], object]


@dataclass(frozen=True, slots=True)
class Doing:
    """A change: its words, its form, what it does, and where it leads. `crumbs` are (name, address)."""

    title: Text
    explained: Text
    form: ChangeForm
    act: Act
    done: Text
    back: str
    crumbs: tuple[tuple[str, str], ...]
    is_grave: bool = False


def changing(request: HttpRequest, doing: Doing, rescore: Rescore) -> HttpResponse:
    """The step that the request asks for."""
    if request.method != "POST":
        return _page(request, doing, HTTPStatus.OK)
    step = request.POST.get("step", "")
    if not doing.form.is_valid():
        return _page(request, doing, HTTPStatus.UNPROCESSABLE_ENTITY)
    if step == "edit":
        return _page(request, doing, HTTPStatus.OK)
    outcome = doing.act(rescore) if step == "confirm" else rehearsed(doing.act)
    if isinstance(outcome, Refusal):
        doing.form.add_error(None, refusal_words(outcome))
        return _page(request, doing, HTTPStatus.UNPROCESSABLE_ENTITY)
    if step != "confirm":
        return render(request, "org/confirm.html", {"doing": doing, "lines": doing.form.lines()})
    messages.success(request, str(doing.done))
    return redirect(doing.back)


def rehearsed(act: Act) -> object:
    """What the action answers; nothing of what it wrote stays."""
    with transaction.atomic():
        outcome = act(_no_rescore)
        transaction.set_rollback(True)
    return outcome


def _no_rescore(_day: date, _now: datetime) -> None:
    """A rehearsal scores nothing: it takes long, and nothing of it would stay."""


def _page(request: HttpRequest, doing: Doing, status: int) -> HttpResponse:
    return render(request, "org/change.html", {"doing": doing, "form": doing.form}, status=status)
