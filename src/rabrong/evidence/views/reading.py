"""Sending a file or pictures of it: checked anew for every request, never kept on the way."""

from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.views.asked import asked_filed, asked_place, asked_version
from rabrong.evidence.wording import refusal_words
from rabrong.files.kinds import PREVIEWED
from rabrong.files.models import StoredFile
from rabrong.files.pictures import MOST_PAGES, is_previewed, page_count, picture_of
from rabrong.files.places import link_to
from rabrong.files.queries import FileLostError, newest_scans, pieces_of
from rabrong.org.rules import Refusal

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Nothing that lies in a file runs, loads or opens anything."""


@login_required
@require_safe
def download(request: HttpRequest, year: int, code: str, unit: str, pk: int, number: int) -> HttpResponseBase:
    """A version's file as it was handed in; where files lie in an object store, a link that is good for a minute.

    `?open=1` lets a browser show a PDF, JPEG or PNG; everything else is always saved.
    """
    version = _version(request, year, code, unit, pk, number)
    stored = version.stored
    assert stored is not None  # `asked_version` finds none without
    if _is_infected(stored):
        return _said(request, "evidence.withheld", HTTPStatus.FORBIDDEN)
    link = link_to(stored.sha256, version.name)
    if link is not None:
        answer: HttpResponseBase = redirect(link)
        answer["Referrer-Policy"] = "no-referrer"
        return _private(answer)
    try:
        pieces = _begun(pieces_of(stored))
    except FileLostError:
        return _said(request, "evidence.lost", HTTPStatus.INTERNAL_SERVER_ERROR)
    return _sent(request, version, stored, pieces)


def _sent(
    request: HttpRequest, version: AttachmentVersion, stored: StoredFile, pieces: Iterator[bytes]
) -> HttpResponseBase:
    is_shown = stored.kind in PREVIEWED and request.GET.get("open") == "1"
    streamed = _later(pieces) if isinstance(request, ASGIRequest) else pieces
    answer = StreamingHttpResponse(streamed, content_type=stored.kind)
    answer["Content-Length"] = str(stored.size_bytes)
    answer["Content-Disposition"] = content_disposition_header(not is_shown, version.name) or "attachment"
    return _private(answer)


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, the first of which is there: what is lost is found before the answer begins."""
    first = next(pieces, b"")

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return all_pieces()


async def _later(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same for a server that waits for nothing: each piece is read beside it."""
    read = sync_to_async(lambda: next(pieces, b""), thread_sensitive=False)
    while piece := await read():
        yield piece


@login_required
@require_safe
def preview(request: HttpRequest, year: int, code: str, unit: str, pk: int, number: int) -> HttpResponse:
    """A version's pages as pictures."""
    version = _version(request, year, code, unit, pk, number)
    stored = version.stored
    if stored is None or not is_previewed(stored.kind):
        raise Http404
    if _is_infected(stored):
        return _said(request, "evidence.withheld", HTTPStatus.FORBIDDEN)
    try:
        count = page_count(stored)
    except FileLostError:
        return _said(request, "evidence.lost", HTTPStatus.INTERNAL_SERVER_ERROR)
    place = (year, code, unit, pk)
    picture_at = reverse("evidence_picture", args=(*place, number))
    context = {
        "year": year,
        "shown": version,
        "code": code,
        "pages": [f"{picture_at}?page={page}" for page in range(1, count + 1)],
        "is_cut": count == MOST_PAGES,
        "download": reverse("evidence_download", args=(*place, number)),
        "back": reverse("evidence_file", args=place),
    }
    return render(request, "evidence/preview.html", context)


@login_required
@require_safe
def picture(request: HttpRequest, year: int, code: str, unit: str, pk: int, number: int) -> HttpResponseBase:
    """`?page=1`: one page of a version, drawn anew: no place where it was taken, no name of a camera."""
    stored = _version(request, year, code, unit, pk, number).stored
    page = request.GET.get("page", "1")
    if stored is None or _is_infected(stored):
        raise Http404
    try:
        drawn = picture_of(stored, int(page)) if page.isdecimal() and len(page) < 4 else None
    except FileLostError:
        drawn = None
    if drawn is None:
        raise Http404
    answer = HttpResponse(drawn, content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    return _private(answer)


def _version(request: HttpRequest, year: int, code: str, unit: str, pk: int, number: int) -> AttachmentVersion:
    asked = asked_place(request, year, code, unit)
    return asked_version(asked_filed(request, asked, pk), number)


def _is_infected(stored: StoredFile) -> bool:
    scan = newest_scans([stored.sha256]).get(stored.sha256)
    return scan is not None and bool(scan.found)


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _said(request: HttpRequest, code: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "403.html", {"reason": refusal_words(Refusal(code))}, status=status)
