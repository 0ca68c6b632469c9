"""`rabrong verify` and its companions: copies without a server, a demo's database, signed heads, keys."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rabrong.audit.actions import Sealed, erase_personal_values, record, seal_heads
from rabrong.audit.heads import line_of, public_key_of, public_pem
from rabrong.audit.models import ChainHead, Event
from rabrong.audit.queries import personal_values_of
from tests.audit.keys import KEY, with_key
from tests.audit.sample import CHAIN, NOW, record_some, submitted, telephoned
from tests.cli.command import printed, rabrong, refused
from tests.guards import unguarded
from tests.nation import build_nation

pytestmark = pytest.mark.django_db
Line = dict[str, object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a chain of four records, the third with a personal value."""
    record_some(2)
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    record(CHAIN, submitted(4), now=NOW)
    file = tmp_path / "copy.jsonl"
    printed("audit-export", "--out", file, "--with-personal")
    return file


def lines_of(file: Path) -> list[Line]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def write(file: Path, lines: list[Line]) -> None:
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def broken(*arguments: str | Path) -> str:
    """What is printed about a chain that is not whole: exit 1."""
    run = rabrong("verify", *arguments, "--lang", "en")
    assert (run.returncode, run.stderr) == (1, "")
    return run.stdout


def test_a_copy_is_whole(copy: Path) -> None:
    assert printed("verify", "--file", copy, "--lang", "en") == "cdd: whole, 4 records, #1 to #4\n"
    assert printed("verify", "--file", copy) == "cdd: ครบและต่อกันทุกบันทึก 4 บันทึก #1 ถึง #4\n"


def test_a_copy_is_checked_without_django(copy: Path) -> None:
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from rabrong.cli import rabrong\n"
        f"rabrong(['verify', '--file', {str(copy)!r}, '--lang', 'en'])"
    )
    run = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout, run.stderr) == (0, "cdd: whole, 4 records, #1 to #4\n", "")


def changed(lines: list[Line]) -> None:
    lines[2]["actor"] = "somebody-else"


def deleted(lines: list[Line]) -> None:
    del lines[2]


def inserted(lines: list[Line]) -> None:
    lines.insert(3, {**lines[2], "actor": "intruder"})


def reordered(lines: list[Line]) -> None:
    lines[2], lines[3] = lines[3], lines[2]


def cut(lines: list[Line]) -> None:
    del lines[3:]


def changed_personally(lines: list[Line]) -> None:
    lines[3]["personal"] = [["after", "telephone", "salt", "089"], ["before", "telephone", "salt", "02"]]


DEED = "(entries.submit entry 2555/4.3/1201/8, 15/5/2555 10.02)"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (changed, f"#2 line 3 was changed after it was recorded {DEED}"),
        (deleted, "#2 was deleted"),
        (inserted, f"#2 line 3, 4 was put in {DEED}"),
        (reordered, f"#2 line 4 was moved {DEED}"),
        (cut, "#3-#4 the tail was cut off"),
        (changed_personally, "#3 line 4 the personal value telephone was changed"),
    ],
)
def test_an_edited_copy_is_broken_and_the_line_named(copy: Path, edit: Callable[[list[Line]], None], said: str) -> None:
    lines = lines_of(copy)
    edit(lines)
    write(copy, lines)
    assert f"  {said}" in broken("--file", copy)


def test_a_hostile_copy_does_not_reach_the_terminal(copy: Path) -> None:
    lines = lines_of(copy)
    lines[1]["verb"] = "\x1b[2J\x1b]0;all is well\x07\r"
    lines[2]["number"] = 10**30
    write(copy, lines)
    said = broken("--file", copy)
    assert "#1 line 2 was changed" in said
    assert [each for each in said if not each.isprintable() and each != "\n"] == []


def test_a_year_that_no_calendar_shows_is_no_crash(copy: Path) -> None:
    lines = lines_of(copy)
    lines[1]["at"] = "0001-01-01T00:00:00+14:00"
    lines[2]["at"] = "9999-12-31T23:59:59-12:00"
    write(copy, lines)
    assert "line 2" in refused("verify", "--file", copy, "--lang", "en")


