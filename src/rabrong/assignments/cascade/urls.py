"""Addresses of passing down: what stands below an agreement, orders, runs, and what is proposed from above."""

from dataclasses import dataclass

from django.urls import URLPattern, path

from rabrong.assignments.cascade.actions import Start
from rabrong.assignments.cascade.taking_back import Above
from rabrong.assignments.cascade.views import below, drafts, hands, runs

OF = "<int:year>/agreement/<str:whose>/"
CASCADE = f"{OF}cascade/"
DRAFT, RUN = f"{CASCADE}draft/<int:draft>/", f"{CASCADE}run/<int:number>/"


@dataclass(frozen=True, slots=True)
class Later:
    """What stages above and the configuration bring: starting the job, scoring anew, who has entered numbers."""

    start: Start
    above: Above


def urls(later: Later) -> list[URLPattern]:
    """`path("", include(urls(Later(start, Above(rescore_from, entered_places)))))`."""
    start, above, rescore = {"start": later.start}, {"above": later.above}, {"rescore": later.above.rescore}
    return [
        path(f"{OF}below/", below.below, name="cascade_below"),
        path(f"{OF}proposals/", below.proposals, name="proposals"),
        path(f"{OF}proposals/<int:number>/", below.answer_own, rescore, name="proposals_answer"),
        path(CASCADE, runs.runs, name="cascade_runs"),
        path(f"{CASCADE}new/", drafts.begin, name="cascade_new"),
        path(f"{DRAFT}drop/", drafts.drop, name="cascade_drop"),
        path(f"{DRAFT}hand/<str:code>/", hands.hand, name="cascade_hand"),
        path(f"{DRAFT}<str:at>/", drafts.step, start, name="cascade_step"),
        path(RUN, runs.run, name="cascade_run"),
        path(f"{RUN}progress/", runs.progress, name="cascade_progress"),
        path(f"{RUN}cancel/", runs.cancel, name="cascade_cancel"),
        path(f"{RUN}withdraw/", runs.withdraw, above, name="cascade_withdraw"),
        path(f"{RUN}answers/", below.answer_run, rescore, name="cascade_answer"),
    ]
