"""All addresses: the door, the live channel, then the pages."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from rabrong.agreements.actions.signing_means import AfterSigning
from rabrong.agreements.urls.agreements import urls as agreement_urls
from rabrong.agreements.urls.negotiation import urls as negotiation_urls
from rabrong.agreements.urls.templates import urls as template_urls
from rabrong.agreements.urls.years import urls as year_urls
from rabrong.assignments.cascade.urls import urls as cascade_urls
from rabrong.audit.urls import urls as audit_urls
from rabrong.audit.views import Reading
from rabrong.config import views
from rabrong.config.audit_readers import named, readable
from rabrong.config.cascading import LATER, follow
from rabrong.config.negotiation_readers import latest_of
from rabrong.config.opening import STAGES
from rabrong.config.screens import view_of
from rabrong.config.template_readers import ABOVE as ABOVE_TEMPLATES
from rabrong.config.topics import follows_of, topic_of
from rabrong.notices.views import state, stream
from rabrong.org.urls import urls as org_urls
from rabrong.results.actions import rescore_from, rescore_tree

_LIVE = {"topic_of": topic_of}
_STREAM = {**_LIVE, "holds_of": follows_of, "view_of": view_of}

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rabrong.demo.urls")) if settings.DEMO else path("", views.door, name="door"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("language/", set_language, name="set_language"),
    path("live/", stream, _STREAM, name="live"),
    path("live/state/", state, _LIVE, name="live_state"),
    path("account/", include("rabrong.accounts.urls")),
    path("audit/", include(audit_urls(Reading(readable, named)))),
    path("", include("rabrong.notices.urls")),
    path("", include(org_urls(rescore_tree))),
    path("", include(template_urls(ABOVE_TEMPLATES))),
    path("", include(negotiation_urls(latest_of))),
    path("", include(year_urls(STAGES))),
    path("", include(agreement_urls(AfterSigning(rescore_from, follow)))),
    path("", include("rabrong.assignments.urls")),
    path("", include(cascade_urls(LATER))),
    path("", include("rabrong.evidence.urls_papers")),
    path("", include("rabrong.evidence.urls")),
    path("", include("rabrong.monitoring.urls")),
    path("", include("rabrong.dashboards.urls")),
]