def test_a_break_is_named_in_thai(copy: Path) -> None:
    lines = lines_of(copy)
    changed(lines)
    write(copy, lines)
    run = rabrong("verify", "--file", copy)
    assert run.stdout == (
        "cdd: ไม่ครบ พบ 1 แห่ง ใน 4 บันทึก\n"
        "  #2 บรรทัด 3 ถูกแก้ไขหลังบันทึก (entries.submit entry 2555/4.3/1201/8, 15/5/2555 10.02)\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 0: the file is empty"),
        (b"\xff\xfe\n", "line 1: not readable as JSON"),
        (b"[]\n", "line 1: not a record of a copy"),
        (b"[" * 100_000, "line 1: not readable as JSON"),
        (b'{"number": 1}\n', "line 1: the copy's first line is missing"),
        (b'{"format": "rabrong-audit/9"}\n', "line 1: a format this version does not know"),
        (b'{"format": "rabrong-audit/1", "chain": "a"}\n{"number": 1}\n', "line 2: not a record of a copy"),
    ],
)
def test_a_file_that_is_no_copy_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "copy.jsonl"
    file.write_bytes(content)
    assert said in refused("verify", "--file", file, "--lang", "en")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("at", "yesterday", "line 2: the time is wrong"),
        ("at", "2012-05-15T10:00:00", "line 2: the time is wrong"),
        ("number", True, "line 2: not a record"),
        ("chain", "other", "line 2: belongs to another chain"),
        ("after", [], "line 2: not a record"),
        ("personal", {}, "line 2: not a record"),
        ("personal", [["after", "telephone", "salt", 5]], "line 2: not a record"),
    ],
)
def test_a_line_that_is_no_record_is_refused(copy: Path, field: str, value: object, said: str) -> None:
    lines = lines_of(copy)
    lines[1][field] = value
    write(copy, lines)
    assert said in refused("verify", "--file", copy, "--lang", "en")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused("verify", "--file", tmp_path / "none", "--lang", "en")


