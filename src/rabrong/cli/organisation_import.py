"""Taking sheets and provinces in from the command line, on the database of the environment."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from rabrong.cli.serving_words import WORDS as SERVING_WORDS
from rabrong.scoring.wording import Language
from rabrong.thai.dates import read_date

if TYPE_CHECKING:
    from rabrong.org.actor import Actor
    from rabrong.org.importing.taking_in import Checked, Kind

REFUSED, FAULTS, CANNOT_START = 1, 2, 3
CHECKS = "rabrong.config.start.refuse_foreign_database"

WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "nobody": "ไม่มีบัญชีที่ใช้งานชื่อ {by} ใส่ชื่อเข้าใช้ของผู้ดูแลระบบ กพร.",
        "bad_day": "อ่านวันที่ {on} ไม่ออก พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 1/10/2554",
        "counts": "ใหม่ {new} เปลี่ยน {changed} คงเดิม {unchanged}",
        "faults": "ยังไม่นำเข้า ต้องแก้ {count} ที่:",
        "would": "ตรวจแล้วถูกต้อง ยังไม่ได้บันทึกอะไร สั่งอีกครั้งด้วย --apply เพื่อนำเข้า",
        "nothing": "ทุกแถวตรงกับที่มีอยู่แล้ว",
        "done": "นำเข้าแล้ว",
        "provinces": (
            "เพิ่ม {provinces} จังหวัด {districts} อำเภอ มีอยู่แล้ว {known} · ข้อมูล: กรมการปกครอง ผ่าน geothai (CC BY 4.0)"
        ),
    },
    "en": {
        "nobody": "There is no account in use named {by}: give the sign-in name of an administrator.",
        "bad_day": "The day {on} cannot be read: day/month/B.E. year, such as 1/10/2554.",
        "counts": "{new} new, {changed} changed, {unchanged} as before",
        "faults": "Not taken in: {count} to be corrected:",
        "would": "Every cell is right. Nothing is saved yet: once more with --apply takes it in.",
        "nothing": "Every row is as it is already.",
        "done": "Taken in.",
        "provinces": (
            "{provinces} provinces and {districts} districts added, {known} were there."
            " Data: DOPA through geothai, CC BY 4.0"
        ),
    },
}

Said = tuple[int, str]
"""An exit code and what is said."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who does it, from which day as it was typed, in which language it is answered, and whether it is done."""

    by: str
    on: str
    language: Language
    is_applied: bool


def import_sheet(kind: str, file: Path, order: Order) -> Said:
    """Check a file, and take it in when that is asked for."""
    problem = _problem(order.language)
    if problem:
        return CANNOT_START, problem
    return sheet_taken_in(kind, file, order)


def import_provinces(department: str, order: Order) -> Said:
    """Load the provinces of the country under a department."""
    problem = _problem(order.language)
    if problem:
        return CANNOT_START, problem
    return provinces_loaded(department, order)


def _problem(language: Language) -> str:
    """Set Django up on a database that is no demo's and has its tables; what keeps it from that, "" for nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rabrong.config.settings.production")
    try:
        django.setup(set_prefix=False)
        import_string(CHECKS)()
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (ImproperlyConfigured, DatabaseError) as error:
        return str(error)
    return SERVING_WORDS[language]["migrate_first"].format(count=waiting) if waiting else ""


def _actor(order: Order) -> "Actor | None":
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup
    from rabrong.org.queries import actor_of  # noqa: PLC0415  models need setup

    person = Person.objects.select_related("unit").filter(code=order.by).first()
    actor = None if person is None else actor_of(person, timezone.now())
    return actor if actor is not None and actor.grants else None


def _day(order: Order, today: date) -> date | None:
    read = read_date(order.on) if order.on else today
    return read if isinstance(read, date) else None


def _asked(order: Order) -> "tuple[Actor, date] | Said":
    words = WORDS[order.language]
    actor = _actor(order)
    if actor is None:
        return REFUSED, words["nobody"].format(by=order.by)
    day = _day(order, actor.today)
    return (REFUSED, words["bad_day"].format(on=order.on)) if day is None else (actor, day)


def sheet_taken_in(kind: str, file: Path, order: Order) -> Said:
    """The same where Django is set up."""
    from rabrong.org.importing.plan import AsOf, File  # noqa: PLC0415  models need setup
    from rabrong.org.importing.taking_in import KINDS, check_file, take_in_file  # noqa: PLC0415  models need setup
    from rabrong.org.rules import may_administer  # noqa: PLC0415  models need setup
    from rabrong.results.actions import rescore_tree  # noqa: PLC0415  models need setup

    asked = _asked(order)
    if isinstance(asked[0], int):
        return asked
    actor, day = asked
    wanted: Kind = next(each for each in KINDS if each == kind)
    sent = File(file.name, file.read_bytes())
    with translation.override(order.language):
        if order.is_applied or may_administer(actor) is None:
            done = take_in_file(wanted, sent, on=day, by=actor, now=actor.now, rescore=rescore_tree)
        else:
            done = check_file(wanted, sent, AsOf(day, actor.today, actor.person.unit.chain))
        return _told(done, order)


def _told(done: object, order: Order) -> Said:
    from rabrong.org.rules import Refusal  # noqa: PLC0415  models need setup
    from rabrong.org.wording import refusal_words  # noqa: PLC0415  models need setup
    from rabrong.paper.sheets.cells import Unreadable  # noqa: PLC0415
    from rabrong.paper.sheets.wording import unreadable_words  # noqa: PLC0415  models need setup

    if isinstance(done, Refusal):
        return REFUSED, refusal_words(done)
    if isinstance(done, Unreadable):
        return FAULTS, unreadable_words(done)
    return _counted(done, order)  # type: ignore[arg-type]  # the third answer


def _counted(checked: "Checked", order: Order) -> Said:
    words, plan = WORDS[order.language], checked.plan
    counts = words["counts"].format(new=len(plan.new), changed=len(plan.changed), unchanged=plan.unchanged)
    if plan.problems:
        head = words["faults"].format(count=len(plan.problems))
        return FAULTS, "\n".join((head, *_faults(checked)))
    outcome = "nothing" if not plan.does_something else "done" if order.is_applied else "would"
    return 0, f"{counts}\n{words[outcome]}"


def _faults(checked: "Checked") -> Iterable[str]:
    from rabrong.org.importing.wording import problem_words  # noqa: PLC0415  models need setup

    return (f"  {problem.address or '-':>6}  {problem_words(problem)}" for problem in checked.plan.problems)


def provinces_loaded(department: str, order: Order) -> Said:
    """The same where Django is set up."""
    from rabrong.org.importing.geography import load_provinces  # noqa: PLC0415  models need setup
    from rabrong.org.models import Unit  # noqa: PLC0415  models need setup
    from rabrong.org.rules import Refusal  # noqa: PLC0415  models need setup
    from rabrong.org.wording import refusal_words  # noqa: PLC0415  models need setup

    asked = _asked(order)
    if isinstance(asked[0], int):
        return asked
    actor, day = asked
    code = department or actor.person.unit.chain
    with translation.override(order.language):
        unit = Unit.objects.filter(code=code, kind="department").first()
        if unit is None:
            return REFUSED, refusal_words(Refusal("unit.unknown", {"code": code}))
        done = load_provinces(unit, on=day, by=actor, now=actor.now)
        if isinstance(done, Refusal):
            return REFUSED, refusal_words(done)
    terms = {"provinces": done.provinces, "districts": done.districts, "known": done.known}
    return 0, WORDS[order.language]["provinces"].format(**terms)
