"""Signing an agreement: the page, the paper that is given out, a signature in one of four ways, the files."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from rabrong.accounts.proof import proven_recently, proving, say_so
from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.signing import sign_by_key, take_scan, take_signed_upload
from rabrong.agreements.actions.signing_means import AfterSigning, Intended, Key, Means, Sheet, Upload
from rabrong.agreements.actions.signing_paper import MakePaper, give_out_paper, take_in_text
from rabrong.agreements.forms.signing import KeyForm, OwnForm, PaperForm, ScanForm, UploadForm
from rabrong.agreements.models import Party, Revision, Signature, SigningWay
from rabrong.agreements.pages.agreement_paper import set_paper
from rabrong.agreements.pages.agreements import compared, text_title
from rabrong.agreements.pages.signing import parties_of
from rabrong.agreements.queries.agreements import (
    content_of_text,
    makers_of,
    newest_signed_file,
    superiors_of,
)
from rabrong.agreements.queries.certificates import own_certificate
from rabrong.agreements.rules.agreements import grant_to_prepare
from rabrong.agreements.rules.signing import (
    WITH_KEY,
    hand_of,
    late_text_refusal,
    own_hand,
    paper_refusal,
    text_refusal,
    turn_of,
    turn_refusal,
)
from rabrong.agreements.signing_keys import time_authority, trusted
from rabrong.agreements.views.agreements_asked import (
    PDF_TYPE,
    Asked,
    asked_agreement,
    asked_by_preparer,
    asked_text,
    file_answer,
    refused,
)
from rabrong.agreements.wording.agreements import WAYS_EXPLAINED, refusal_words
from rabrong.files.queries import content_of
from rabrong.org.rules import Refusal

Outcome = Signature | Refusal | StaleText
FORMS: dict[SigningWay, type[forms.Form]] = {
    SigningWay.OUTSIDE: UploadForm,
    SigningWay.PKCS12: KeyForm,
    SigningWay.OWN: OwnForm,
    SigningWay.WET: ScanForm,
}
SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@login_required
@require_safe
@never_cache
def signing(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """The newest text, who has signed it and how, and what the person who asks may do next."""
    return _page(request, asked_agreement(request, year, whose), HTTPStatus.OK)


def _page(
    request: HttpRequest, asked: Asked, status: HTTPStatus, *, fault: str = "", form: forms.Form | None = None
) -> HttpResponse:
    revision = asked.texts.newest if asked.prepares else asked.texts.signed
    if revision is None and not asked.prepares:
        raise Http404
    grant = grant_to_prepare(asked.actor, asked.agreement)
    context: dict[str, object] = {**asked.frame("signing"), "revision": revision, "fault": fault}
    if revision is not None:
        context |= _of_text(request, asked, revision, form)
        if not isinstance(grant, Refusal) and paper_refusal(asked.texts) is None:
            context["paper_form"] = form if isinstance(form, PaperForm) else _paper_form(asked, revision)
    elif not isinstance(grant, Refusal):
        context["may_take_in"] = late_text_refusal(asked.texts, asked.agreement.state) is None
    return render(request, "agreements/signing_page.html", context, status=status)


def _of_text(request: HttpRequest, asked: Asked, revision: Revision, form: forms.Form | None) -> dict[str, object]:
    refusal = None if turn_of(revision) is None else text_refusal(asked.texts)
    party = None if refusal is not None else turn_of(revision)
    return {
        "title": text_title(revision),
        "parties": parties_of(revision, trust=trusted(), now=asked.now),
        "why_not": "" if refusal is None else refusal_words(refusal),
        "party": party,
        "ways": [] if party is None else _ways(asked, revision, party, form),
        "is_own_turn": party is not None and own_hand(asked.actor, revision, party) is not None,
        "is_proven": proven_recently(request),
        "proving": proving(request),
        "has_time_authority": time_authority() is not None,
    }


def _ways(asked: Asked, revision: Revision, party: Party, form: forms.Form | None) -> list[dict[str, object]]:
    """The ways that are open to who asks, each with its form."""
    return [
        {"way": way, "label": way.label, "about": WAYS_EXPLAINED[way], "form": form if type(form) is kind else kind()}
        for way, kind in FORMS.items()
        if turn_refusal(revision, party, way) is None
        and not isinstance(hand_of(asked.actor, revision, party, way), Refusal)
        and (way != SigningWay.OWN or own_certificate(asked.actor.person, asked.now) is not None)
    ]


def _paper_form(asked: Asked, revision: Revision, data: object = None) -> PaperForm:
    today = localdate(asked.now)
    known = revision.parties.get(Party.SUPERIOR.value, {})
    first = {
        "superior_name": known.get("name", ""),
        "superior_position": known.get("position", ""),
        "superior_acting": known.get("acting", ""),
        "place": revision.parties.get("place") or asked.agreement.unit.name,
        "day": today,
    }
    makers, superiors = makers_of(asked.agreement, today), superiors_of(asked.agreement, today)
    return PaperForm(data, makers=makers, superiors=superiors, initial=first)


@login_required
@require_POST
def take_in(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """Take in the text of an agreement that was signed before it was here."""
    asked = asked_by_preparer(request, year, whose)
    done = take_in_text(asked.agreement, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, gettext("เก็บข้อความของคำรับรองที่ลงนามแล้วเป็นฉบับที่ 1 บันทึกลายมือชื่อต่อได้"))
    return redirect("agreement_signing", year, whose)


@login_required
@require_POST
def paper(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """Give out the paper that both sign."""
    asked = asked_by_preparer(request, year, whose)
    grant = grant_to_prepare(asked.actor, asked.agreement)
    revision = asked.texts.newest
    if isinstance(grant, Refusal) or revision is None:
        return refused(request, grant if isinstance(grant, Refusal) else Refusal("signing.no_text"))
    form = _paper_form(asked, revision, request.POST)
    if not form.is_valid():
        return _page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    make = _maker_of_papers(asked)
    done = give_out_paper(
        asked.agreement, form.setting(), make, seen=request.POST.get("seen", ""), by=asked.actor, now=asked.now
    )
    if isinstance(done, StaleText):
        return _stale(request, asked, done)
    if isinstance(done, Refusal):
        return _page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY, fault=refusal_words(done), form=form)
    messages.success(request, gettext("ออกเอกสารสำหรับลงนามแล้ว ผู้ทำคำรับรองลงนามได้"))
    return redirect("agreement_signing", year, whose)


def _maker_of_papers(asked: Asked) -> MakePaper:
    return lambda revision: set_paper(revision, made_at=asked.now)


@login_required
@require_POST
def prove(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """In a demo nobody has a password: say that it is you."""
    asked_agreement(request, year, whose)
    say_so(request)
    return redirect("agreement_signing", year, whose)


@login_required
@require_POST
@never_cache
@sensitive_post_parameters("passphrase")
def sign(request: HttpRequest, year: int, whose: str, party: str, *, after: AfterSigning) -> HttpResponse:
    """Sign, or record how somebody has signed."""
    asked = asked_agreement(request, year, whose)
    revision, way = asked.texts.newest, _way(request)
    if revision is None or party not in Party.values:
        raise Http404
    hand = hand_of(asked.actor, revision, Party(party), way or SigningWay.WET)
    if isinstance(hand, Refusal):
        return refused(request, hand)
    if not proven_recently(request):
        return _page(request, asked, HTTPStatus.FORBIDDEN, fault=gettext("ยืนยันว่าเป็นท่านก่อน แล้วลงนามภายใน 5 นาที"))
    if way is None:
        return _page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY, fault=refusal_words(Refusal("signing.way")))
    form = FORMS[way](request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    means = Means(trusted(), after.rescore, time_authority(), after.follow)
    return _answer(request, asked, _signed(request, asked, Party(party), form, means), form)


def _way(request: HttpRequest) -> SigningWay | None:
    text = request.POST.get("way", "")
    return SigningWay(text) if text in SigningWay.values else None


def _signed(request: HttpRequest, asked: Asked, party: Party, form: forms.Form, means: Means) -> Outcome:
    intended = Intended(asked.agreement, party, request.POST.get("seen", ""))
    by, now = asked.actor, asked.now
    if isinstance(form, ScanForm):
        sheet = Sheet(form.cleaned_data["scan"].read(), form.cleaned_data["signed_on"])
        return take_scan(intended, sheet, means, by=by, now=now)
    if isinstance(form, UploadForm):
        return take_signed_upload(intended, Upload(form.cleaned_data["signed"].read()), means, by=by, now=now)
    key = _key(asked, form)
    return sign_by_key(intended, key, means, by=by, now=now) if isinstance(key, Key) else key


def _key(asked: Asked, form: forms.Form) -> Key | Refusal:
    passphrase = str(form.cleaned_data["passphrase"])
    if isinstance(form, KeyForm):
        return Key(form.content(), passphrase, WITH_KEY[0])
    kept = own_certificate(asked.actor.person, asked.now)
    return Refusal("signing.no_own") if kept is None else Key(bytes(kept.pkcs12), passphrase, SigningWay.OWN)


def _answer(request: HttpRequest, asked: Asked, done: Outcome, form: forms.Form) -> HttpResponse:
    if isinstance(done, StaleText):
        return _stale(request, asked, done)
    if isinstance(done, Refusal):
        return _page(request, asked, HTTPStatus.UNPROCESSABLE_ENTITY, fault=refusal_words(done), form=form)
    messages.success(request, gettext("%(name)s ลงนามแล้ว") % {"name": done.name})
    return redirect("agreement_signing", *asked.address)


def _stale(request: HttpRequest, asked: Asked, stale: StaleText) -> HttpResponse:
    """The text changed since the form was opened: what was to be signed, and what stands now."""
    seen = next((each for each in asked.texts.revisions if each.digest == request.POST.get("seen")), None)
    points = [str(point) for point in asked.agreement.year.points]
    changes = [] if seen is None else compared(content_of_text(seen), content_of_text(stale.newest), points)
    context = {
        **asked.frame("signing"),
        "seen": seen,
        "newest": stale.newest,
        "changes": changes,
        "seen_title": "" if seen is None else text_title(seen),
        "newest_title": text_title(stale.newest),
        "back": "agreement_signing",
    }
    return render(request, "agreements/agreement_stale.html", context, status=HTTPStatus.CONFLICT)


@login_required
@require_safe
@never_cache
def to_sign(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """The file to sign elsewhere: the paper, with the signature of who signed before."""
    asked = asked_agreement(request, year, whose)
    revision = asked.texts.newest if asked.prepares else None
    if revision is None or revision.paper is None:
        raise Http404
    before = newest_signed_file(revision)
    stored = revision.paper if before is None else before.file
    return file_answer(content_of(stored), PDF_TYPE, f"agreement-{year}-{revision.number}-to-sign.pdf")


@login_required
@require_safe
def signature_file(request: HttpRequest, year: int, whose: str, number: int, party: str) -> HttpResponse:
    """The file that shows a signature: the signed PDF, or the scan."""
    asked = asked_agreement(request, year, whose)
    signature = asked_text(asked, number).signatures.filter(party=party).select_related("file").first()
    if signature is None:
        raise Http404
    stored = signature.file
    name = f"agreement-{year}-{number}-{party}.{SUFFIXES.get(stored.kind, 'bin')}"
    return file_answer(content_of(stored), stored.kind, name)
