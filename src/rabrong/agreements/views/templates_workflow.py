"""The moves of a KPI Template, its files and comments, sending it and who has read it."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.actions.templates import begin_template, comment_on, settle_comment
from rabrong.agreements.actions.templates_sending import remind_unread, send_templates
from rabrong.agreements.actions.templates_workflow import give_back_template, publish_template, submit_template
from rabrong.agreements.models import Template, TemplateComment
from rabrong.agreements.queries.templates import published, receipts_of
from rabrong.agreements.rules.templates import MOVES, grant_to_check
from rabrong.agreements.views.templates import frame
from rabrong.agreements.views.templates_asked import (
    Above,
    Asked,
    asked_by_reader,
    asked_draft,
    numbered,
    refused,
    said_at_form,
)
from rabrong.agreements.wording.templates import FIELDS, refusal_words
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal

KINDS = {
    "bureaus": (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE),
    "provinces": (UnitKind.PROVINCE,),
    "districts": (UnitKind.DISTRICT,),
}
"""To whom a version can be sent, as the form names them."""


@login_required
@require_POST
def begin(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Begin the next version, or go on with the one that is there."""
    asked = asked_by_reader(request, year, code)
    done = begin_template(asked.version, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal) and done.code != "template.draft_there":
        return refused(request, done)
    return redirect("template_edit", year, code)


@login_required
@require_POST
def move(request: HttpRequest, year: int, code: str, *, above: Above) -> HttpResponse:
    """Submit, give back or publish; a refused move leads back to the form with the reason."""
    asked, template = asked_draft(request, year, code)
    name = request.POST.get("move", "")
    if name not in MOVES:
        raise Http404
    done = _moved(name, asked, template, request.POST.get("note", ""), above)
    if isinstance(done, Refusal):
        return said_at_form(request, asked, done)
    messages.success(request, _done_words(name))
    return redirect("template" if name == "publish" else "template_edit", year, code)


def _moved(name: str, asked: Asked, template: Template, note: str, above: Above) -> Template | Refusal:
    by, now = asked.actor, asked.now
    if name == "give_back":
        return give_back_template(template, note, by=by, now=now)
    make: Callable[..., Template | Refusal] = submit_template if name == "submit" else publish_template
    return make(template, by=by, now=now, results=above.results)


def _done_words(name: str) -> str:
    return {
        "submit": gettext("ส่งตรวจแล้ว กพร. ได้รับแจ้ง"),
        "give_back": gettext("ส่งกลับแล้ว ผู้เขียนได้รับแจ้ง"),
        "publish": gettext("ประกาศใช้แล้ว ส่งให้หน่วยงานได้ที่หน้าผู้รับ"),
    }[name]


@login_required
@require_POST
def comment(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Say what is to be changed, in a field or in the whole."""
    asked, template = asked_draft(request, year, code)
    field = request.POST.get("field", "")
    if field and field not in FIELDS:
        raise Http404
    done = comment_on(template, field, request.POST.get("text", ""), by=asked.actor, now=asked.now)
    return said_at_form(request, asked, done) if isinstance(done, Refusal) else redirect("template_edit", year, code)


@login_required
@require_POST
def settle(request: HttpRequest, year: int, code: str, pk: int) -> HttpResponse:
    """What a comment asked for is done."""
    asked, template = asked_draft(request, year, code)
    found = TemplateComment.objects.filter(pk=pk, template=template).select_related("template").first()
    if found is None:
        raise Http404
    done = settle_comment(found, by=asked.actor, now=asked.now)
    return said_at_form(request, asked, done) if isinstance(done, Refusal) else redirect("template_edit", year, code)


@login_required
@require_safe
def receipts(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Who received a published version and who has not opened it: the PSDG's."""
    asked, template = _asked_published(request, year, code)
    refusal = grant_to_check(asked.actor, asked.version.year)
    if isinstance(refusal, Refusal) and refusal.code != "year.closed":
        return refused(request, refusal)
    rows = receipts_of(template)
    unread = [row for row in rows if row.read_at is None]
    context = {
        **frame(asked),
        "template": template,
        "rows": unread if request.GET.get("show") == "unread" else rows,
        "only_unread": request.GET.get("show") == "unread",
        "sent": len(rows),
        "unread": len(unread),
        "kinds": kind_words(),
    }
    return render(request, "agreements/template_receipts.html", context)


def kind_words() -> list[tuple[str, str]]:
    """To whom a version can be sent, as the form says it."""
    return [
        ("bureaus", gettext("สำนัก กอง และศูนย์")),
        ("provinces", gettext("จังหวัด")),
        ("districts", gettext("อำเภอ")),
    ]


def _asked_published(request: HttpRequest, year: int, code: str) -> tuple[Asked, Template]:
    """The published version asked for, by default the newest, for who reads drafts. Raises Http404."""
    asked = asked_by_reader(request, year, code)
    versions = list(published(asked.version))
    if not versions:
        raise Http404
    asked_for = request.POST.get("v") or request.GET.get("v")
    return asked, numbered(versions, asked_for) if asked_for else versions[0]


@login_required
@require_POST
def send(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Send a published version to units by kind and by code."""
    asked, template = _asked_published(request, year, code)
    kinds, codes = addressees(request)
    done = send_templates([template], kinds=kinds, codes=codes, by=asked.actor, now=asked.now)
    return _answered(request, done, asked, template)


def addressees(request: HttpRequest) -> tuple[list[str], list[str]]:
    """The kinds of units and the codes that were chosen."""
    kinds: list[str] = [kind for name in request.POST.getlist("kind") for kind in KINDS.get(name, ())]
    return kinds, request.POST.get("codes", "").replace(",", " ").split()[:200]


def sent_words(count: int) -> str:
    """How many receipts there are that were not there before."""
    words = ngettext("ส่งเพิ่ม %(count)s หน่วย", "ส่งเพิ่ม %(count)s หน่วย", count) % {"count": count}
    return words if count else gettext("ทุกหน่วยที่เลือกได้รับแล้ว")


@login_required
@require_POST
def remind(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Tell the units that have not opened a version."""
    asked, template = _asked_published(request, year, code)
    done = remind_unread(template, by=asked.actor, now=asked.now)
    if isinstance(done, int):
        messages.success(request, gettext("เตือนแล้ว %(count)s หน่วย") % {"count": done})
        return _to_receipts(asked, template)
    return _answered(request, done, asked, template)


def _answered(request: HttpRequest, done: int | Refusal, asked: Asked, template: Template) -> HttpResponse:
    if isinstance(done, Refusal):
        if done.code not in ("template.nobody_to_send", "template.all_read", "unit.unknown"):
            return refused(request, done, HTTPStatus.FORBIDDEN)
        messages.error(request, refusal_words(done))
    else:
        messages.success(request, sent_words(done))
    return _to_receipts(asked, template)


def _to_receipts(asked: Asked, template: Template) -> HttpResponse:
    answer = redirect("template_receipts", asked.version.year_id, asked.version.code)
    answer["Location"] += f"?v={template.number}"
    return answer
