"""Taking in sheets: the templates, the dry run with every fault by cell, the annotated file, and the deed.

The server keeps no copy of a file: the browser sends it again with what is confirmed, and its hash has to be the same.
"""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.org.actions.recording import Rescore
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.forms.importing import ImportForm
from rabrong.org.importing.plan import AsOf, File
from rabrong.org.importing.taking_in import KINDS, Checked, Kind, check_file, take_in_file
from rabrong.org.importing.wording import problem_words
from rabrong.org.importing.workbooks import annotated, template_of
from rabrong.org.rules import Refusal
from rabrong.org.views.asked import administers, refused
from rabrong.org.views.exporting import attached
from rabrong.paper.sheets.cells import Unreadable
from rabrong.paper.sheets.wording import unreadable_words
from rabrong.paper.sheets.writing import EXCEL_TYPE

MOST_SHOWN = 100


def asked_kind(text: str) -> Kind:
    """The kind in an address. Raises Http404."""
    for kind in KINDS:
        if kind == text:
            return kind
    raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, kind: str, rescore: Rescore) -> HttpResponse:
    """The form; POST checks the file, gives it back annotated, or takes it in."""
    wanted = asked_kind(kind)
    if not administers(request):
        return refused(request)
    if request.method != "POST":
        return _page(request, wanted, ImportForm(initial={"on": actor_asking(request).today}), {}, HTTPStatus.OK)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, wanted, form, {}, HTTPStatus.UNPROCESSABLE_ENTITY)
    sent = form.cleaned_data["file"]
    file = File(sent.name, sent.read())
    if request.POST.get("do") == "take_in":
        return _taken_in(request, wanted, form, file, rescore)
    return _checked(request, wanted, form, file)


def _checked(request: HttpRequest, kind: Kind, form: ImportForm, file: File) -> HttpResponse:
    actor = actor_asking(request)
    as_of = AsOf(form.cleaned_data["on"], actor.today, actor.person.unit.chain)
    checked = check_file(kind, file, as_of)
    if isinstance(checked, Checked) and request.POST.get("do") == "annotate":
        return attached(annotated(checked.sheet, checked.plan), EXCEL_TYPE, f"{kind}-checked.xlsx")
    return _outcome(request, kind, form, file, checked)


def _taken_in(request: HttpRequest, kind: Kind, form: ImportForm, file: File, rescore: Rescore) -> HttpResponse:
    if form.cleaned_data["checked"] != file.sha256:
        form.add_error("file", gettext("แฟ้มนี้ไม่ใช่แฟ้มที่ตรวจไว้ ตรวจอีกครั้งก่อนนำเข้า"))
        return _checked(request, kind, form, file)
    by, now = actor_asking(request), now_of(request)
    done = take_in_file(kind, file, on=form.cleaned_data["on"], by=by, now=now, rescore=rescore)
    if isinstance(done, Refusal):
        return refused(request, done)
    if isinstance(done, Unreadable) or not done.plan.is_good:
        return _outcome(request, kind, form, file, done)
    words = gettext("นำเข้าแล้ว ใหม่ %(new)s เปลี่ยน %(changed)s คงเดิม %(unchanged)s")
    counts = {"new": len(done.plan.new), "changed": len(done.plan.changed), "unchanged": done.plan.unchanged}
    messages.success(request, words % counts)
    return redirect("people" if kind == "people" else "organisation")


def _outcome(
    request: HttpRequest, kind: Kind, form: ImportForm, file: File, checked: Checked | Unreadable
) -> HttpResponse:
    """The dry run below the form; for a script only that part."""
    context: dict[str, object] = {"file": file}
    if isinstance(checked, Unreadable):
        context["unreadable"] = unreadable_words(checked)
        is_good = False
    else:
        plan = checked.plan
        context |= {"plan": plan, "faults": [(each, problem_words(each)) for each in plan.problems[:MOST_SHOWN]]}
        is_good = plan.is_good and not form.errors
    status = HTTPStatus.OK if is_good else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, kind, form, context, status)


def _page(request: HttpRequest, kind: Kind, form: ImportForm, context: dict[str, object], status: int) -> HttpResponse:
    is_fragment = request.headers.get("HX-Request") == "true"
    kinds = [(each, reverse("import", args=(each,))) for each in KINDS]
    shown = {"kind": kind, "kinds": kinds, "form": form, "most": MOST_SHOWN, **context}
    template = "org/_outcome.html" if is_fragment else "org/import.html"
    return render(request, template, shown, status=status)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty sheet of a kind."""
    wanted = asked_kind(kind)
    if not administers(request):
        return refused(request)
    return attached(template_of(wanted), EXCEL_TYPE, f"{wanted}.xlsx")
