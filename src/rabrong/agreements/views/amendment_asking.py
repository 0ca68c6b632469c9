"""Asking for an amendment: the form indicator by indicator, what it comes to while somebody types, sending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.amendments import Asked as Request
from rabrong.agreements.actions.amendments import ask_for_amendment
from rabrong.agreements.changes import Wanted
from rabrong.agreements.differences import sides_of
from rabrong.agreements.forms.amendment_blocks import (
    Block,
    empty_block,
    stored_block,
    typed_blocks,
    typed_weights,
    uses_table,
    wanted_of,
)
from rabrong.agreements.forms.amendments import AskForm
from rabrong.agreements.models import Aspect, Revision
from rabrong.agreements.pages.agreements import change_rows, compared, names_in, text_title
from rabrong.agreements.pages.amendments import WeightCell, blocks_shown, rows_to_pick, sums_of, weight_cells, window_of
from rabrong.agreements.pages.names import indicator_names
from rabrong.agreements.queries.agreements import content_of_text
from rabrong.agreements.queries.amendments import cut_off_of, reasons_of
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.rules.amendments import (
    asking_refusal,
    grant_to_ask,
    next_content,
    rounds_to_choose,
    wanted_refusal,
    what_changes,
)
from rabrong.agreements.views.agreements_asked import Asked, asked_by_preparer, refused
from rabrong.agreements.wording.agreements import refusal_words
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.scale import Scale


@dataclass(frozen=True)
class Desk:
    """What the form works on: the signed text, the scale, what is typed."""

    asked: Asked
    signed: Revision
    content: Mapping[str, Any]
    scale: Scale
    data: QueryDict | None

    @property
    def rows(self) -> dict[str, Mapping[str, Any]]:
        """The indicators that can be changed, by code."""
        return {row["code"]: row for row in rows_to_pick(self.content)}

    @property
    def round(self) -> Round:
        """The round that is chosen; the first that can be where none is."""
        choices = self.rounds or ROUNDS[-1:]
        text = "" if self.data is None else self.data.get("from_round", "")
        return next((round_ for round_ in choices if str(round_) == text), choices[0])

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds that can be chosen."""
        return rounds_to_choose(self.asked.agreement.year_id, self.asked.actor.today, self.signed)


def _desk(request: HttpRequest, year: int, whose: str) -> Desk | HttpResponse:
    """The desk, or the refusal as an answer. Raises Http404."""
    asked = asked_by_preparer(request, year, whose)
    grant = grant_to_ask(asked.actor, asked.agreement)
    refusal = grant if isinstance(grant, Refusal) else asking_refusal(asked.texts, asked.agreement)
    signed = asked.texts.signed
    if refusal is not None or signed is None:
        return refused(request, refusal or Refusal("amendment.not_signed"))
    data = request.POST if request.method == "POST" else None
    return Desk(asked, signed, content_of_text(signed), year_rules(year).scale, data)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """Choose indicators, type what shall change, see what it comes to, send."""
    desk = _desk(request, year, whose)
    if isinstance(desk, HttpResponse):
        return desk
    if desk.data is None:
        return _page(request, desk, _first_blocks(request, desk), _form(desk), HTTPStatus.OK)
    blocks, form = typed_blocks(desk.data, desk.rows, desk.scale), _form(desk)
    if desk.data.get("act") != "send":
        return _page(request, desk, blocks, _unbound(desk), HTTPStatus.OK)
    wanted = _wanted(desk, blocks)
    if not form.is_valid() or isinstance(wanted, str):
        fault = wanted if isinstance(wanted, str) else ""
        return _page(request, desk, blocks, form, HTTPStatus.UNPROCESSABLE_ENTITY, fault)
    return _send(request, desk, blocks, form, wanted)


def _send(request: HttpRequest, desk: Desk, blocks: list[Block], form: AskForm, wanted: Wanted) -> HttpResponse:
    data, asked = form.cleaned_data, desk.asked
    wish = Request(data["reason"], data["text"], form.round, wanted, data.get("exception", ""))
    seen = request.POST.get("seen", "")
    done = ask_for_amendment(asked.agreement, wish, seen=seen, by=asked.actor, now=asked.now)
    if isinstance(done, StaleText):
        return _stale(request, desk, done, form)
    if isinstance(done, Refusal):
        return _page(request, desk, blocks, form, HTTPStatus.UNPROCESSABLE_ENTITY, refusal_words(done))
    messages.success(request, gettext("ส่งคำขอที่ %(number)s แล้ว") % {"number": done.number})
    return redirect("amendment", *asked.address, done.number)


def _stale(request: HttpRequest, desk: Desk, stale: StaleText, form: AskForm) -> HttpResponse:
    seen = next((each for each in desk.asked.texts.revisions if each.digest == request.POST.get("seen")), None)
    points = [str(point) for point in desk.asked.agreement.year.points]
    labels = [(form.fields[name].label, str(value)) for name, value in form.cleaned_data.items() if value]
    context = {
        **desk.asked.frame("amendments"),
        "seen": seen,
        "newest": stale.newest,
        "seen_title": "" if seen is None else text_title(seen),
        "newest_title": text_title(stale.newest),
        "changes": [] if seen is None else compared(content_of_text(seen), content_of_text(stale.newest), points),
        "typed": labels,
        "back": "amendment_new",
    }
    return render(request, "agreements/agreement_stale.html", context, status=HTTPStatus.CONFLICT)


