"""The access matrix: every address of the site, and what each visitor gets there.

A row is an address's name with its cases; one case per kind of object, own and foreign. In a case `ok` are the visitors
who get `status` (200), `refused` those who get 403 because they see the thing and may not do this; everybody else who
has signed in gets `others` (404), and who has not is sent to the door (`outside`, 302). A new address fails
test_matrix.py until it has a row here. Visitors and their groups stand in people.py.
"""

from uuid import UUID

from tests.access.cases import EVERYBODY, NOBODY, Case, only_posted, only_read, posted
from tests.access.done import DONE
from tests.access.forecasting import FORECASTS
from tests.access.papers import PAPERS
from tests.access.people import (
    ENTERS,
    OF_BUREAU,
    OF_PROVINCE,
    SEES_ALL,
    SEES_BUREAU,
    SEES_DISTRICT,
    SEES_FOREIGN,
    SEES_PROVINCE,
    SEES_REGION,
    SIGNED_IN,
    SIGNED_OUT,
)
from tests.access.proving import PROVED
from tests.access.seeing import SEEN
from tests.access.watched import WATCHED

ENTRY = "/2555/kpi/4.3/unit/1201/month/8/"
NUMBERS = {"ก": "15", "ข": "20", "version-ก": "0", "version-ข": "0", "save": "submit"}
DRAFT = {**NUMBERS, "save": "draft"}
GRID, GRID_TYPED = "/2555/unit/1201/entry/", "/2555/unit/1201/entry/4.3/month/8/"
GRID_SENT = f"{GRID}sent/"
GRID_NUMBERS = {"4.3~8~ก": "15", "4.3~8~ข": "20", "month": "8", "save": "submit"}
OWNERS = SEES_ALL | OF_BUREAU
ADMINISTRATOR = frozenset({"psdg"})
HANDS_OUT_CODES = frozenset({"psdg", "director", "working_group", "other_province"})
KEEPER_1201 = frozenset({"keeper"})
"""Who sent the workbook that waits; not even who acts for him reads it."""

LIVE = "/live/?topic=2555/unit/"
STATE = "/live/state/?topic=2555/unit/"
KPI, PUBLISHED = "/2555/kpi/8/template/", "/2555/kpi/4.3/template/"
PSDG = frozenset({"psdg"})
READS_DRAFTS = PSDG | {"executive", "secretariat", "deputy"}
WRITES_8 = frozenset({"supervisor", "bureau_keeper"})
"""They write for the bureau that is responsible for indicator 8: its KPI Template and its offers."""

READS_8, MAKES_8 = READS_DRAFTS | WRITES_8, PSDG | WRITES_8
RECEIVED = SEES_DISTRICT | {"other_district"}
"""What was sent to province 12 is read there, above it and in its districts."""

LEADS_12 = frozenset({"director", "working_group"})
PREPARES_12 = READS_DRAFTS | LEADS_12
PREPARES_13 = READS_DRAFTS - {"deputy"} | {"other_province"}
READS_LEAD = SEES_ALL | READS_DRAFTS
"""The department's signed agreement: who sees the department, and its deputies."""
SEES_1201, SEES_1301 = SEES_DISTRICT, SEES_FOREIGN

NEGOTIATION = "/2555/agreement/cdd/negotiation/"
RUNNING = "/2556/agreement/cdd/negotiation/"
LEAD, OF_12, OF_13 = "/2555/agreement/cdd/", "/2555/agreement/12/", "/2555/agreement/13/"
OWN = "/2555/agreement/~visitor-keeper/"
DRAFT_12 = "/2556/agreement/12/"
DRAFT_OF_12, RUN = f"{OF_12}cascade/draft/{{draft}}/", f"{LEAD}cascade/run/{{run}}/"
SEES_RUNS = READS_DRAFTS - {"deputy"}
HEADS_LEAD = PSDG | {"executive"}
FORECAST = {"value": "1", "source": "a"}
EXCEPTION = {"act": "let_in", "edits": "0"}

ORDER, ORDER_DRAFT = "/2555/orders/{order}/", "/2555/orders/{order_draft}/"
READS_ORDER = SEES_ALL | {"deputy"}
"""An order over bureaus: who sees the whole department, and whom it appoints."""
ORDER_READ = READS_ORDER - PSDG

