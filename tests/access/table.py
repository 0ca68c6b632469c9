"""The access matrix: every address of the site, and what each visitor gets there.

A row is an address's name with its cases; one case per kind of object, own and foreign. In a case `ok` are the visitors
who get `status` (200), `refused` those who get 403 because they see the thing and may not do this; everybody else who
has signed in gets `others` (404), and who has not is sent to the door (`outside`, 302). A new address fails
test_matrix.py until it has a row here. Visitors and their groups stand in people.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    VISITORS,
)

EVERYBODY = frozenset(VISITORS)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One address as it is asked for, and who gets what."""

    path: str
    ok: frozenset[str]
    refused: frozenset[str] = NOBODY
    status: int = 200
    others: int = 404
    outside: int = 302
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)

    def expected(self, visitor: str) -> int:
        """The status a visitor gets."""
        if visitor in self.ok:
            return self.status
        if visitor in self.refused:
            return 403
        return self.outside if visitor in SIGNED_OUT else self.others

    def __str__(self) -> str:
        """What pytest calls it."""
        return f"{self.method} {self.path}"


def posted(path: str, ok: frozenset[str], *, status: int = 302, **also: object) -> Case:
    """A form that is sent; where it works it leads on."""
    return Case(path, ok, status=status, method="post", **also)  # type: ignore[arg-type]


def only_posted(path: str) -> Case:
    """What changes something is never there for a link to follow."""
    return Case(path, NOBODY, others=405, outside=405)


def only_read(path: str, *, outside: int = 405) -> Case:
    """What only shows something takes no form; some look first who asks."""
    return Case(path, NOBODY, others=405, outside=outside, method="post")


ENTRY = "/2555/kpi/4.3/unit/1201/month/8/"
NUMBERS = {"ก": "15", "ข": "20", "version-ก": "0", "version-ข": "0", "save": "submit"}
DRAFT = {**NUMBERS, "save": "draft"}
OWNERS = SEES_ALL | OF_BUREAU
ADMINISTRATOR = frozenset({"psdg"})
HANDS_OUT_CODES = frozenset({"psdg", "director", "working_group", "other_province"})
LIVE = "/live/?topic=2555/unit/"
STATE = "/live/state/?topic=2555/unit/"
KPI = "/2555/kpi/8/template/"
PSDG = frozenset({"psdg"})
READS_DRAFTS = PSDG | {"executive", "deputy"}
SEES_1201, SEES_1301 = SEES_DISTRICT, SEES_FOREIGN

NEGOTIATION = "/2555/agreement/cdd/negotiation/"

