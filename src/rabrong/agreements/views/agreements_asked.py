"""What an address of an agreement asks for: 404 for what is not there or not to be seen, 403 with the reason."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import Agreement, Revision
from rabrong.agreements.pages.agreements import steps_of, superior_name
from rabrong.agreements.queries.agreements import SignedTexts, agreement_at, is_signed, name_of, texts_of, whose
from rabrong.agreements.rules.agreements import leads, may_see_agreement
from rabrong.agreements.rules.years import may_read_draft
from rabrong.agreements.wording.agreements import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Cell, Column, Table, csv_of, excel_of
from rabrong.ui.digits import digits

PDF_TYPE = "application/pdf"


@dataclass(frozen=True)
class Asked:
    """Who asks, when, for whose agreement."""

    scope: Scope
    now: datetime
    agreement: Agreement

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @cached_property
    def texts(self) -> SignedTexts:
        """The agreement's texts. Two queries."""
        texts = texts_of(self.agreement)
        for revision in texts.revisions:
            revision.agreement = self.agreement
        return texts

    @cached_property
    def prepares(self) -> bool:
        """Whether they read what is not signed yet."""
        return may_read_draft(self.actor) or leads(self.actor, self.agreement.unit) or self.is_own

    @property
    def is_own(self) -> bool:
        """Whether it is the person's own agreement."""
        return self.agreement.person_id == self.actor.person.pk

    @property
    def address(self) -> tuple[int, str]:
        """What names it in addresses."""
        return self.agreement.year_id, whose(self.agreement)

    def frame(self, at: str) -> dict[str, object]:
        """What every page of an agreement has around it."""
        return {
            "agreement": self.agreement,
            "year": self.agreement.year_id,
            "whose": whose(self.agreement),
            "name": name_of(self.agreement),
            "superior": superior_name(self.agreement),
            "steps": steps_of(self.agreement.state),
            "prepares": self.prepares,
            "has_signing": self.prepares or self.texts.signed is not None,
            "is_of_unit": self.agreement.person_id is None,
            "may_administer": may_administer(self.actor) is not None,
            "at": at,
        }


def asked_agreement(request: HttpRequest, year: int, name: str) -> Asked:
    """The agreement of an address. Raises Http404."""
    agreement, scope = agreement_at(year, name), scope_of(request)
    if agreement is None or not may_see_agreement(scope, agreement):
        raise Http404
    return Asked(scope, now_of(request), agreement)


def asked_by_preparer(request: HttpRequest, year: int, name: str) -> Asked:
    """The same for who reads what is being prepared. Raises Http404."""
    asked = asked_agreement(request, year, name)
    if not asked.prepares:
        raise Http404
    return asked


def asked_text(asked: Asked, number: int) -> Revision:
    """A text by its number; one that is not signed only for who prepares. Raises Http404."""
    revision = asked.texts.numbered(number)
    if revision is None or not (is_signed(revision) or asked.prepares):
        raise Http404
    return revision


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=status)


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved, never kept on the way, never taken for something else."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def table_answer(kind: str, name: str, columns: list[Column], rows: list[list[Cell]]) -> HttpResponse:
    """Rows as a file."""
    with digits("arabic"):
        content = csv_of(columns, rows) if kind == "csv" else excel_of(Table(name, columns, rows))
    return file_answer(content, CSV_TYPE if kind == "csv" else EXCEL_TYPE, f"{name}.{kind}")
