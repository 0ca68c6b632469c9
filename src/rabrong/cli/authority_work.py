"""What the commands of an own authority do: the root's files, and certificates in the database of the environment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import override

from rabrong.cli.verify_database import opened
from rabrong.paper.signing.authority import Authority, Subject, new_root, opened_root
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.root_files import read_root, write_root
from rabrong.scoring.wording import Language
from rabrong.thai.dates import typed_date

if TYPE_CHECKING:
    from rabrong.agreements.models import SignerCertificate

Said = tuple[bool, str]
WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "made": "สร้างใบรับรองรากใน {folder} แล้ว ตั้ง RABRONG_OWN_AUTHORITY={folder} เก็บโฟลเดอร์นี้นอกฐานข้อมูลและนอกสำเนาสำรอง",
        "there": "{folder} มีใบรับรองรากอยู่แล้ว ไม่เขียนทับ",
        "off": "ยังไม่ได้ตั้ง RABRONG_OWN_AUTHORITY หรือไม่มีใบรับรองรากในโฟลเดอร์นั้น",
        "no_person": "ไม่มีบุคคลรหัส {person}",
        "no_serial": "ไม่มีใบรับรองเลขที่ {serial}",
        "issued": "ออกใบรับรองเลขที่ {serial} ให้ {person} แล้ว ใช้ได้ถึง {day}",
        "revoked": "เพิกถอนแล้ว และลงนามบัญชีใบรับรองที่ถูกเพิกถอนฉบับที่ {number}",
        "row": "{serial}  {person}  {starts} - {ends}  {state}",
        "good": "ใช้ได้",
        "over": "หมดอายุ",
        "taken": "เพิกถอน {day} {reason}",
    },
    "en": {
        "made": "A root was made in {folder}. Set RABRONG_OWN_AUTHORITY={folder}; keep it out of database and backups",
        "there": "There is a root in {folder} already; nothing was written over",
        "off": "RABRONG_OWN_AUTHORITY is not set, or there is no root in that folder",
        "no_person": "There is no person with the code {person}",
        "no_serial": "There is no certificate {serial}",
        "issued": "Certificate {serial} was issued to {person}, good until {day}",
        "revoked": "Revoked, and list number {number} of revoked certificates is signed",
        "row": "{serial}  {person}  {starts} - {ends}  {state}",
        "good": "good",
        "over": "expired",
        "taken": "revoked {day} {reason}",
    },
}


def make_root(folder: Path, name: str, passphrase: str, language: Language) -> Said:
    """A new root in a folder that has none."""
    files = new_root(Subject(name, name), passphrase, now=_now())
    if isinstance(files, Refused):
        return False, _refused(files, language)
    try:
        write_root(folder, files)
    except FileExistsError:
        return False, WORDS[language]["there"].format(folder=folder)
    return True, WORDS[language]["made"].format(folder=folder)


def issue_to(person: str, passphrases: tuple[str, str], data: Path | None, language: Language) -> Said:
    """A certificate for somebody: the root's passphrase, then the signer's."""
    words = WORDS[language]
    with opened(data), override(language):
        from rabrong.agreements.actions.authority import Wanted, issue_certificate  # noqa: PLC0415  models need setup
        from rabrong.agreements.wording.agreements import refusal_words  # noqa: PLC0415  as above
        from rabrong.org.models import Person  # noqa: PLC0415  as above
        from rabrong.org.rules import Refusal  # noqa: PLC0415  as above

        root = _root(passphrases[0], language)
        found = Person.objects.select_related("unit").filter(code=person).first()
        if isinstance(root, str) or found is None:
            return False, root if isinstance(root, str) else words["no_person"].format(person=person)
        made = issue_certificate(root, Wanted(found, passphrases[1]), now=_now())
        if isinstance(made, Refusal):
            return False, refusal_words(made)
        return True, words["issued"].format(serial=made.serial, person=found, day=typed_date(made.valid_until.date()))


def revoke_serial(serial: str, given: tuple[str, str], data: Path | None, language: Language) -> Said:
    """Take a certificate back: the root's passphrase, then the reason."""
    words = WORDS[language]
    with opened(data), override(language):
        from rabrong.agreements.actions.authority import revoke_certificate  # noqa: PLC0415  models need setup
        from rabrong.agreements.models import SignerCertificate  # noqa: PLC0415  as above
        from rabrong.agreements.wording.agreements import refusal_words  # noqa: PLC0415  as above
        from rabrong.org.rules import Refusal  # noqa: PLC0415  as above

        root = _root(given[0], language)
        found = SignerCertificate.objects.select_related("person__unit").filter(serial=serial).first()
        if isinstance(root, str) or found is None:
            return False, root if isinstance(root, str) else words["no_serial"].format(serial=serial)
        done = revoke_certificate(root, found, reason=given[1], now=_now())
        if isinstance(done, Refusal):
            return False, refusal_words(done)
        return True, words["revoked"].format(number=done.number)


def listed(data: Path | None, language: Language) -> Iterator[str]:
    """A line for every certificate, newest first."""
    words = WORDS[language]
    with opened(data):
        from rabrong.agreements.models import SignerCertificate  # noqa: PLC0415  models need setup

        for row in SignerCertificate.objects.select_related("person"):
            starts, ends = typed_date(row.valid_from.date()), typed_date(row.valid_until.date())
            state = _state(row, words)
            yield words["row"].format(serial=row.serial, person=row.person, starts=starts, ends=ends, state=state)


def _state(row: "SignerCertificate", words: dict[str, str]) -> str:
    if row.revoked_at is not None:
        return words["taken"].format(day=typed_date(row.revoked_at.date()), reason=row.reason)
    return words["good"] if row.valid_until > _now() else words["over"]


def _root(passphrase: str, language: Language) -> Authority | str:
    """The open root, or why there is none."""
    from django.conf import settings  # noqa: PLC0415  after setup

    files = read_root(Path(settings.OWN_AUTHORITY)) if settings.OWN_AUTHORITY else None
    if files is None:
        return WORDS[language]["off"]
    root = opened_root(files, passphrase)
    return _refused(root, language) if isinstance(root, Refused) else root


def _refused(refused: Refused, language: Language) -> str:
    """Without a database: Django's words need only its catalogues."""
    import django  # noqa: PLC0415  slow to import
    from django.conf import settings  # noqa: PLC0415  as above

    from rabrong.paper.signing.wording import refused_words  # noqa: PLC0415  as above

    if not settings.configured:
        locale = Path(__file__).resolve().parents[1] / "locale"
        settings.configure(LANGUAGE_CODE=language, LOCALE_PATHS=[locale], USE_I18N=True)
        django.setup(set_prefix=False)
    with override(language):
        return refused_words(refused, lambda moment: typed_date(moment.date()))


def _now() -> datetime:
    return datetime.now(UTC)
