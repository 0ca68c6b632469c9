"""An agreement out as a file and in from one: the difference first, then all of it or nothing."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreement_file.problems import BadFileError
from rabrong.agreements.actions.copying import take_over_indicator
from rabrong.agreements.actions.exchange import Document, apply_file, document_of, open_from_file
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.forms.years import FileForm, NewYearForm
from rabrong.agreements.models import Agreement, IndicatorVersion, Year
from rabrong.agreements.pages.exchange import difference_groups, problem_lines
from rabrong.agreements.queries.comparing import from_the_file, from_the_year_before, left_behind
from rabrong.agreements.queries.exchange import file_text
from rabrong.agreements.queries.years import agreement_of, lead_agreement, newest_year
from rabrong.agreements.views.year_asked import (
    Asked,
    asked_agreement,
    asked_draft_reader,
    asked_year,
    edits_in,
    not_allowed,
    refused,
    said,
)
from rabrong.agreements.views.year_stages import Stages
from rabrong.agreements.wording.years import refusal_words
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.queries import FileLostError, content_of
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.rules import Refusal, may_administer

YAML = "application/yaml"


@login_required
@require_safe
def export(request: HttpRequest, year: int, unit: str, *, stages: Stages) -> HttpResponse:
    """The agreement as a rabrong/1 file."""
    asked, agreement = asked_agreement(request, year, unit)
    name = f"{agreement.unit.code}-{asked.year.year}.yaml"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(file_text(agreement, stages.owners_of), content_type=f"{YAML}; charset=utf-8", headers=headers)


@login_required
@require_safe
def differences(request: HttpRequest, year: int, *, stages: Stages) -> HttpResponse:
    """The year beside the one it was copied from."""
    asked = asked_draft_reader(request, year)
    agreement = lead_agreement(year)
    found = None if agreement is None else from_the_year_before(agreement, stages.owners_of)
    context = {
        **asked.frame,
        "groups": None if found is None else difference_groups(found),
        "left_behind": left_behind(agreement) if agreement is not None and found is not None else (),
    }
    return render(request, "agreements/year_differences.html", context)


@login_required
@require_POST
def take_over(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """An indicator that was left behind into the year after all."""
    asked = asked_draft_reader(request, year)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    version = IndicatorVersion.objects.filter(pk=pk, year=asked.year.copied_from_id).select_related("year").first()
    if version is None:
        raise Http404
    done = take_over_indicator(version, year, edits_in(request), by=asked.actor, now=asked.now)
    if isinstance(done, IndicatorVersion):
        messages.success(request, gettext("นำ %(code)s กลับมาแล้ว") % {"code": done.code})
    elif isinstance(done, Stale):
        messages.error(request, gettext("มีผู้แก้ปีนี้ระหว่างที่ท่านเปิดหน้านี้ ตรวจดูใหม่แล้วกดอีกครั้ง"))
    else:
        said(request, done)
    return redirect("year_differences", year)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, year: int, *, stages: Stages) -> HttpResponse:
    """A file for an agreement of the year: POST shows what it would change, POST with `apply` changes it."""
    asked = asked_draft_reader(request, year)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    if request.method != "POST":
        return _import(request, asked, [])
    document = _document(request)
    if not isinstance(document, Document):
        return _import(request, asked, document)
    if document.file.agreement.year != year:
        words = gettext("แฟ้มเป็นของปี %(year)s นำเข้าที่ปีนั้น") % {"year": document.file.agreement.year}
        return _import(request, asked, [words])
    if "apply" in request.POST:
        return _apply(request, asked, document, stages)
    return _shown(request, asked, document, stages)


def _import(request: HttpRequest, asked: Asked, problems: list[str]) -> HttpResponse:
    context = {**asked.frame, "form": FileForm(), "problems": problems}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "agreements/year_import.html", context, status=status)


def _shown(
    request: HttpRequest, asked: Asked, document: Document, stages: Stages, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    agreement = agreement_of(asked.year.year, document.file.agreement.unit, document.file.person)
    if agreement is None:
        terms = {"code": document.file.agreement.unit, "year": asked.year.year}
        return _import(request, asked, [refusal_words(Refusal("exchange.no_agreement", terms))])
    found = from_the_file(agreement, document.tree, stages.owners_of)
    context = {
        **asked.frame,
        "form": FileForm(),
        "document": document,
        "unit": agreement.unit,
        "groups": difference_groups(found),
    }
    return render(request, "agreements/year_import.html", context, status=status)


def _apply(request: HttpRequest, asked: Asked, document: Document, stages: Stages) -> HttpResponse:
    done = apply_file(document, edits_in(request), by=asked.actor, now=asked.now, later=stages.later)
    if isinstance(done, Agreement):
        messages.success(request, gettext("นำเข้าแล้ว"))
        return redirect("year", asked.year.year)
    if isinstance(done, Stale):
        messages.error(request, gettext("มีผู้แก้ปีนี้ระหว่างนี้ ดูความต่างอีกครั้งแล้วจึงนำเข้า"))
        return _shown(request, asked_year(request, asked.year.year), document, stages, HTTPStatus.CONFLICT)
    return _shown(request, asked, document, stages, said(request, done))


@login_required
@require_POST
def open_file(request: HttpRequest, *, stages: Stages) -> HttpResponse:
    """Opens a draft year from a file."""
    actor = actor_asking(request)
    if may_administer(actor) is None:
        return refused(request, Refusal("org.not_administrator"))
    document, problems = _document(request), []
    if isinstance(document, Document):
        done = open_from_file(document, by=actor, now=now_of(request), later=stages.later)
        if isinstance(done, Year):
            messages.success(request, gettext("เปิดร่างปี %(year)s จากแฟ้มแล้ว") % {"year": done.year})
            return redirect("year", done.year)
        problems = [refusal_words(done)]
    else:
        problems = document
    last = newest_year()
    form = NewYearForm(initial={"number": last.year + 1 if last else None})
    context = {"form": form, "file_form": FileForm(), "last": last, "problems": problems, "may_edit": True}
    return render(request, "agreements/year_new.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _document(request: HttpRequest) -> Document | list[str]:
    """The file that was handed in now, or the one that was shown before; else what is wrong with it."""
    try:
        content = _content(request)
    except FileLostError:
        raise Http404 from None
    if content is None:
        return [gettext("ยังไม่ได้เลือกแฟ้ม หรือแฟ้มใหญ่เกิน 4 MB")]
    try:
        document = document_of(content.decode("utf-8-sig"), gettext("แฟ้ม"))
    except UnicodeDecodeError:
        return [gettext("แฟ้มไม่ใช่ข้อความ UTF-8 บันทึกใหม่เป็น UTF-8 แล้วส่งอีกครั้ง")]
    except BadFileError as error:
        return problem_lines(error)
    return replace(document, sha256=keep(content, YAML, now=now_of(request)).sha256)


def _content(request: HttpRequest) -> bytes | None:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        content: bytes = form.cleaned_data["file"].read()
        return content
    stored = StoredFile.objects.filter(sha256=request.POST.get("sha256", ""), kind=YAML).first()
    return None if stored is None else content_of(stored)
