"""`rabrong export`: an agreement of a database as a file that reads back and can be scored."""

from pathlib import Path

import pytest

from rabrong.agreement_file.reader import read_agreement
from tests.cli.command import rabrong, refused
from tests.nation import build_nation


@pytest.mark.django_db
def test_an_agreement_is_written_as_a_file_that_can_be_scored(tmp_path: Path) -> None:
    build_nation()
    path = tmp_path / "cdd.yaml"
    assert rabrong("export", "2555", "cdd", "--out", path).returncode == 0
    file = read_agreement(path)
    assert [indicator.code for indicator in file.agreement.indicators] == ["8", "4.3"]
    assert file.details["8"].owners[0].unit == "กผ"
    assert rabrong("export", "2555", "cdd").stdout == path.read_text(encoding="utf-8")
    assert rabrong("score", path, "--json").returncode == 0


@pytest.mark.django_db
def test_a_unit_without_an_agreement_is_refused() -> None:
    build_nation()
    assert "กผ" in refused("export", "2555", "กผ")
    assert "no agreement for 2600" in refused("export", "2600", "cdd", "--lang", "en")


def test_a_folder_without_a_demo_is_refused(tmp_path: Path) -> None:
    assert "no data of a demo" in refused("export", "2555", "cdd", "--data", tmp_path, "--lang", "en")