TABLE: dict[str, tuple[Case, ...]] = {
    **DONE,
    **FORECASTS,
    **PAPERS,
    **PROVED,
    **SEEN,
    **WATCHED,
    # The door and what every page has.
    "door": (Case("/", EVERYBODY), posted("/", NOBODY, others=422, outside=422, data={"role": "nonsense"})),
    "demo_clock": (
        posted("/clock/", SIGNED_IN, data={"date": "2012-05-20"}),
        Case("/clock/", NOBODY, others=405, outside=405),
    ),
    "sign_out": (posted("/sign-out/", EVERYBODY), only_posted("/sign-out/")),
    "set_language": (
        posted("/language/", EVERYBODY, data={"language": "en"}),
        Case("/language/", EVERYBODY, status=302),
    ),
    "service_worker": (Case("/service-worker.js", EVERYBODY), only_read("/service-worker.js")),
    "lobby": (Case("/offline/", EVERYBODY), only_read("/offline/")),
    "choose_theme": (posted("/theme/", EVERYBODY, data={"theme": "dark"}), only_posted("/theme/")),
    "choose_digits": (posted("/digits/", EVERYBODY, data={"digits": "thai"}), only_posted("/digits/")),
    # Getting in: the same for everybody who has not signed in; nobody is told who has an account.
    "account_login": (
        Case("/account/sign-in/", SIGNED_OUT, others=302),
        posted("/account/sign-in/", SIGNED_OUT, status=200, others=302),
    ),
    "mfa_login_webauthn": (Case("/account/sign-in/passkey/", EVERYBODY, status=302),),
    "mfa_authenticate": (Case("/account/sign-in/check/", EVERYBODY, status=302),),
    "account_code": (Case("/account/code/", EVERYBODY), posted("/account/code/", EVERYBODY, status=422)),
    "account_reset_password": (Case("/account/forgot/", EVERYBODY), posted("/account/forgot/", EVERYBODY, status=422)),
    "account_asked": (Case("/account/forgot/asked/", EVERYBODY),),
    "openid_connect_login": (posted("/account/sso/none/", NOBODY, outside=404), only_posted("/account/sso/none/")),
    "openid_connect_callback": (Case("/account/sso/none/back/", NOBODY, outside=404),),
    "socialaccount_login_cancelled": (Case("/account/sso/cancelled/here/", EVERYBODY, status=302),),
    # My account: everybody's own, and of others nothing.
    "account": (Case("/account/", SIGNED_IN), only_read("/account/")),
    "account_device": (Case("/account/device/", EVERYBODY), only_read("/account/device/")),
    "account_change_password": (
        Case("/account/password/", SIGNED_IN),
        posted("/account/password/", SIGNED_IN, status=422),
    ),
    "account_end_session": (
        posted("/account/sessions/999999/end/", NOBODY),
        only_posted("/account/sessions/999999/end/"),
    ),
    "account_end_sessions": (posted("/account/sessions/end/", SIGNED_IN), only_posted("/account/sessions/end/")),
    "account_reauthenticate": (Case("/account/again/", SIGNED_IN),),
    "mfa_reauthenticate": (Case("/account/again/factor/", EVERYBODY, status=302),),
    "mfa_reauthenticate_webauthn": (Case("/account/again/passkey/", EVERYBODY, status=302),),
    "mfa_index": (Case("/account/second-factor/", SIGNED_IN),),
    "mfa_activate_totp": (Case("/account/second-factor/app/", EVERYBODY, status=302),),
    "mfa_add_webauthn": (Case("/account/second-factor/passkey/", EVERYBODY, status=302),),
    "mfa_view_recovery_codes": (Case("/account/second-factor/recovery/", NOBODY),),
    "mfa_generate_recovery_codes": (Case("/account/second-factor/recovery/new/", EVERYBODY, status=302),),
    "account_remove_factor": (Case("/account/second-factor/999999/remove/", EVERYBODY, status=302),),
    "account_connect": (posted("/account/sso/none/connect/", NOBODY), only_posted("/account/sso/none/connect/")),
    "account_disconnect": (
        posted("/account/sso/999999/disconnect/", NOBODY),
        only_posted("/account/sso/999999/disconnect/"),
    ),
    # Letting others in: the PSDG everybody, the head or working group of a province those of the province.
    "account_factor_rules": (
        Case("/account/factor-rules/", ADMINISTRATOR, others=403),
        posted("/account/factor-rules/", ADMINISTRATOR, others=403),
    ),
    "account_codes": (
        Case("/account/codes/", HANDS_OUT_CODES, others=403),
        Case("/account/codes/?unit=12", HANDS_OUT_CODES - {"other_province"}, SIGNED_IN - HANDS_OUT_CODES),
        Case("/account/codes/?unit=13", HANDS_OUT_CODES - OF_PROVINCE, SIGNED_IN - HANDS_OUT_CODES),
        posted(
            "/account/codes/?unit=13", HANDS_OUT_CODES - OF_PROVINCE, status=422, refused=SIGNED_IN - HANDS_OUT_CODES
        ),
    ),
    "account_requests": (
        Case("/account/codes/requests/", HANDS_OUT_CODES, others=403),
        posted("/account/codes/requests/", HANDS_OUT_CODES, status=422, others=403),
    ),
    # Units and people: lists hold what is seen; changing is the administrator's, refused with the reason to who sees.
    "organisation": (Case("/organisation/", SIGNED_IN), only_read("/organisation/", outside=302)),
    "units_below": (
        Case("/organisation/below/cdd/", SEES_ALL),
        Case("/organisation/below/12/", SEES_PROVINCE),
        Case("/organisation/below/13/", SEES_FOREIGN),
    ),
    "unit_choices": (Case("/organisation/choices/?q=13", SIGNED_IN),),
    "org_unit": (
        Case("/organisation/unit/cdd/", SEES_ALL),
        Case("/organisation/unit/12/", SEES_PROVINCE),
        Case("/organisation/unit/1201/", SEES_1201),
        Case("/organisation/unit/1301/", SEES_1301),
        Case("/organisation/unit/กผ/", SEES_BUREAU),
    ),
    "change_unit": (
        Case("/organisation/unit/1201/rename/", ADMINISTRATOR, refused=SEES_1201),
        posted("/organisation/unit/1201/rename/", ADMINISTRATOR, refused=SEES_1201, status=422),
        Case("/organisation/unit/1301/close/", ADMINISTRATOR, refused=SEES_1301),
        posted("/organisation/unit/1301/close/", ADMINISTRATOR, refused=SEES_1301, status=422),
        Case("/organisation/unit/1201/nonsense/", NOBODY),
    ),
    "import": (
        Case("/organisation/import/units/", ADMINISTRATOR, others=403),
        Case("/organisation/import/people/", ADMINISTRATOR, others=403),
        posted("/organisation/import/units/", ADMINISTRATOR, others=403, status=422),
        Case("/organisation/import/nonsense/", NOBODY),
    ),
    "import_template": (Case("/organisation/import/units/template.xlsx", ADMINISTRATOR, others=403),),
    "people": (Case("/people/", SIGNED_IN), Case("/people/?unit=13", SIGNED_IN)),
    "take_in": (
        Case("/people/new/", ADMINISTRATOR, others=403),
        posted("/people/new/", ADMINISTRATOR, others=403, status=422),
    ),
    "person_choices": (Case("/people/choices/?q=keeper", SIGNED_IN),),
    "person": (
        Case("/people/psdg/", SEES_ALL),
        Case("/people/keeper-1201/", SEES_1201),
        Case("/people/keeper-1301/", SEES_1301),
    ),
    "change_person": (
        Case("/people/keeper-1201/suspend/", ADMINISTRATOR, refused=SEES_1201),
        posted("/people/keeper-1201/suspend/", ADMINISTRATOR, refused=SEES_1201, status=422),
        Case("/people/keeper-1301/change/", ADMINISTRATOR, refused=SEES_1301),
        Case("/people/keeper-1201/nonsense/", NOBODY),
    ),
    "roles": (Case("/roles/", SIGNED_IN), Case("/roles/?unit=13", SIGNED_IN)),
    "actings": (Case("/acting/", SIGNED_IN),),
    "appoint": (
        Case("/acting/new/", ADMINISTRATOR, others=403),
        posted("/acting/new/", ADMINISTRATOR, others=403, status=422),
    ),
    "end_acting": (
        Case("/acting/{acting}/end/", ADMINISTRATOR, refused=SEES_1201),
        posted("/acting/{acting}/end/", ADMINISTRATOR, refused=SEES_1201, status=422),
        Case("/acting/999999/end/", NOBODY),
    ),
    "search": (Case("/search/?q=keeper", SIGNED_IN), only_read("/search/", outside=302)),
    # The live channel: refusing is 403 there, for a stream cannot be sent to a door.
    "live": (
        Case(f"{LIVE}cdd", SEES_ALL, others=403, outside=403),
        Case(f"{LIVE}r1", SEES_REGION, others=403, outside=403),
        Case(f"{LIVE}12", SEES_PROVINCE, others=403, outside=403),
        Case(f"{LIVE}1201", SEES_1201, others=403, outside=403),
        Case(f"{LIVE}1301", SEES_1301, others=403, outside=403),
        Case(f"{LIVE}กผ", SEES_BUREAU, others=403, outside=403),
        Case(f"{LIVE}1201&topic=2555/unit/1301", SEES_ALL, others=403, outside=403),
        only_read("/live/"),
    ),
    "live_state": (
        Case(f"{STATE}cdd", SEES_ALL, others=403, outside=403),
        Case(f"{STATE}1201", SEES_1201, others=403, outside=403),
        Case(f"{STATE}1301", SEES_1301, others=403, outside=403),
        only_read("/live/state/"),
    ),
    # What somebody is told is nobody else's business.
    "notices": (Case("/notices/", SIGNED_IN), only_read("/notices/")),
    "notices_count": (Case("/notices/count/", SIGNED_IN), only_read("/notices/count/")),
    "notices_read_all": (posted("/notices/read/", SIGNED_IN), only_posted("/notices/read/")),
    "notice": (
        posted("/notices/{notice}/", frozenset({"keeper"})),
        posted("/notices/999999/", NOBODY),
        only_posted("/notices/{notice}/"),
    ),
    # The audit record: everybody reads at least the own deeds; how much is tested beside the readers.
    "audit": (Case("/audit/", SIGNED_IN), only_read("/audit/", outside=302)),
    "audit_csv": (Case("/audit/events.csv", SIGNED_IN), only_read("/audit/events.csv", outside=302)),
    "audit_jsonl": (Case("/audit/events.jsonl", SIGNED_IN), only_read("/audit/events.jsonl", outside=302)),
    # The console of who runs the year; who else sees the department may read it.
    "console": (
        Case("/2555/console/", SEES_ALL),
        Case("/2556/console/", PSDG | {"executive", "secretariat"}),
        Case("/2999/console/", NOBODY),
        only_read("/2555/console/", outside=302),
    ),
    "console_findings": (Case("/2555/console/findings/", SEES_ALL), only_read("/2555/console/findings/", outside=302)),
    "approvals_waiting": (
        Case("/2555/approvals/waiting/", SIGNED_IN),
        Case("/2999/approvals/waiting/", NOBODY),
        only_read("/2555/approvals/waiting/", outside=302),
    ),
    # A line of supervision: as far as one sees what it is over; here region r1 and bureau กผ.
    "line": (
        Case("/2555/line/visitor-deputy/", SEES_REGION | OF_BUREAU),
        Case("/2555/line/visitor-inspector/", SEES_REGION),
        Case("/2555/line/visitor-director/", NOBODY),
        only_read("/2555/line/visitor-deputy/", outside=302),
    ),
    "first_screens": (
        Case("/first/", SIGNED_IN),
        posted("/first/", NOBODY, others=422, data={"hat": "executive/nobody"}),
    ),
    "line_open": (
        Case("/2555/line/visitor-deputy/open/", SEES_REGION | OF_BUREAU),
        Case("/2555/line/visitor-director/open/", NOBODY),
        only_read("/2555/line/visitor-deputy/open/", outside=302),
    ),
    # Scorecards.
    "units": (
        Case("/2555/units/", SIGNED_IN),
        Case("/2555/units/?by=unit", SIGNED_IN),
        Case("/2555/units/?by=region&export=csv", SIGNED_IN),
        Case("/2500/units/", NOBODY),
    ),
    "unit": (
        Case("/2555/unit/cdd/", SEES_ALL),
        Case("/2555/unit/r1/", SEES_REGION),
        Case("/2555/unit/r2/", SEES_ALL),
        Case("/2555/unit/12/", SEES_PROVINCE),
        Case("/2555/unit/13/", SEES_FOREIGN),
        Case("/2555/unit/1201/", SEES_1201),
        Case("/2555/unit/1301/", SEES_1301),
        Case("/2555/unit/กผ/", SEES_BUREAU),
        Case("/2555/unit/nowhere/", NOBODY),
        only_read("/2555/unit/1201/", outside=302),
    ),
    **{
        name: (
            Case(f"/2555/unit/cdd/{path}", SEES_ALL),
            Case(f"/2555/unit/12/{path}", SEES_PROVINCE),
            Case(f"/2555/unit/1201/{path}", SEES_1201),
            Case(f"/2555/unit/1301/{path}", SEES_1301),
            Case(f"/2555/unit/กผ/{path}", NOBODY),
            only_read(f"/2555/unit/1201/{path}", outside=302),
        )
        for name, path in (
            ("unit_past", "past/?on=2012-05-14"),
            ("unit_compare", "compare/"),
            ("unit_present", "present/"),
            ("unit_file", "scorecard.csv"),
        )
    },
    # Who does it: the matrix for who sees the department, changed by the PSDG; everybody has the own duties.
    "os_matrix": (
        Case("/2555/os/", SEES_ALL),
        Case("/2555/os/?export=xlsx", SEES_ALL),
        Case("/2555/os/?print=1&kind=province", SEES_ALL),
        Case("/2999/os/", NOBODY),
        only_read("/2555/os/", outside=302),
    ),
    "os_indicator": (
        Case("/2555/os/8/", SEES_ALL),
        Case("/2555/os/nothing/", NOBODY),
        posted(
            "/2555/os/8/",
            PSDG,
            refused=SEES_ALL - PSDG,
            data={"do": "own", "who": "12", "role": "supporter", "from_round": "6"},
        ),
    ),
    "os_cell": (
        Case("/2555/os/8/u-กผ/", SEES_ALL),
        Case("/2555/os/8/u-nowhere/", NOBODY),
        posted("/2555/os/8/u-13/", PSDG, refused=SEES_ALL - PSDG, data={"role": "S", "from_round": "6"}),
    ),
    "os_sheet": (
        Case("/2555/os-sheet/", SEES_ALL),
        posted("/2555/os-sheet/", PSDG, refused=SEES_ALL - PSDG, status=422),
    ),
    "os_take_over": (
        posted("/2555/os-take-over/", PSDG, refused=SEES_ALL - PSDG),
        only_posted("/2555/os-take-over/"),
    ),
    "my_duties": (Case("/2555/duties/", SIGNED_IN), Case("/2999/duties/", NOBODY)),
    "unit_load": (
        Case("/2555/load/", SEES_ALL),
        Case("/2555/load/?export=xlsx", SEES_ALL),
        Case("/2999/load/", NOBODY),
    ),
    "orders": (
        Case("/2555/orders/", SIGNED_IN),
        Case("/2555/orders/?export=xlsx", SIGNED_IN),
        Case("/2556/orders/", READS_DRAFTS),
        Case("/2999/orders/", NOBODY),
    ),
    "order_new": (
        Case("/2555/orders/new/", PSDG, refused=SIGNED_IN - PSDG),
        posted("/2555/orders/new/", PSDG, refused=SIGNED_IN - PSDG, status=422, data={"kind": "deputies"}),
        Case("/2556/orders/new/", PSDG, refused=READS_DRAFTS - PSDG),
    ),
    "order": (
        Case(ORDER, READS_ORDER),
        Case("/2555/orders/{order_of_12}/", SEES_PROVINCE),
        Case("/2555/orders/{order_draft}/", PSDG),
        Case("/2556/orders/{order}/", NOBODY),
    ),
    "order_pdf": (
        Case("/2555/orders/{order}.pdf", READS_ORDER),
        Case("/2555/orders/{order_of_12}.pdf", SEES_PROVINCE),
        Case("/2555/orders/{order_draft}.pdf", PSDG),
    ),
    "order_scan": (
        Case(f"{ORDER}scan/", READS_ORDER),
        Case(f"{ORDER_DRAFT}scan/", NOBODY),
        posted(f"{ORDER}scan/", PSDG, refused=READS_ORDER - PSDG, status=422),
    ),
    "order_edit": (
        Case(f"{ORDER_DRAFT}edit/", PSDG),
        Case(f"{ORDER}edit/", PSDG, refused=READS_ORDER - PSDG),
        posted(f"{ORDER_DRAFT}edit/", PSDG, status=422),
    ),
    "order_line_new": (Case(f"{ORDER_DRAFT}lines/new/", PSDG), Case(f"{ORDER}lines/new/", PSDG, refused=ORDER_READ)),
    "order_line": (
        Case(f"{ORDER_DRAFT}lines/{{order_line}}/", PSDG),
        Case(f"{ORDER}lines/{{order_line}}/", NOBODY),
        posted(f"{ORDER_DRAFT}lines/{{order_line}}/", PSDG, status=422),
    ),
    "order_line_drop": (
        posted(f"{ORDER_DRAFT}lines/{{order_line}}/drop/", PSDG, data={"seen": "0"}),
        only_posted(f"{ORDER_DRAFT}lines/{{order_line}}/drop/"),
    ),
    "order_issue": (
        Case(f"{ORDER_DRAFT}issue/", PSDG),
        posted(f"{ORDER_DRAFT}issue/", PSDG, status=422),
        posted(f"{ORDER}issue/", PSDG, refused=ORDER_READ, status=422),
    ),
    "order_withdraw": (
        Case(f"{ORDER}withdraw/", PSDG, refused=ORDER_READ),
        posted(f"{ORDER}withdraw/", PSDG, refused=ORDER_READ, data={"reason": "ออกซ้ำ"}),
        posted(f"{ORDER_DRAFT}withdraw/", PSDG, data={"reason": "ออกซ้ำ"}),
    ),
    "order_replace": (
        posted(f"{ORDER}replace/", PSDG, refused=ORDER_READ),
        posted("/2555/orders/{order_of_12}/replace/", PSDG, refused=SEES_PROVINCE - PSDG),
        only_posted(f"{ORDER}replace/"),
    ),
    "assign_together": (
        Case("/2555/assign/", PSDG, refused=SEES_ALL - PSDG),
        posted("/2555/assign/", PSDG, refused=SEES_ALL - PSDG, status=422),
        Case("/2999/assign/", NOBODY),
    ),
    "copy_assignments": (
        Case("/2556/assign/copy/", PSDG, refused=(SEES_ALL & READS_DRAFTS) - PSDG),
        posted("/2556/assign/copy/", PSDG, refused=(SEES_ALL & READS_DRAFTS) - PSDG, status=409),
    ),
    "hand_overs": (Case("/2555/hand-over/", PSDG, refused=SEES_ALL - PSDG), only_read("/2555/hand-over/")),
    "hand_over": (
        Case("/2555/hand-over/visitor-keeper/", PSDG, refused=SEES_ALL - PSDG),
        posted("/2555/hand-over/visitor-keeper/", PSDG, refused=SEES_ALL - PSDG, status=422),
        Case("/2555/hand-over/nobody/", NOBODY),
    ),
    "printed_figures": (
        posted("/2555/load/printed/", PSDG, refused=SEES_ALL - PSDG, status=422),
        Case("/2555/load/printed/", NOBODY, others=405),
    ),
    "lint": (Case("/2555/lint/", SEES_ALL),),
    # One indicator: 8 is the bureau's own, 4.3 is nobody's.
    "indicator": (
        Case("/2555/kpi/4.3/unit/cdd/", SEES_ALL),
        Case("/2555/kpi/8/unit/cdd/", OWNERS),
        Case("/2555/kpi/4.3/unit/12/", SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/13/", SEES_FOREIGN),
        Case("/2555/kpi/4.3/unit/1201/", SEES_1201),
        Case("/2555/kpi/4.3/unit/1301/", SEES_1301),
        Case("/2555/kpi/8/unit/12/", NOBODY),
    ),
    "why": (
        Case("/2555/kpi/4.3/unit/cdd/why/", SEES_ALL),
        Case("/2555/kpi/8/unit/cdd/why/", OWNERS),
        Case("/2555/kpi/4.3/unit/12/why/?via=1201", SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/1201/why/", SEES_1201),
        Case("/2555/kpi/4.3/unit/1301/why/", SEES_1301),
    ),
    # Entering: the keeper and who acts for the keeper.
    "entry": (
        Case(ENTRY, ENTERS, refused=SEES_PROVINCE),
        posted(ENTRY, ENTERS, refused=SEES_PROVINCE, data=NUMBERS),
        posted(ENTRY, ENTERS, refused=SEES_PROVINCE, data=DRAFT),
        Case("/2555/kpi/4.3/unit/1201/month/7/", NOBODY, refused=SEES_1201),
        Case("/2555/kpi/4.3/unit/1301/month/8/", NOBODY, refused=SEES_1301),
        posted("/2555/kpi/4.3/unit/1301/month/8/", NOBODY, refused=SEES_1301, data=NUMBERS),
        Case("/2555/kpi/8/unit/กผ/month/8/", frozenset({"bureau_keeper"}), refused=SEES_BUREAU),
        Case("/2555/kpi/8/unit/1201/month/8/", NOBODY),
    ),
    "entry_grid": (
        Case(GRID, ENTERS, refused=SEES_PROVINCE),
        posted(GRID, ENTERS, refused=SEES_PROVINCE, data=GRID_NUMBERS),
        posted(GRID, ENTERS, refused=SEES_PROVINCE, data={**GRID_NUMBERS, "save": "draft"}),
        Case("/2555/unit/1301/entry/", NOBODY, refused=SEES_1301),
        Case("/2555/unit/กผ/entry/", frozenset({"bureau_keeper"}), refused=SEES_BUREAU),
    ),
    "entry_typed": (
        posted(GRID_TYPED, ENTERS, refused=SEES_PROVINCE, status=200, data=GRID_NUMBERS),
        posted("/2555/unit/1301/entry/4.3/month/8/", NOBODY, refused=SEES_1301, data=GRID_NUMBERS),
        only_posted(GRID_TYPED),
    ),
    "entry_sent": (
        posted(GRID_SENT, ENTERS, refused=SEES_PROVINCE, status=200, data=GRID_NUMBERS | {"save": "draft"}),
        posted(GRID_SENT, ENTERS, refused=SEES_PROVINCE, status=200, data=GRID_NUMBERS | {"key": str(UUID(int=1))}),
        posted("/2555/unit/1301/entry/sent/", NOBODY, refused=SEES_1301, data=GRID_NUMBERS | {"save": "draft"}),
        only_posted(GRID_SENT),
    ),
    "reporting": (
        Case("/2555/reporting/", SIGNED_IN - {"without_role"}),
        Case("/2555/reporting/?under=1201", SEES_DISTRICT),
        Case("/2555/reporting/?under=1301", SEES_1301),
        only_read("/2555/reporting/", outside=302),
    ),
    "workbook": (
        Case("/2555/unit/1201/excel/", SEES_1201),
        Case("/2555/unit/1301/excel/", SEES_1301),
        Case("/2555/unit/12/excel/", SEES_PROVINCE),
        Case("/2555/unit/กผ/excel/", SEES_BUREAU),
        Case("/2555/unit/cdd/excel/", SEES_ALL),
        Case("/2555/unit/nowhere/excel/", NOBODY),
        Case("/2554/unit/1201/excel/", NOBODY),
        only_read("/2555/unit/1201/excel/"),
    ),
    "workbook_template": (
        Case("/2555/unit/1201/excel/template/", SEES_1201),
        Case("/2555/unit/1301/excel/template/", SEES_1301),
        Case("/2555/unit/12/excel/template/", SEES_PROVINCE),
        Case("/2555/unit/nowhere/excel/template/", NOBODY),
        only_read("/2555/unit/1201/excel/template/"),
    ),
    "workbook_send": (
        posted("/2555/unit/1201/excel/send/", SEES_1201, status=422),
        Case("/2555/unit/1201/excel/send/", NOBODY, others=405),
    ),
    "sent_workbook": (
        Case("/2555/excel/{workbook}/", KEEPER_1201),
        Case("/2554/excel/{workbook}/", NOBODY),
        only_read("/2555/excel/{workbook}/"),
    ),
    "sent_workbook_progress": (
        Case("/2555/excel/{workbook}/progress/", KEEPER_1201),
        only_read("/2555/excel/{workbook}/progress/"),
    ),
    "sent_workbook_confirm": (
        posted("/2555/excel/{workbook}/confirm/", KEEPER_1201, status=409),
        Case("/2555/excel/{workbook}/confirm/", NOBODY, others=405),
    ),
    "sent_workbook_cancel": (
        posted("/2555/excel/{workbook}/cancel/", KEEPER_1201, status=302),
        Case("/2555/excel/{workbook}/cancel/", NOBODY, others=405),
    ),
    "sent_workbook_file": (
        Case("/2555/excel/{workbook}/sent.xlsx", KEEPER_1201),
        Case("/2555/excel/{workbook}/marked.xlsx", KEEPER_1201),
        Case("/2555/excel/{workbook}/other.xlsx", NOBODY),
        only_read("/2555/excel/{workbook}/sent.xlsx"),
    ),
    "missing": (
        Case("/2555/reporting/missing/", SIGNED_IN - {"without_role"}),
        Case("/2555/reporting/missing/?under=1301&export=csv", SEES_1301),
        only_read("/2555/reporting/missing/", outside=302),
    ),
    "work": (
        Case("/2555/work/", frozenset({"keeper", "acting", "other_district", "bureau_keeper"})),
        only_read("/2555/work/", outside=302),
    ),
    "running": (
        Case(f"{ENTRY}running/?ก=15&ข=20", ENTERS, refused=SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/1301/month/8/running/", NOBODY, refused=SEES_1301),
        only_read(f"{ENTRY}running/", outside=302),
    ),
    # KPI Templates: 8 is being written, 4.3 was published and sent to province 12.
    "templates": (
        Case("/2555/templates/", SIGNED_IN),
        Case("/2556/templates/", READS_8),
        Case("/2500/templates/", NOBODY),
    ),
    "templates_csv": (Case("/2555/templates/list.csv", SIGNED_IN), Case("/2556/templates/list.csv", READS_8)),
    "templates_xlsx": (Case("/2555/templates/list.xlsx", SIGNED_IN), Case("/2556/templates/list.xlsx", READS_8)),
    "templates_send": (
        posted("/2555/templates/send/", PSDG, refused=SIGNED_IN - PSDG),
        only_posted("/2555/templates/send/"),
    ),
    "template": (
        Case(KPI, READS_8, status=302),
        Case(PUBLISHED, RECEIVED),
        Case("/2555/kpi/99/template/", NOBODY),
        only_read(KPI, outside=302),
    ),
    "template_versions": (Case(f"{KPI}versions/", READS_8), Case(f"{PUBLISHED}versions/", RECEIVED)),
    "template_compare": (Case(f"{KPI}compare/", READS_8), Case(f"{PUBLISHED}compare/", RECEIVED)),
    "template_file": (
        Case(f"{KPI}file/{{draft_file}}/", READS_8),
        Case(f"{PUBLISHED}file/{{file}}/", RECEIVED),
        Case(f"{PUBLISHED}file/{{draft_file}}/", NOBODY),
    ),
    "template_begin": (posted(f"{PUBLISHED}begin/", PSDG, refused=READS_DRAFTS), only_posted(f"{PUBLISHED}begin/")),
    "template_edit": (Case(f"{KPI}edit/", READS_8), posted(f"{KPI}edit/", MAKES_8, refused=READS_8)),
    "template_people": (Case(f"{KPI}people/?q=a", MAKES_8, refused=READS_8),),
    "template_criteria": (
        Case(f"{KPI}criteria/", NOBODY, refused=READS_8),
        Case("/2556/kpi/8/template/criteria/", MAKES_8, refused=READS_8),
    ),
    "template_criteria_preview": (
        posted(f"{KPI}criteria/preview/", NOBODY, refused=READS_8),
        posted("/2556/kpi/8/template/criteria/preview/", MAKES_8, refused=READS_8, status=200),
    ),
    "template_move": (
        posted(f"{KPI}move/", PSDG, refused=READS_8, data={"move": "publish"}),
        posted(f"{KPI}move/", MAKES_8, refused=READS_8, data={"move": "submit"}),
        only_posted(f"{KPI}move/"),
    ),
    "template_comment": (posted(f"{KPI}comment/", MAKES_8, refused=READS_8, data={"text": "a"}),),
    "template_settle": (
        posted(f"{KPI}comment/{{comment}}/settle/", MAKES_8, refused=READS_8),
        posted(f"{PUBLISHED}comment/{{comment}}/settle/", NOBODY),
    ),
    "template_receipts": (
        Case(f"{KPI}receipts/", NOBODY),
        Case(f"{PUBLISHED}receipts/", PSDG, refused=READS_DRAFTS),
    ),
    "template_send": (posted(f"{PUBLISHED}send/", PSDG, refused=READS_DRAFTS, data={"kind": "provinces"}),),
    "template_remind": (posted(f"{PUBLISHED}remind/", PSDG, refused=READS_DRAFTS),),
    # The year: an open one is everybody's, preparing it is the PSDG's, following that is for those who lead.
    "years": (Case("/years/", SIGNED_IN), only_read("/years/", outside=302)),
    "year_new": (
        Case("/years/new/", PSDG, refused=SIGNED_IN - PSDG),
        posted("/years/new/", PSDG, refused=SIGNED_IN - PSDG, data={"number": "2557"}),
    ),
    "year_open_file": (
        posted("/years/new/file/", PSDG, refused=SIGNED_IN - PSDG, status=422),
        Case("/years/new/file/", NOBODY, others=405),
    ),
    "year": (
        Case("/2555/", SIGNED_IN),
        Case("/2556/", READS_DRAFTS),
        Case("/2500/", NOBODY),
        only_read("/2555/", outside=302),
    ),
    "year_open": (
        Case("/2556/open/", PSDG, refused=READS_DRAFTS),
        Case("/2555/open/", PSDG, refused=SIGNED_IN - PSDG),
        posted("/2555/open/", PSDG, refused=SIGNED_IN - PSDG, status=422, data={"edits": "0"}),
    ),
    "year_close": (
        Case("/2555/close/", PSDG, refused=SIGNED_IN - PSDG),
        posted("/2555/close/", PSDG, refused=SIGNED_IN - PSDG, status=422, data={"edits": "0"}),
    ),
    "year_framework": (
        Case("/2555/framework/", READS_DRAFTS),
        posted("/2555/framework/", NOBODY, refused=READS_DRAFTS),
    ),
    "year_sums": (
        posted("/2555/framework/sums/", READS_DRAFTS, status=200),
        Case("/2555/framework/sums/", NOBODY, others=405),
    ),
    "year_rules": (Case("/2555/rules/", READS_DRAFTS), posted("/2555/rules/", NOBODY, refused=READS_DRAFTS)),
    "year_calendar": (
        Case("/2555/calendar/", SIGNED_IN),
        Case("/2556/calendar/", READS_DRAFTS),
        posted("/2555/calendar/", PSDG, refused=SIGNED_IN - PSDG, status=422),
    ),
    "year_differences": (Case("/2555/differences/", READS_DRAFTS), only_read("/2555/differences/", outside=302)),
    "year_take_over": (
        posted("/2555/differences/999999/take/", NOBODY, refused=READS_DRAFTS - PSDG),
        Case("/2555/differences/1/take/", NOBODY, others=405),
    ),
    "year_import": (
        Case("/2555/import/", PSDG, refused=READS_DRAFTS - PSDG),
        posted("/2555/import/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
    ),
    "year_sheets": (
        Case("/2555/sheets/", PSDG, refused=READS_DRAFTS - PSDG),
        posted("/2555/sheets/", PSDG, refused=READS_DRAFTS - PSDG, status=422, data={"kind": "past"}),
    ),
    "year_sheet_form": (Case("/2555/sheets/past.xlsx", READS_DRAFTS), Case("/2555/sheets/x.xlsx", NOBODY)),
    "agreement_export": (
        Case("/2555/agreement/cdd/export/", SEES_ALL | READS_DRAFTS),
        Case("/2555/agreement/12/export/", SEES_PROVINCE),
        Case("/2555/agreement/13/export/", SEES_FOREIGN),
        Case(f"{DRAFT_12}export/", PREPARES_12),
        Case("/2555/agreement/nowhere/export/", NOBODY),
    ),
    "check": (
        Case("/2555/agreement/cdd/check/", READS_DRAFTS),
        Case("/2555/agreement/12/check/", READS_DRAFTS),
        Case("/2555/agreement/13/check/", READS_DRAFTS - {"deputy"}),
    ),
    "check_accept": (
        posted("/2555/agreement/cdd/check/accept/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
        Case("/2555/agreement/cdd/check/accept/", NOBODY, others=405),
    ),
    "check_withdraw": (
        posted("/2555/agreement/cdd/check/1/withdraw/", NOBODY, refused=READS_DRAFTS - PSDG),
        Case("/2555/agreement/cdd/check/1/withdraw/", NOBODY, others=405),
    ),
    # The negotiation: of 2555 it is over, in 2556 the department negotiates; the bureau reads and offers its own row.
    "negotiation": (
        Case(NEGOTIATION, READS_8),
        Case(f"{NEGOTIATION}?export=csv", READS_8),
        Case(RUNNING, READS_8),
        Case(f"{OF_12}negotiation/", PREPARES_12),
        Case(f"{DRAFT_12}negotiation/", PREPARES_12),
        Case(f"{OF_13}negotiation/", PREPARES_13),
        Case("/2555/agreement/nowhere/negotiation/", NOBODY),
        posted(NEGOTIATION, NOBODY, refused=READS_8),
        posted(RUNNING, MAKES_8, refused=READS_DRAFTS, status=200),
    ),
    "negotiation_what_if": (
        posted(f"{NEGOTIATION}what-if/", READS_8, status=200),
        only_posted(f"{NEGOTIATION}what-if/"),
    ),
    "negotiation_move": (
        posted(f"{NEGOTIATION}move/", NOBODY, refused=READS_DRAFTS, data={"act": "begin"}),
        posted(f"{DRAFT_12}negotiation/move/", PSDG, refused=PREPARES_12, data={"act": "begin"}),
        only_posted(f"{NEGOTIATION}move/"),
    ),
    "negotiation_agree": (
        posted(f"{NEGOTIATION}agree/", NOBODY, refused=READS_DRAFTS),
        only_posted(f"{NEGOTIATION}agree/"),
    ),
    "negotiation_compare": (
        Case(f"{NEGOTIATION}compare/", READS_DRAFTS),
        Case(f"{NEGOTIATION}compare/?a={{meeting}}&b={{meeting}}", READS_DRAFTS),
        Case(f"{OF_13}negotiation/compare/", PREPARES_13),
    ),
    "negotiation_meetings": (
        Case(f"{NEGOTIATION}meetings/", READS_DRAFTS),
        Case(f"{OF_12}negotiation/meetings/", PREPARES_12),
        posted(f"{NEGOTIATION}meetings/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
    ),
    "negotiation_meeting": (
        Case(f"{NEGOTIATION}meetings/{{meeting}}/", READS_DRAFTS),
        Case(f"{OF_12}negotiation/meetings/{{meeting}}/", NOBODY),
    ),
    "negotiation_scan": (
        Case(f"{NEGOTIATION}meetings/{{meeting}}/scan/", READS_DRAFTS),
        Case(f"{OF_12}negotiation/meetings/{{meeting}}/scan/", NOBODY),
    ),
    "negotiation_appeal": (
        Case(f"{NEGOTIATION}appeal/", READS_DRAFTS),
        posted(f"{NEGOTIATION}appeal/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
    ),
    "negotiation_decide": (
        posted(f"{NEGOTIATION}appeal/{{appeal}}/", PSDG, refused=READS_DRAFTS, status=422),
        posted(f"{NEGOTIATION}appeal/999999/", NOBODY, refused=READS_DRAFTS - PSDG),
        only_posted(f"{NEGOTIATION}appeal/{{appeal}}/"),
    ),
    "negotiation_row": (
        Case(f"{NEGOTIATION}kpi/4.3/", READS_DRAFTS),
        Case(f"{NEGOTIATION}kpi/8/", READS_8),
        Case(f"{NEGOTIATION}kpi/99/", NOBODY),
        Case(f"{OF_13}negotiation/kpi/4.3/", PREPARES_13),
        posted(f"{NEGOTIATION}kpi/8/", NOBODY, refused=READS_8),
        posted(f"{RUNNING}kpi/8/", MAKES_8, refused=READS_DRAFTS, status=200),
        posted(f"{RUNNING}kpi/4.3/", PSDG, refused=READS_DRAFTS, status=200),
    ),
    "negotiation_preview": (
        posted(f"{NEGOTIATION}kpi/4.3/preview/", READS_DRAFTS, status=200),
        posted(f"{NEGOTIATION}kpi/8/preview/", READS_8, status=200),
        only_posted(f"{NEGOTIATION}kpi/4.3/preview/"),
    ),
    "negotiation_forecast": (
        posted(f"{NEGOTIATION}kpi/4.3/forecast/", NOBODY, refused=READS_DRAFTS, data=FORECAST),
        posted(f"{NEGOTIATION}kpi/8/forecast/", NOBODY, refused=READS_8, data=FORECAST),
        posted(f"{RUNNING}kpi/8/forecast/", MAKES_8, refused=READS_DRAFTS, data=FORECAST),
        only_posted(f"{NEGOTIATION}kpi/4.3/forecast/"),
    ),
    "negotiation_compare_offers": (
        Case(f"{NEGOTIATION}kpi/4.3/compare/", READS_DRAFTS),
        Case(f"{NEGOTIATION}kpi/8/compare/", READS_8),
    ),
    "vetting": (
        Case("/2555/agreement/cdd/vetting/", READS_DRAFTS),
        Case("/2555/agreement/13/vetting/", PREPARES_13),
        posted("/2555/agreement/cdd/vetting/", PSDG, refused=READS_DRAFTS - PSDG, status=422, data={"act": "apply"}),
    ),
    # Agreements: a signed one for who sees the unit, one in the making for who prepares it, a person's for that person.
    "agreements": (
        Case("/2555/agreements/", SIGNED_IN),
        Case("/2555/agreements/?export=csv", SIGNED_IN),
        Case("/2500/agreements/", NOBODY),
        Case("/2556/agreements/", PREPARES_12 | PREPARES_13),
        only_read("/2555/agreements/", outside=302),
    ),
    "agreement": (
        Case(LEAD, READS_LEAD),
        Case(f"{LEAD}?export=xlsx", READS_LEAD),
        Case(OF_12, SEES_PROVINCE),
        Case(OF_13, SEES_FOREIGN),
        Case("/2555/agreement/1201/", SEES_1201),
        Case(OWN, READS_DRAFTS | {"keeper"}),
        Case(DRAFT_12, PREPARES_12),
        Case("/2556/agreement/13/", PREPARES_13),
        Case("/2556/agreement/cdd/", READS_DRAFTS),
        Case("/2555/agreement/nowhere/", NOBODY),
        Case("/2555/agreement/~nobody/", NOBODY),
        only_read(LEAD, outside=302),
    ),
    # Passing down: who prepares an agreement sees what stands below, its head and the PSDG give orders.
    "cascade_below": (
        Case(f"{LEAD}below/", READS_DRAFTS),
        Case(f"{OF_12}below/", PREPARES_12),
        Case(f"{OF_13}below/", PREPARES_13),
        Case(f"{OWN}below/", NOBODY),
        only_read(f"{OF_12}below/"),
    ),
    "cascade_runs": (
        Case(f"{LEAD}cascade/", SEES_RUNS),
        Case(f"{OF_12}cascade/", PREPARES_12),
        only_read(f"{LEAD}cascade/"),
    ),
    "cascade_new": (
        posted(f"{LEAD}cascade/new/", HEADS_LEAD, refused=READS_DRAFTS),
        posted(f"{OF_12}cascade/new/", PSDG | {"director"}, refused=PREPARES_12),
        only_posted(f"{LEAD}cascade/new/"),
    ),
    "cascade_step": (
        Case(f"{DRAFT_OF_12}what/", frozenset({"director"}), refused=PREPARES_12 - PSDG),
        Case(f"{DRAFT_OF_12}nonsense/", NOBODY),
        posted(
            f"{DRAFT_OF_12}what/",
            frozenset({"director"}),
            refused=PREPARES_12 - PSDG,
            data={"code": "4.3", "to": "whom"},
        ),
    ),
    "cascade_hand": (Case(f"{DRAFT_OF_12}hand/4.3/", frozenset({"director"}), refused=PREPARES_12 - PSDG),),
    "cascade_drop": (
        posted(f"{DRAFT_OF_12}drop/", frozenset({"director"}), refused=PREPARES_12 - PSDG),
        only_posted(f"{DRAFT_OF_12}drop/"),
    ),
    "cascade_run": (Case(RUN, SEES_RUNS), Case(f"{OF_12}cascade/run/{{run}}/", NOBODY), only_read(RUN)),
    "cascade_progress": (Case(f"{RUN}progress/", SEES_RUNS), only_read(f"{RUN}progress/")),
    "cascade_cancel": (posted(f"{RUN}cancel/", HEADS_LEAD, refused=SEES_RUNS), only_posted(f"{RUN}cancel/")),
    "cascade_withdraw": (
        Case(f"{RUN}withdraw/", HEADS_LEAD, refused=SEES_RUNS),
        posted(f"{RUN}withdraw/", HEADS_LEAD, refused=SEES_RUNS, status=422),
    ),
    "cascade_answer": (
        posted(f"{RUN}answers/", HEADS_LEAD, refused=SEES_RUNS, data={"which": "all", "act": "decline"}),
        only_posted(f"{RUN}answers/"),
    ),
    "proposals": (
        Case(f"{OF_12}proposals/", PREPARES_12),
        Case(f"{OF_13}proposals/", PREPARES_13),
        only_read(f"{OF_12}proposals/"),
    ),
    "proposals_answer": (
        posted(f"{OF_12}proposals/{{run}}/", HEADS_LEAD | {"director"}, refused=PREPARES_12, status=422),
        posted(f"{OF_13}proposals/{{run}}/", NOBODY, data={"act": "decline"}),
        only_posted(f"{OF_12}proposals/{{run}}/"),
    ),
    "agreement_compare": (
        Case(f"{LEAD}compare/", READS_LEAD),
        Case(f"{LEAD}compare/?a=1&b=2", READS_DRAFTS),
        Case(f"{LEAD}compare/?a=1&b=now", READS_DRAFTS),
        Case(f"{OF_13}compare/", SEES_FOREIGN),
        Case(f"{DRAFT_12}compare/", PREPARES_12),
    ),
    "agreement_draft": (
        Case(f"{LEAD}draft.pdf", READS_DRAFTS),
        Case("/2555/agreement/1301/draft.pdf", READS_DRAFTS - {"deputy"}),
    ),
    "agreement_document": (
        Case(f"{LEAD}1.pdf", READS_LEAD),
        Case(f"{LEAD}2.pdf", READS_DRAFTS),
        Case(f"{LEAD}3.pdf", NOBODY),
        Case(f"{OF_12}1.pdf", SEES_PROVINCE),
    ),
    # Signing: recording is the PSDG's, a signature needs the own hand and a proof of who one is.
    "agreement_signing": (
        Case(f"{LEAD}signing/", READS_LEAD),
        Case(f"{OF_12}signing/", SEES_PROVINCE),
        Case(f"{OF_13}signing/", PREPARES_13),
        Case(f"{DRAFT_12}signing/", PREPARES_12),
        Case(f"{OWN}signing/", READS_DRAFTS | {"keeper"}),
    ),
    "agreement_take_in": (
        posted(f"{OF_13}signing/text/", PSDG, refused=PREPARES_13 - PSDG),
        posted(f"{LEAD}signing/text/", NOBODY, refused=READS_DRAFTS),
        only_posted(f"{OF_13}signing/text/"),
    ),
    "agreement_paper": (
        posted(f"{LEAD}signing/paper/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
        posted(f"{OF_12}signing/paper/", PSDG, refused=PREPARES_12 - PSDG, status=422),
        only_posted(f"{LEAD}signing/paper/"),
    ),
    "agreement_prove": (
        posted(f"{LEAD}signing/proof/", READS_LEAD),
        posted(f"{OF_13}signing/proof/", SEES_FOREIGN),
        only_posted(f"{LEAD}signing/proof/"),
    ),
    "agreement_to_sign": (
        Case(f"{LEAD}signing/to-sign.pdf", READS_DRAFTS),
        Case(f"{OF_13}signing/to-sign.pdf", NOBODY),
    ),
    "agreement_sign": (
        posted(f"{LEAD}signing/maker/", NOBODY, refused=READS_LEAD, data={"way": "pkcs12"}),
        posted(f"{LEAD}signing/nobody/", NOBODY),
        posted(f"{OF_12}signing/maker/", NOBODY, refused=SEES_PROVINCE, data={"way": "wet"}),
        only_posted(f"{LEAD}signing/maker/"),
    ),
    "agreement_signature": (
        Case(f"{LEAD}signing/1/maker/", READS_LEAD),
        Case(f"{LEAD}signing/2/maker/", NOBODY),
        Case(f"{OF_12}signing/1/superior/", SEES_PROVINCE),
    ),
    # Changes of what was agreed: asked for by the PSDG and the unit's head, let in by the department's head.
    "amendments": (
        Case(f"{LEAD}amendments/", READS_DRAFTS),
        Case(f"{LEAD}amendments/?export=csv", READS_DRAFTS),
        Case(f"{OF_12}amendments/", PREPARES_12),
        Case(f"{OF_13}amendments/", PREPARES_13),
    ),
    "amendment_new": (
        Case(f"{LEAD}amendments/new/", PSDG | {"executive"}, refused=READS_DRAFTS),
        Case(f"{OF_12}amendments/new/", PSDG | {"director"}, refused=PREPARES_12),
        Case(f"{OF_13}amendments/new/", NOBODY, refused=PREPARES_13),
        posted(f"{LEAD}amendments/new/", PSDG | {"executive"}, refused=READS_DRAFTS, status=422, data={"act": "send"}),
    ),
    "amendment_preview": (
        posted(f"{LEAD}amendments/new/preview/", PSDG | {"executive"}, refused=READS_DRAFTS, status=200),
        only_posted(f"{LEAD}amendments/new/preview/"),
    ),
    "amendment": (
        Case(f"{LEAD}amendments/1/", READS_DRAFTS),
        Case(f"{LEAD}amendments/2/", NOBODY),
        Case(f"{OF_12}amendments/1/", NOBODY),
    ),
    "amendment_exception": (
        posted(f"{LEAD}amendments/1/exception/", frozenset({"executive"}), refused=READS_DRAFTS, data=EXCEPTION),
        only_posted(f"{LEAD}amendments/1/exception/"),
    ),
    "amendment_decide": (
        posted(f"{LEAD}amendments/1/decision/", PSDG, refused=READS_DRAFTS, status=422),
        only_posted(f"{LEAD}amendments/1/decision/"),
    ),
    "amendment_scan": (Case(f"{LEAD}amendments/1/scan/", READS_DRAFTS), Case(f"{OF_12}amendments/1/scan/", NOBODY)),
    "amendment_reasons": (
        Case("/2555/amendment-reasons/", PSDG, refused=SIGNED_IN),
        posted("/2555/amendment-reasons/", PSDG, refused=SIGNED_IN, status=422),
        Case("/2556/amendment-reasons/", PSDG, refused=READS_DRAFTS),
        Case("/2500/amendment-reasons/", NOBODY),
    ),
}
