"""Addresses of the agreement: reading, signing, amending. They are made for somebody who knows how to score anew."""

from django.urls import URLPattern, path

from rabrong.agreements.actions.signing_means import AfterSigning
from rabrong.agreements.views import agreements, amendment_asking, amendments, signing

OF = "<int:year>/agreement/<str:whose>/"
SIGNING, ASKED = f"{OF}signing/", f"{OF}amendments/"


def urls(after: AfterSigning) -> list[URLPattern]:
    """`path("", include(urls(AfterSigning(rescore_from))))`."""
    reading = [
        path("<int:year>/agreements/", agreements.agreements, name="agreements"),
        path(OF, agreements.agreement, name="agreement"),
        path(f"{OF}compare/", agreements.compare, name="agreement_compare"),
        path(f"{OF}draft.pdf", agreements.draft, name="agreement_draft"),
        path(f"{OF}<int:number>.pdf", agreements.document, name="agreement_document"),
    ]
    signed = [
        path(SIGNING, signing.signing, name="agreement_signing"),
        path(f"{SIGNING}text/", signing.take_in, name="agreement_take_in"),
        path(f"{SIGNING}paper/", signing.paper, name="agreement_paper"),
        path(f"{SIGNING}proof/", signing.prove, name="agreement_prove"),
        path(f"{SIGNING}to-sign.pdf", signing.to_sign, name="agreement_to_sign"),
        path(f"{SIGNING}<str:party>/", signing.sign, {"after": after}, name="agreement_sign"),
        path(f"{SIGNING}<int:number>/<str:party>/", signing.signature_file, name="agreement_signature"),
    ]
    amended = [
        path(ASKED, amendments.amendments, name="amendments"),
        path(f"{ASKED}new/", amendment_asking.ask, name="amendment_new"),
        path(f"{ASKED}new/preview/", amendment_asking.preview, name="amendment_preview"),
        path(f"{ASKED}<int:number>/", amendments.amendment, name="amendment"),
        path(f"{ASKED}<int:number>/exception/", amendments.answer_exception, name="amendment_exception"),
        path(f"{ASKED}<int:number>/decision/", amendments.decide, name="amendment_decide"),
        path(f"{ASKED}<int:number>/scan/", amendments.scan, name="amendment_scan"),
        path("<int:year>/amendment-reasons/", amendments.reasons, name="amendment_reasons"),
    ]
    return [*reading, *signed, *amended]
