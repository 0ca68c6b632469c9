"""Looking at documents and handing in files: the page of a place, and the page of one document."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.evidence.actions import Upload, attach_file, remove_file, replace_file
from rabrong.evidence.pages.outcomes import Outcome, outcome_of
from rabrong.evidence.pages.panel import panel_of, place_address, version_row
from rabrong.evidence.pages.places import times_of
from rabrong.evidence.queries import Filed, prescribed_ever
from rabrong.evidence.rules import LONGEST_REASON, Slot, grant_to_attach
from rabrong.evidence.rules.attaching import slot_of
from rabrong.evidence.views.asked import Asked, asked_filed, asked_place, asked_slot
from rabrong.evidence.wording import refusal_words
from rabrong.files.queries import newest_scans
from rabrong.org.rules import Refusal
from rabrong.ui.words import in_language

FRAGMENT = "HX-Request"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """What is there for a month or round; POST attaches files, each with an outcome of its own."""
    asked = asked_place(request, year, code, unit)
    slot = asked_slot(request, asked)
    if request.method != "POST":
        return _page(request, asked, slot)
    refusal = grant_to_attach(asked.actor, slot)
    if isinstance(refusal, Refusal):
        return _refused(request, refusal)
    outcomes = _attached(request, asked, slot)
    is_kept = any(each.is_kept for each in outcomes)
    if FRAGMENT in request.headers or not is_kept:
        status = HTTPStatus.OK if is_kept else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, asked, slot, outcomes, status)
    for each in outcomes:
        (messages.success if each.is_kept else messages.error)(request, each.words)
    return redirect(place_address(slot))


def _attached(request: HttpRequest, asked: Asked, slot: Slot) -> list[Outcome]:
    """One bad file does not lose the good ones."""
    key = request.POST.get("document", "")
    wanted = prescribed_ever(slot.indicator).get(key) if key else None
    slot = replace(slot, document=key, level="" if wanted is None else wanted.level)
    files = request.FILES.getlist("files")
    if not files:
        return [Outcome("", refusal_words(Refusal("evidence.none_picked")), is_kept=False)]
    return [
        outcome_of(file.name or "", attach_file(slot, upload_of(file), by=asked.actor, now=asked.now)) for file in files
    ]


def upload_of(file: UploadedFile[bytes]) -> Upload:
    """What a browser sent, as the actions take it."""
    return Upload(file.name or "", file.chunks())


def _page(
    request: HttpRequest,
    asked: Asked,
    slot: Slot,
    outcomes: Sequence[Outcome] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        **_frame(asked),
        "panel": panel_of(slot, asked.actor),
        "outcomes": outcomes,
        "times": times_of(slot),
    }
    name = "evidence/_panel.html" if FRAGMENT in request.headers else "evidence/evidence.html"
    return render(request, name, context, status=status)


def _frame(asked: Asked) -> dict[str, object]:
    return {
        "year": asked.year,
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "version": asked.version,
        "sees_unit": asked.unit in asked.scope,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, year: int, code: str, unit: str, pk: int) -> HttpResponse:
    """One document with all its versions; POST replaces its file or takes it off."""
    asked = asked_place(request, year, code, unit)
    filed = asked_filed(request, asked, pk)
    if request.method != "POST":
        return _document(request, asked, filed)
    done = _changed(request, asked, filed)
    if isinstance(done, Refusal):
        if done.code.startswith(("entry.", "year.", "evidence.not_")):
            return _refused(request, done)
        return _document(request, asked, filed, refusal_words(done), HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, done)
    return redirect(request.path)


def _changed(request: HttpRequest, asked: Asked, filed: Filed) -> str | Refusal:
    reason = request.POST.get("reason", "")
    if request.POST.get("act") == "remove":
        gone = remove_file(filed.attachment, reason=reason, by=asked.actor, now=asked.now)
        return gone if isinstance(gone, Refusal) else gettext("นำ %(name)s ออกแล้ว ฉบับเดิมยังเปิดดูได้") % {"name": gone.name}
    file = request.FILES.get("file")
    upload = Upload("", ()) if file is None else upload_of(file)
    done = replace_file(filed.attachment, upload, reason=reason, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return Refusal("evidence.none_picked") if file is None and done.code == "file.empty" else done
    return gettext("เก็บ %(name)s เป็นฉบับที่ %(number)s แล้ว") % {"name": done.name, "number": done.number}


def _document(
    request: HttpRequest, asked: Asked, filed: Filed, refused: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    slot = slot_of(filed.attachment)
    scans = newest_scans(each.stored_id for each in filed.versions if each.stored_id is not None)
    may = grant_to_attach(asked.actor, slot)
    context = {
        **_frame(asked),
        "filed": filed,
        "wanted": prescribed_ever(asked.version).get(filed.attachment.document),
        "rows": [version_row(slot, each, scans) for each in reversed(filed.versions)],
        "back": place_address(slot),
        "slot": slot,
        "may": not isinstance(may, Refusal),
        "why_not": refusal_words(may) if isinstance(may, Refusal) else "",
        "refused": refused,
        "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        "most_reason": LONGEST_REASON,
    }
    return render(request, "evidence/document.html", context, status=status)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=HTTPStatus.FORBIDDEN)
