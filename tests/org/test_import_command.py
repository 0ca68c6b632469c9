"""The import from the command line: said first, done with --apply, by an administrator only."""

from pathlib import Path

import pytest

from rabrong.cli.organisation_import import Order, provinces_loaded, sheet_taken_in
from rabrong.org.models import Unit
from tests.config.production_process import run
from tests.nation import Nation, build_nation

GOOD = "รหัสหน่วย,ประเภท,ชื่อหน่วย,รหัสหน่วยเหนือ\n14,จังหวัด,อยุธยา,cdd\n"


@pytest.fixture
def nation(db: None) -> Nation:
    return build_nation()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "units.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def order(by: str = "psdg", on: str = "1/4/2555", *, is_applied: bool = False) -> Order:
    return Order(by=by, on=on, language="en", is_applied=is_applied)


def test_without_apply_only_what_would_happen_is_said(nation: Nation, sheet: Path) -> None:
    code, said = sheet_taken_in("units", sheet, order())

    assert (code, said.splitlines()[0]) == (0, "1 new, 0 changed, 0 as before")
    assert not Unit.objects.filter(code="14").exists()


def test_with_apply_it_is_taken_in_and_again_changes_nothing(nation: Nation, sheet: Path) -> None:
    assert sheet_taken_in("units", sheet, order(is_applied=True)) == (0, "1 new, 0 changed, 0 as before\nTaken in.")
    assert Unit.objects.get(code="14").starts.isoformat() == "2012-04-01"
    again = sheet_taken_in("units", sheet, order(is_applied=True))
    assert again == (0, "0 new, 0 changed, 1 as before\nEvery row is as it is already.")


def test_faults_are_listed_by_cell(nation: Nation, sheet: Path) -> None:
    sheet.write_text(GOOD.replace("จังหวัด", "เทศบาล"), encoding="utf-8")
    code, said = sheet_taken_in("units", sheet, order(is_applied=True))

    assert code == 2
    assert said.splitlines()[1].split()[0] == "B2"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (order(by="nobody"), "no account in use named nobody"),
        (order(on="31/4/2555"), "cannot be read"),
        (order(on="1/4/2012"), "cannot be read"),
        (order(by="keeper-1201"), "administrator"),
        (order(by="keeper-1201", is_applied=True), "administrator"),
    ],
)
def test_what_may_not_be_done_is_refused(nation: Nation, sheet: Path, asked: Order, said: str) -> None:
    code, words = sheet_taken_in("units", sheet, asked)

    assert code == 1
    assert said.casefold() in words.casefold()
    assert not Unit.objects.filter(code="14").exists()


def test_a_file_that_is_none_is_refused(nation: Nation, sheet: Path) -> None:
    sheet.write_bytes(b"%PDF-1.7")

    assert sheet_taken_in("units", sheet, order())[0] == 2


def test_provinces_are_loaded_for_the_own_department(nation: Nation) -> None:
    code, said = provinces_loaded("", order())

    # The nation has provinces 11, 12, 13 and districts 1101, 1102, 1201 ... 1302 already: 3 and 6.
    assert (code, said.split(".")[0]) == (0, "73 provinces and 872 districts added, 9 were there")
    assert provinces_loaded("nowhere", order())[0] == 1
    assert provinces_loaded("", order(by="keeper-1201"))[0] == 1
    assert provinces_loaded("", order(by="nobody"))[0] == 1


def test_the_command_works_on_a_database_of_its_own(tmp_path: Path, sheet: Path) -> None:
    def rabrong(*arguments: str) -> tuple[int, str]:
        done = run("-m", "rabrong", *arguments, folder=tmp_path)
        return done.returncode, done.stdout + done.stderr

    asked = ("import", "provinces", "--by", "psdg")
    assert rabrong(*asked)[0] == 3
    assert rabrong("migrate")[0] == 0
    assert rabrong(*asked) == (1, "There is no account in use named psdg: give the sign-in name of an administrator.\n")
