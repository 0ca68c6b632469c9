"""Missing lists, registers of originals, requests for documents and binders: who opens them, who writes."""

from tests.access.cases import NOBODY, Case, only_posted, only_read, posted
from tests.access.people import (
    ENTERS,
    OF_PROVINCE,
    SEES_ALL,
    SEES_BUREAU,
    SEES_DISTRICT,
    SEES_FOREIGN,
    SIGNED_IN,
)

ASKS = frozenset({"psdg", "assessor"})
ASKS_OF_8 = ASKS | {"supervisor", "bureau_keeper"}
REGISTERS = ENTERS | OF_PROVINCE
ONE = "/2555/evidence/requests/{doc_request}/"
RECORD = "/2555/unit/1201/originals/record/?round=9&line=a{attached}"
SEES_REQUEST = SEES_DISTRICT | SEES_FOREIGN
WITHDRAW, ANSWER = {"note": "ได้จากแหล่งอื่น"}, {"to": "answered", "seen": "1", "note": "ส่งแล้ว"}

PAPERS: dict[str, tuple[Case, ...]] = {
    "missing_evidence": (
        Case("/2555/evidence/missing/", SIGNED_IN),
        Case("/2555/evidence/missing/?under=1301&export=csv", SEES_FOREIGN),
        Case("/2555/evidence/missing/?kpi=8&under=cdd", SEES_BUREAU),
        Case("/2999/evidence/missing/", NOBODY),
        only_read("/2555/evidence/missing/", outside=302),
    ),
    "requests": (
        Case("/2555/evidence/requests/", SIGNED_IN),
        Case("/2555/evidence/requests/?export=xlsx", SIGNED_IN),
        Case("/2999/evidence/requests/", NOBODY),
        only_read("/2555/evidence/requests/", outside=302),
    ),
    "request_new": (
        Case("/2555/evidence/requests/new/", ASKS_OF_8, refused=SIGNED_IN),
        Case("/2555/evidence/requests/new/?kpi=8", ASKS_OF_8, refused=SIGNED_IN),
        posted(
            "/2555/evidence/requests/new/?kpi=8&round=9",
            ASKS_OF_8,
            refused=SIGNED_IN,
            data={"text": "คำสั่ง", "due": "30/5/2555", "whom": "provinces"},
        ),
    ),
    "request": (
        Case(ONE, SEES_REQUEST),
        Case("/2555/evidence/requests/999999/", NOBODY),
        posted(ONE, ASKS, refused=SEES_REQUEST, data=WITHDRAW),
    ),
    "request_unit": (
        Case(f"{ONE}1201/", SEES_DISTRICT),
        Case(f"{ONE}1301/", SEES_FOREIGN),
        Case(f"{ONE}1202/", NOBODY),
    ),
    "request_step": (
        posted(f"{ONE}1201/step/", ENTERS, refused=SEES_DISTRICT, data=ANSWER),
        posted(f"{ONE}1301/step/", NOBODY, refused=SEES_FOREIGN, data=ANSWER),
        posted(f"{ONE}1201/step/", ASKS, refused=SEES_DISTRICT, data={"to": "withdrawn", "seen": "1", "note": "x"}),
        only_posted(f"{ONE}1201/step/"),
    ),
    "originals": (
        Case("/2555/unit/1201/originals/", SEES_DISTRICT),
        Case("/2555/unit/1301/originals/?export=csv", SEES_FOREIGN),
        Case("/2555/unit/cdd/originals/", SEES_ALL),
        Case("/2999/unit/1201/originals/", NOBODY),
        only_read("/2555/unit/1201/originals/", outside=302),
    ),
    "original_record": (
        Case(RECORD, REGISTERS, refused=SEES_DISTRICT),
        Case("/2555/unit/1201/originals/record/?round=9&line=a999999", NOBODY),
    ),
    "binder": (
        Case("/2555/unit/1201/binder/", SEES_DISTRICT),
        Case("/2555/unit/1301/binder/", SEES_FOREIGN),
        Case("/2555/unit/cdd/binder/?kpi=8", SEES_BUREAU),
        only_read("/2555/unit/1201/binder/", outside=302),
    ),
    "binder_zip": (
        Case("/2555/unit/1201/binder.zip", SEES_DISTRICT),
        Case("/2555/unit/1301/binder.zip?round=9", SEES_FOREIGN),
        Case("/2555/unit/cdd/binder.zip?kpi=8", SEES_BUREAU),
        only_read("/2555/unit/1201/binder.zip", outside=302),
    ),
}