def test_a_copy_holds_personal_values_only_when_asked(copy: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    printed("audit-export", "--out", bare)
    assert "081 234 5678" in copy.read_text("utf-8")
    assert "081 234 5678" not in bare.read_text("utf-8")
    assert printed("verify", "--file", bare, "--lang", "en") == "cdd: whole, 4 records, #1 to #4\n"


def test_a_copy_is_for_its_owner_and_overwrites_nothing(copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before = copy.read_bytes()
    assert "cannot be written" in refused("audit-export", "--out", copy, "--lang", "en")
    assert copy.read_bytes() == before


def test_a_copy_of_some_days_is_whole_in_itself(tmp_path: Path) -> None:
    for day in range(6):
        record(CHAIN, submitted(day), now=NOW + timedelta(days=day))
    file = tmp_path / "days.jsonl"
    printed("audit-export", "--out", file, "--since", "17/5/2555", "--until", "2012-05-18")
    assert [line["number"] for line in lines_of(file)[1:]] == [3, 4]
    assert printed("verify", "--file", file, "--lang", "en") == "cdd: whole, 2 records, #3 to #4\n"
    assert "is no day" in refused("audit-export", "--out", tmp_path / "x", "--since", "yesterday", "--lang", "en")


def test_only_the_asked_chain_is_copied(tmp_path: Path) -> None:
    record_some(1)
    record("opdc", submitted(1), now=NOW)
    file = tmp_path / "one.jsonl"
    printed("audit-export", "--out", file, "--chain", "opdc")
    assert {line["chain"] for line in lines_of(file)} == {"opdc"}
    assert "There is no chain x" in refused("audit-export", "--out", tmp_path / "x", "--chain", "x", "--lang", "en")


def test_erased_values_leave_the_copy_whole_and_are_counted(tmp_path: Path) -> None:
    deed = telephoned("081 234 5678")
    record(CHAIN, deed, now=NOW)
    erase_personal_values(personal_values_of("keeper-1201"), deed, chain=CHAIN, reason="r", now=NOW)
    file = tmp_path / "copy.jsonl"
    printed("audit-export", "--out", file, "--with-personal")
    said = printed("verify", "--file", file, "--lang", "en")
    # The two numbers of the first record; the erasure's own record holds two new ones.
    assert "2 personal values were erased lawfully" in said


@pytest.fixture
def heads(copy: Path, tmp_path: Path) -> Path:
    """The signed head of the copy's chain, kept elsewhere; the public key beside it."""
    with with_key():
        sealed = seal_heads(day=NOW.date(), now=NOW)
    assert isinstance(sealed, Sealed)
    file = tmp_path / "heads.jsonl"
    file.write_text("".join(f"{line_of(head)}\n" for head in sealed.heads), encoding="utf-8")
    (tmp_path / "key.pem").write_text(public_pem(public_key_of(KEY)), encoding="ascii")
    return file


def with_heads(heads: Path) -> tuple[str | Path, ...]:
    return "--heads", heads, "--public-key", heads.with_name("key.pem")


def test_a_copy_agrees_with_its_heads(copy: Path, heads: Path) -> None:
    said = printed("verify", "--file", copy, *with_heads(heads), "--lang", "en")
    assert said == "cdd: whole, 4 records, #1 to #4\n  1 signed heads agree with the chain\n"


def test_a_cut_tail_is_found_by_a_head(copy: Path, heads: Path) -> None:
    lines = lines_of(copy)[:3]
    lines[0]["last"] = 2
    write(copy, lines)
    assert printed("verify", "--file", copy, "--lang", "en") == "cdd: whole, 2 records, #1 to #2\n"
    assert "  #3-#4 the tail was cut off" in broken("--file", copy, *with_heads(heads))


def test_a_rewritten_chain_is_found_by_a_head(copy: Path, heads: Path) -> None:
    with unguarded():
        Event.objects.filter(number=4).delete()
        last = Event.objects.get(number=3)
        ChainHead.objects.update(number=3, digest=last.digest)
    record(CHAIN, submitted(99), now=NOW)
    rewritten = copy.with_name("rewritten.jsonl")
    printed("audit-export", "--out", rewritten)
    assert printed("verify", "--file", rewritten, "--lang", "en") == "cdd: whole, 4 records, #1 to #4\n"
    assert "  #4 line 5 differs from the signed head" in broken("--file", rewritten, *with_heads(heads))
    assert "  #4 differs from the signed head" in broken(*with_heads(heads))


def test_a_copy_older_than_a_head_is_no_cut_tail(copy: Path, heads: Path) -> None:
    record(CHAIN, submitted(5), now=NOW)
    with with_key():
        later = seal_heads(day=NOW.date() + timedelta(days=1), now=NOW + timedelta(days=9000))
    assert isinstance(later, Sealed)
    with heads.open("a", encoding="utf-8") as file:
        file.write(f"{line_of(later.heads[0])}\n")
    said = printed("verify", "--file", copy, *with_heads(heads), "--lang", "en")
    assert "1 heads lie outside of this copy" in said


def test_a_head_signed_by_somebody_else_is_named(copy: Path, heads: Path) -> None:
    other = heads.with_name("other.pem")
    printed_key = rabrong("audit-key", "--new", heads.with_name("private.pem"))
    other.write_text(printed_key.stdout, encoding="ascii")
    said = broken("--file", copy, "--heads", heads, "--public-key", other)
    assert "head cdd #4 of 2012-05-15: signed with key" in said


def test_a_changed_head_is_named(copy: Path, heads: Path) -> None:
    (head,) = lines_of(heads)
    write(heads, [{**head, "number": 3}])
    assert "head cdd #3 of 2012-05-15: the signature is wrong" in broken("--file", copy, *with_heads(heads))


def test_heads_are_not_believed_without_a_key(copy: Path, heads: Path) -> None:
    assert "No public key" in refused("verify", "--file", copy, "--heads", heads, "--lang", "en")
    heads.write_text("nonsense\n", encoding="utf-8")
    assert "line 1: not a signed head" in refused("verify", "--file", copy, *with_heads(heads), "--lang", "en")


def test_a_database_is_checked(copy: Path) -> None:
    assert printed("verify", "--lang", "en") == "cdd: whole, 4 records, #1 to #4\n"
    with unguarded():
        Event.objects.filter(number=2).update(actor="somebody-else")
    assert "  #2 was changed after it was recorded" in broken()


def test_an_empty_database_is_said_to_be_empty() -> None:
    assert printed("verify", "--lang", "en") == "There is no record to check.\n"


def test_heads_are_signed_and_printed() -> None:
    record_some(2)
    assert printed("heads") == ""
    with with_key():
        said = printed("heads", "--sign")
        assert printed("heads", "--sign") == said
    (head,) = [json.loads(line) for line in said.splitlines()]
    assert (head["chain"], head["number"]) == (CHAIN, 2)
    assert "no key to sign the heads with" in refused("heads", "--sign", "--lang", "en")


def test_a_key_is_made_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    run = rabrong("audit-key", "--new", file, "--lang", "en")
    assert run.returncode == 0
    assert run.stdout == public_pem(public_key_of(file.read_text("ascii")))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "cannot be written" in refused("audit-key", "--new", file, "--lang", "en")
    with with_key(key=file.read_text("ascii")):
        assert printed("audit-key") == run.stdout


def test_a_folder_without_a_demo_is_refused(tmp_path: Path) -> None:
    environment = dict(os.environ)
    assert "no data of a demo" in refused("verify", "--data", tmp_path, "--lang", "en")
    assert dict(os.environ) == environment


def test_a_persons_values_are_erased_from_the_command_line() -> None:
    build_nation()
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    said = printed("audit-erase", "keeper-1201", "--reason", "คำขอที่ 12/2555", "--yes", "--lang", "en")
    assert said == "2 personal values of keeper-1201 were erased\n"
    assert not personal_values_of("keeper-1201").filter(value__isnull=False).exists()
    last = Event.objects.latest("number")
    assert (last.verb, last.actor, last.unit) == ("audit.erase", "cli", "1201")
    assert printed("verify", "--lang", "en").startswith("cdd: whole, 2 records")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody", "--reason", "r"), "no person with the code nobody"),
        (("keeper-1201", "--reason", " "), "Give a reason"),
        (("keeper-1201", "--reason", "x" * 501), "longer than 500"),
        (("keeper-1202", "--reason", "r"), "no personal values"),
    ],
)
def test_an_erasure_is_refused_with_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    build_nation()
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    assert said in refused("audit-erase", *arguments, "--yes", "--lang", "en")
    assert personal_values_of("keeper-1201").filter(value__isnull=False).count() == 2


def test_an_erasure_asks_first() -> None:
    build_nation()
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    run = rabrong("audit-erase", "keeper-1201", "--reason", "r", "--lang", "en")
    assert run.returncode == 1
    assert "Nothing brings them back" in run.stderr
    assert personal_values_of("keeper-1201").filter(value__isnull=False).count() == 2
