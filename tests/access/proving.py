"""What the addresses of evidence give each visitor."""

from collections.abc import Mapping

from tests.access.cases import NOBODY, Case, posted
from tests.access.people import ENTERS, OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SEES_PROVINCE

OF_1201, OF_1301 = "/2555/kpi/4.3/unit/1201/evidence/", "/2555/kpi/4.3/unit/1301/evidence/"
DOCUMENT, FOREIGN = f"{OF_1201}{{evidence}}/", f"{OF_1301}{{evidence}}/"
LOOKS_ON = SEES_DISTRICT - ENTERS
IN_12 = SEES_PROVINCE - {"working_group"}

PROVED: Mapping[str, tuple[Case, ...]] = {
    # Who may see the entry sees its evidence; the unit's keeper hands it in. Another unit's address opens nothing.
    "evidence": (
        Case(OF_1201, SEES_DISTRICT),
        Case(OF_1301, SEES_FOREIGN),
        Case("/2555/kpi/8/unit/กผ/evidence/?round=9", SEES_ALL | OF_BUREAU),
        posted(f"{OF_1201}?month=8", ENTERS, status=422, refused=LOOKS_ON),
        posted(f"{OF_1201}?month=7", NOBODY, refused=SEES_DISTRICT),
        posted("/2555/kpi/4.3/unit/12/evidence/?month=8", frozenset({"working_group"}), status=422, refused=IN_12),
    ),
    "evidence_file": (
        Case(DOCUMENT, SEES_DISTRICT),
        Case(FOREIGN, NOBODY),
        posted(DOCUMENT, ENTERS, refused=LOOKS_ON, data={"act": "remove", "reason": "ซ้ำ"}),
        posted(DOCUMENT, ENTERS, status=422, refused=LOOKS_ON, data={"act": "replace"}),
    ),
    "evidence_download": (Case(f"{DOCUMENT}1/", SEES_DISTRICT), Case(f"{FOREIGN}1/", NOBODY)),
    "evidence_preview": (Case(f"{DOCUMENT}1/preview/", SEES_DISTRICT), Case(f"{FOREIGN}1/preview/", NOBODY)),
    "evidence_picture": (Case(f"{DOCUMENT}1/picture/", SEES_DISTRICT), Case(f"{FOREIGN}1/picture/", NOBODY)),
}