def _first_blocks(request: HttpRequest, desk: Desk) -> list[Block]:
    codes = [code for code in request.GET.getlist("code") if code in desk.rows]
    blocks = [stored_block(at, desk.rows[code], desk.round, desk.scale) for at, code in enumerate(codes)]
    return [*blocks, empty_block(len(codes))] if "new" in request.GET and _is_department(desk) else blocks


def _is_department(desk: Desk) -> bool:
    agreement = desk.asked.agreement
    return agreement.unit.kind == UnitKind.DEPARTMENT and agreement.person_id is None


def _form(desk: Desk) -> AskForm:
    year, today = desk.asked.agreement.year_id, desk.asked.actor.today
    is_late = window_of(cut_off_of(year), today).is_late
    return AskForm(desk.data, reasons=reasons_of(year), rounds=desk.rounds, is_late=is_late)


def _unbound(desk: Desk) -> AskForm:
    """What was typed, without faults while it is not sent."""
    assert desk.data is not None
    year, today = desk.asked.agreement.year_id, desk.asked.actor.today
    known = {"is_late": window_of(cut_off_of(year), today).is_late, "rounds": desk.rounds}
    return AskForm(reasons=reasons_of(year), initial=desk.data.dict(), **known)  # type: ignore[arg-type]  # two kinds


def _wanted(desk: Desk, blocks: list[Block]) -> Wanted | str:
    """What is asked for, or a sentence on why it cannot be read."""
    data = desk.data
    if data is None or any(not block.is_good for block in blocks):
        return gettext("บางช่องยังใช้ไม่ได้ แก้ช่องที่แจ้งไว้ แล้วส่งใหม่")
    weights = None
    if uses_table(data):
        weights, faults = typed_weights(data, _counted(desk, blocks))
        if faults:
            return gettext("ตารางน้ำหนักมีช่องที่ใช้ไม่ได้ แก้ช่องที่แจ้งไว้ แล้วส่งใหม่")
    agreement = desk.asked.agreement
    return wanted_of(blocks, weights, desk.round, key=f"{agreement.unit.code}-{agreement.year_id}-")


def _counted(desk: Desk, blocks: list[Block]) -> list[str]:
    """The codes whose weights count after the change."""
    cancelled = {block.code for block in blocks if block.is_cancelled}
    new = [block.code for block in blocks if block.is_new and block.code]
    return [*(code for code in desk.rows if code not in cancelled), *new]


@login_required
@require_POST
def preview(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """What the change comes to while somebody types. Nothing is kept."""
    desk = _desk(request, year, whose)
    if isinstance(desk, HttpResponse):
        return desk
    blocks = typed_blocks(request.POST, desk.rows, desk.scale)
    return render(request, "agreements/amendment_preview.html", _preview(desk, blocks))


def _preview(desk: Desk, blocks: list[Block]) -> dict[str, object]:
    wanted = _wanted(desk, blocks)
    if isinstance(wanted, str):
        return {"preview_fault": wanted}
    refusal = wanted_refusal(wanted, desk.asked.agreement, desk.scale)
    after = refusal or next_content(desk.signed, wanted, desk.round)
    if isinstance(after, Refusal):
        return {"preview_fault": refusal_words(after)}
    found = sides_of(what_changes(desk.signed, after))
    points = [str(point) for point in desk.asked.agreement.year.points]
    names = {**names_in(desk.content), **names_in(after)}
    return {"changes": change_rows(*found, names, points), "sums": sums_of(after), "details": wanted.details}


def _page(
    request: HttpRequest, desk: Desk, blocks: list[Block], form: AskForm, status: HTTPStatus, fault: str = ""
) -> HttpResponse:
    year = desk.asked.agreement.year_id
    chosen, names = [block.code for block in blocks], indicator_names(year)
    is_checked = status == HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        **desk.asked.frame("amendments"),
        "form": form,
        "blocks": blocks_shown(blocks, desk.scale),
        "picks": [(code, names.get(code, row["name"]), code in chosen) for code, row in desk.rows.items()],
        "has_new": any(block.is_new for block in blocks),
        "may_add": _is_department(desk),
        "aspects": Aspect.objects.filter(year_id=year).order_by("position"),
        "window": window_of(cut_off_of(year), desk.asked.actor.today),
        "has_reasons": bool(reasons_of(year)),
        "seen": desk.signed.digest,
        "weights": _weights(desk, blocks, is_checked=is_checked),
        "uses_table": desk.data is not None and uses_table(desk.data),
        "fault": fault,
        "is_checked": is_checked,
    }
    if desk.data is not None:
        context |= _preview(desk, blocks)
    return render(request, "agreements/amendment_new.html", context, status=status)


def _weights(desk: Desk, blocks: list[Block], *, is_checked: bool) -> list[WeightCell]:
    """The whole new table: what is typed, else what is signed; its faults once it was sent."""
    codes = _counted(desk, blocks)
    named = {block.code: block.texts["name"] for block in blocks if block.is_new and block.code}
    rows = [desk.rows.get(code) or {"code": code, "name": named[code], "weights": {}} for code in codes]
    if desk.data is None:
        return weight_cells(rows, {}, {}, desk.round)
    typed, faults = typed_weights(desk.data, codes)
    known = {code: text for code, text in typed.items() if f"w-{code}" in desk.data}
    return weight_cells(rows, known, faults if is_checked and uses_table(desk.data) else {}, desk.round)
