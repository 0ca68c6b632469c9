"""Vetting: the proof on one page, and the three ways on: write what was agreed, fit the framework, fix the text."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.actions.vetting import apply_agreed_offers, fit_framework, vet_agreement
from rabrong.agreements.content import digest_of
from rabrong.agreements.models import AgreementState, Revision
from rabrong.agreements.pages.names import aspect_names, aspect_titles, indicator_names
from rabrong.agreements.pages.vetting import Words, item_views, sum_views
from rabrong.agreements.queries.negotiation import agreed_offers
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.queries.vetting import is_still_vetted, newest_revision, text_to_prove
from rabrong.agreements.rules.negotiation import agreeing_refusal
from rabrong.agreements.rules.vetting import vetting_of
from rabrong.agreements.views.negotiation_asked import Asked, asked_whole, frame, refused
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vetting(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """The proof; POST goes on from it."""
    asked = asked_whole(request, year, unit)
    if request.method != "POST":
        return _page(request, asked, None, HTTPStatus.OK)
    if not asked.may_run:
        return refused(request, Refusal("negotiation.not_psdg"))
    done = _done(request, asked)
    if isinstance(done, Refusal):
        status = HTTPStatus.CONFLICT if done.code == "vetting.stale" else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, asked, done, status)
    messages.success(request, done)
    return redirect("vetting", year, unit)


def _done(request: HttpRequest, asked: Asked) -> str | Refusal:
    """What a button did, in a sentence. Raises Http404."""
    act, agreement = request.POST.get("act", ""), asked.agreement
    if act == "apply":
        changed = apply_agreed_offers(agreement, by=asked.actor, now=asked.now)
        if isinstance(changed, Refusal):
            return changed
        return gettext("เขียนจากข้อเสนอที่ตกลงแล้ว %(count)s ตัวชี้วัด") % {"count": len(changed)}
    if act == "fit":
        fitted = fit_framework(agreement, by=asked.actor, now=asked.now)
        return fitted if isinstance(fitted, Refusal) else gettext("ปรับน้ำหนักของกรอบแล้ว")
    if act != "vet":
        raise Http404
    revision = vet_agreement(agreement, request.POST.get("digest", ""), by=asked.actor, now=asked.now)
    return _vetted(revision) if isinstance(revision, Revision) else revision


def _vetted(revision: Revision) -> str:
    terms = {"number": revision.number, "digest": revision.digest[:12]}
    return gettext("ตรวจทานแล้ว เป็นข้อความฉบับที่ %(number)s (%(digest)s…) พร้อมลงนาม") % terms


def _page(request: HttpRequest, asked: Asked, refusal: Refusal | None, status: HTTPStatus) -> HttpResponse:
    agreement, text = asked.agreement, text_to_prove(asked.agreement)
    agreed, revision = agreed_offers(agreement), newest_revision(asked.agreement)
    proof = vetting_of(text, agreed)
    year = agreement.year_id
    items = item_views(proof, agreed, Words(year_rules(year).scale, indicator_names(year), aspect_titles(year)))
    may_change = asked.may_run and agreeing_refusal(agreement) is None
    context = {
        **frame(asked),
        "items": items,
        "differing": sum(1 for item in items if not item.is_same),
        "sums": sum_views(proof.sums, aspect_names(agreement.year_id)),
        "proof": proof,
        "digest": digest_of(text),
        "revision": revision,
        "stands": revision is not None and is_still_vetted(revision, text),
        "is_signed": agreement.state == AgreementState.SIGNED,
        "is_vetted": agreement.state == AgreementState.VETTED,
        "may_apply": may_change and bool(agreed) and any(item.state in APPLIED for item in proof.items),
        "may_fit": may_change
        and proof.is_full
        and bool(proof.off_framework)
        and agreement.unit.kind == UnitKind.DEPARTMENT,
        "may_vet": asked.may_run and agreement.state == AgreementState.NOTIFIED and proof.is_proven,
        "may_reopen": asked.may_run and agreement.state == AgreementState.VETTED and may_change,
        "fault": "" if refusal is None else refusal_words(refusal),
    }
    return render(request, "agreements/vetting.html", context, status=status)


APPLIED = ("differs", "no_item")
"""What writing the agreed offers puts right."""
