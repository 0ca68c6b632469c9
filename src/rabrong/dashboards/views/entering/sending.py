"""What a device kept while the line was down, taken in: drafts field by field, submissions once under their key."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from rabrong.dashboards.forms import TypedField, typed_fields
from rabrong.dashboards.pages.entering.entry import refusal_words
from rabrong.dashboards.pages.entering.kept import Kept
from rabrong.dashboards.pages.entering.sending import KEPT, Verdict, faults_told, sent_words, verdicts_on
from rabrong.dashboards.views.entering.entering import (
    NoDesk,
    forms_sent,
    keep_sent,
    kept_asked,
    notes_sent,
    ready_to_submit,
)
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions import Conflicts, Envelope, answered_before, keep_drafts, keep_notes, send_once
from rabrong.results.actions.sending import Answer

NOT_CONTENT = ("csrfmiddlewaretoken", "key")


@login_required
@require_POST
def sent(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Keeps drafts, or submits under a key; says of every field that was not simply kept why."""
    kept = kept_asked(request, year, code)
    if request.POST.get("save") == "submit":
        return _submitted(request, kept, year)
    if isinstance(kept, NoDesk):
        return _refused(kept.refusal, kept.unit, HTTPStatus.FORBIDDEN)
    return _drafted(request, kept)


def _drafted(request: HttpRequest, kept: Kept) -> HttpResponse:
    fields = typed_fields(request.POST)
    verdicts = verdicts_on(kept, fields)
    refusal = _keep(request, kept, [field for field in fields if verdicts[field.name] is KEPT])
    if refusal is not None:
        return _refused(refusal, kept.unit, HTTPStatus.FORBIDDEN)
    return _told({"cells": _left(verdicts), "at": now_of(request).isoformat()})


def _keep(request: HttpRequest, kept: Kept, fields: Sequence[TypedField]) -> Refusal | None:
    """Only what was sent: the cells and texts beside it stay as they are."""
    by, now = scope_of(request).actor, now_of(request)
    texts: dict[tuple[str, int], dict[str, str]] = {}
    notes: dict[tuple[str, int], dict[str, str]] = {}
    for field in fields:
        item, place = kept.desk.item(field.code), (field.code, field.month)
        if item is None or kept.desk.refusal(item.indicator, field.month) is not None:
            continue
        if field.is_note:
            notes.setdefault(place, dict(kept.note(item, field.month)))[field.part] = field.text
        else:
            texts.setdefault(place, {})[field.part] = field.text
    refusal = keep_drafts(kept.unit, kept.book.year, texts, by=by, now=now)
    return refusal or (keep_notes(kept.unit, kept.book.year, notes, by=by, now=now) if notes else None)


def _submitted(request: HttpRequest, kept: Kept | NoDesk, year: int) -> HttpResponse:
    by, key = scope_of(request).actor, _key_of(request)
    if key is None:
        return _refused(Refusal("sending.no_key"), kept.unit, HTTPStatus.UNPROCESSABLE_ENTITY)
    envelope = Envelope(key, kept.unit, year, _content(request))
    before = answered_before(envelope, by=by)
    if isinstance(before, Refusal):
        return _refused(before, kept.unit, HTTPStatus.UNPROCESSABLE_ENTITY)
    if before is not None:
        return _told(before)
    if isinstance(kept, NoDesk):
        return _refused(kept.refusal, kept.unit, HTTPStatus.FORBIDDEN)
    return _submit(request, kept, envelope)


def _submit(request: HttpRequest, kept: Kept, envelope: Envelope) -> HttpResponse:
    """Nothing of it where a field is in conflict; else all that is complete, the rest as drafts."""
    fields, by, now = typed_fields(request.POST), scope_of(request).actor, now_of(request)
    verdicts = verdicts_on(kept, fields)
    at = {"at": now.isoformat()}
    if _has_clash(verdicts):
        return _told({"cells": _left(verdicts), **at})
    forms, notes = forms_sent(request, kept), notes_sent(request, kept)
    refusal = keep_sent(request, kept, forms, notes)
    if refusal is not None:
        return _refused(refusal, kept.unit, HTTPStatus.FORBIDDEN)
    beside = {"cells": {**_left(verdicts), **faults_told(kept, forms)}, **at}
    answer = send_once(envelope, ready_to_submit(kept, forms, notes), beside, by=by, now=now)
    if isinstance(answer, Refusal):
        return _refused(answer, kept.unit, HTTPStatus.FORBIDDEN)
    if isinstance(answer, Conflicts):
        now_kept = kept_asked(request, kept.book.year, kept.unit.code)
        assert isinstance(now_kept, Kept)  # it was a moment ago
        return _told({"cells": _left(verdicts_on(now_kept, fields)), **at})
    return _told(answer)


def _key_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _content(request: HttpRequest) -> str:
    sent = sorted((name, texts) for name, texts in request.POST.lists() if name not in NOT_CONTENT)
    return json.dumps(sent, ensure_ascii=False)


def _left(verdicts: Mapping[str, Verdict]) -> dict[str, dict[str, object]]:
    return {name: verdict.told for name, verdict in verdicts.items() if verdict is not KEPT}


def _has_clash(verdicts: Mapping[str, Verdict]) -> bool:
    return any(verdict.state == "clash" for verdict in verdicts.values())


def _told(answer: Answer) -> JsonResponse:
    cells: dict[str, dict[str, object]] = answer["cells"]  # type: ignore[assignment]  # as it was kept
    has_clash = any(cell["state"] == "clash" for cell in cells.values())
    told = {"answer": "clash" if has_clash else "kept", **answer}
    if "sent" in answer:
        sent, asked = ([str(code) for code, _ in answer[each]] for each in ("sent", "asked"))  # type: ignore[attr-defined]
        told |= {"answer": "sent", "words": sent_words(sent, asked, cells.values())}
    return JsonResponse(told, status=HTTPStatus.CONFLICT if has_clash else HTTPStatus.OK)


def _refused(refusal: Refusal, unit: Unit, status: int) -> JsonResponse:
    return JsonResponse({"answer": "refused", "words": refusal_words(refusal, unit), "cells": {}}, status=status)