TABLE: dict[str, tuple[Case, ...]] = {
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
    # Scorecards.
    "units": (Case("/2555/units/", SIGNED_IN), Case("/2500/units/", NOBODY)),
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
    "running": (
        Case(f"{ENTRY}running/?ก=15&ข=20", ENTERS, refused=SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/1301/month/8/running/", NOBODY, refused=SEES_1301),
        only_read(f"{ENTRY}running/", outside=302),
    ),
    # KPI Templates: nothing is published here; whoever reads drafts sees that, tests/agreements has the rest.
    "templates": (Case("/2555/templates/", SIGNED_IN), Case("/2500/templates/", NOBODY)),
    "templates_csv": (Case("/2555/templates/list.csv", SIGNED_IN),),
    "templates_xlsx": (Case("/2555/templates/list.xlsx", SIGNED_IN),),
    "templates_send": (
        posted("/2555/templates/send/", PSDG, refused=SIGNED_IN - PSDG),
        Case("/2555/templates/send/", NOBODY, others=405),
    ),
    "template": (Case(KPI, READS_DRAFTS), Case("/2555/kpi/99/template/", NOBODY), only_read(KPI, outside=302)),
    "template_versions": (Case(f"{KPI}versions/", READS_DRAFTS),),
    "template_compare": (Case(f"{KPI}compare/", NOBODY),),
    "template_file": (Case(f"{KPI}file/1/", NOBODY),),
    "template_begin": (
        posted(f"{KPI}begin/", PSDG, refused=READS_DRAFTS - PSDG),
        Case(f"{KPI}begin/", NOBODY, others=405),
    ),
    "template_edit": (Case(f"{KPI}edit/", NOBODY), posted(f"{KPI}edit/", NOBODY)),
    "template_people": (Case(f"{KPI}people/?q=a", NOBODY),),
    "template_criteria": (Case(f"{KPI}criteria/", NOBODY, refused=READS_DRAFTS),),
    "template_criteria_preview": (posted(f"{KPI}criteria/preview/", NOBODY, refused=READS_DRAFTS),),
    "template_move": (posted(f"{KPI}move/", NOBODY, data={"move": "publish"}),),
    "template_comment": (posted(f"{KPI}comment/", NOBODY, data={"text": "a"}),),
    "template_settle": (posted(f"{KPI}comment/1/settle/", NOBODY),),
    "template_receipts": (Case(f"{KPI}receipts/", NOBODY),),
    "template_send": (posted(f"{KPI}send/", NOBODY, data={"kind": "provinces"}),),
    "template_remind": (posted(f"{KPI}remind/", NOBODY),),
    # The year: an open one is everybody's, preparing it is the PSDG's, following that is for those who lead.
    "years": (Case("/years/", SIGNED_IN), only_read("/years/", outside=302)),
    "year_new": (
        Case("/years/new/", PSDG, refused=SIGNED_IN - PSDG),
        posted("/years/new/", PSDG, refused=SIGNED_IN - PSDG, data={"number": "2556"}),
    ),
    "year_open_file": (
        posted("/years/new/file/", PSDG, refused=SIGNED_IN - PSDG, status=422),
        Case("/years/new/file/", NOBODY, others=405),
    ),
    "year": (Case("/2555/", SIGNED_IN), Case("/2500/", NOBODY), only_read("/2555/", outside=302)),
    "year_open": (
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
    # The negotiation: the agreements here are signed, so that nothing is typed; tests/agreements has the rest.
    "negotiation": (
        Case(NEGOTIATION, READS_DRAFTS),
        Case(f"{NEGOTIATION}?export=csv", READS_DRAFTS),
        Case("/2555/agreement/12/negotiation/", READS_DRAFTS | {"director", "working_group"}),
        Case("/2555/agreement/13/negotiation/", READS_DRAFTS - {"deputy"} | {"other_province"}),
        Case("/2555/agreement/nowhere/negotiation/", NOBODY),
        posted(NEGOTIATION, NOBODY, refused=READS_DRAFTS),
    ),
    "negotiation_what_if": (
        posted(f"{NEGOTIATION}what-if/", READS_DRAFTS, status=200),
        Case(f"{NEGOTIATION}what-if/", NOBODY, others=405),
    ),
    "negotiation_move": (
        posted(f"{NEGOTIATION}move/", NOBODY, refused=READS_DRAFTS, data={"act": "begin"}),
        Case(f"{NEGOTIATION}move/", NOBODY, others=405),
    ),
    "negotiation_agree": (
        posted(f"{NEGOTIATION}agree/", NOBODY, refused=READS_DRAFTS),
        Case(f"{NEGOTIATION}agree/", NOBODY, others=405),
    ),
    "negotiation_compare": (
        Case(f"{NEGOTIATION}compare/", READS_DRAFTS),
        Case("/2555/agreement/13/negotiation/compare/", READS_DRAFTS - {"deputy"} | {"other_province"}),
    ),
    "negotiation_meetings": (
        Case(f"{NEGOTIATION}meetings/", READS_DRAFTS),
        posted(f"{NEGOTIATION}meetings/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
    ),
    "negotiation_meeting": (Case(f"{NEGOTIATION}meetings/1/", NOBODY),),
    "negotiation_scan": (Case(f"{NEGOTIATION}meetings/1/scan/", NOBODY),),
    "negotiation_appeal": (
        Case(f"{NEGOTIATION}appeal/", READS_DRAFTS),
        posted(f"{NEGOTIATION}appeal/", PSDG, refused=READS_DRAFTS - PSDG, status=422),
    ),
    "negotiation_decide": (
        posted(f"{NEGOTIATION}appeal/1/", NOBODY, refused=READS_DRAFTS - PSDG),
        Case(f"{NEGOTIATION}appeal/1/", NOBODY, others=405),
    ),
    "negotiation_row": (
        Case(f"{NEGOTIATION}kpi/4.3/", READS_DRAFTS),
        Case(f"{NEGOTIATION}kpi/99/", NOBODY),
        Case("/2555/agreement/13/negotiation/kpi/4.3/", READS_DRAFTS - {"deputy"} | {"other_province"}),
        posted(f"{NEGOTIATION}kpi/4.3/", NOBODY, refused=READS_DRAFTS),
    ),
    "negotiation_preview": (
        posted(f"{NEGOTIATION}kpi/4.3/preview/", READS_DRAFTS, status=200),
        Case(f"{NEGOTIATION}kpi/4.3/preview/", NOBODY, others=405),
    ),
    "negotiation_forecast": (
        posted(f"{NEGOTIATION}kpi/4.3/forecast/", NOBODY, refused=READS_DRAFTS, data={"value": "1", "source": "a"}),
        Case(f"{NEGOTIATION}kpi/4.3/forecast/", NOBODY, others=405),
    ),
    "negotiation_compare_offers": (Case(f"{NEGOTIATION}kpi/4.3/compare/", NOBODY),),
    "vetting": (
        Case("/2555/agreement/cdd/vetting/", READS_DRAFTS),
        Case("/2555/agreement/13/vetting/", READS_DRAFTS - {"deputy"} | {"other_province"}),
        posted("/2555/agreement/cdd/vetting/", PSDG, refused=READS_DRAFTS - PSDG, status=422, data={"act": "apply"}),
    ),
}
