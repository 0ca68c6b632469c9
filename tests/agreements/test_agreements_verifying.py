"""`rabrong verify AGREEMENT.pdf`: ours or not, who signed, whether the annex still equals the database."""

from pathlib import Path

import pytest

from rabrong.agreements.amending import Changes
from rabrong.agreements.models import Item, Party, Signature
from rabrong.agreements.signing_keys import trusted
from rabrong.files.queries import content_of
from tests.agreements.signing_nation import World, build_world, maker_signs, signed_world, with_paper
from tests.agreements.test_amendments import in_force
from tests.cli.command import printed, rabrong, refused


@pytest.fixture
def world(db: None) -> World:
    return signed_world()


def pdf(folder: Path, party: Party = Party.MAKER, *, flip: int | None = None) -> Path:
    """The file with the maker's signature, as somebody keeps it; one byte of it flipped where told."""
    content = bytearray(content_of(Signature.objects.filter(party=party).earliest("pk").file))
    if flip is not None:
        content[flip] ^= 1
    path = folder / "agreement.pdf"
    path.write_bytes(content)
    return path


def broken(*arguments: str | Path) -> str:
    run = rabrong("verify", *arguments, "--lang", "en")
    assert (run.returncode, run.stderr) == (1, "")
    return run.stdout


def test_a_signed_agreement_is_told_with_its_signer(world: World, tmp_path: Path) -> None:
    said = printed("verify", pdf(tmp_path), "--lang", "en")

    assert f"Agreement 2555 of หน่วย cdd, text 1  SHA-256 {world.revision().digest}" in said
    assert "Maker: กตัญญู ศรีญี่ปุ่น" in said
    assert "The database says what the annex of text 1 says, letter by letter" in said
    assert "ฐานข้อมูลตรงกับภาคผนวกของฉบับที่ 1 ทุกตัวอักษร" in printed("verify", pdf(tmp_path))


@pytest.mark.usefixtures("world")
def test_a_database_that_says_otherwise_is_told_by_field(tmp_path: Path) -> None:
    Item.objects.filter(agreement__unit__code="cdd", indicator__code="4.3").update(target="81")
    said = broken(pdf(tmp_path))

    assert "The database differs from the annex of text 1 in 1 places" in said
    assert "4.3 target: 80 -> 81" in said


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("at", [200, 30_000, -200])
def test_a_flipped_byte_is_told(tmp_path: Path, at: int) -> None:
    said = broken(pdf(tmp_path, flip=at))

    assert "was not given out here" in said or "ไม่ตรง" in said or "not" in said


@pytest.mark.usefixtures("world")
def test_another_file_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(b"%PDF-1.7\nsomething else")

    assert "was not given out here" in broken(path)
    assert "nowhere.pdf" in refused("verify", tmp_path / "nowhere.pdf", "--lang", "en")


def test_an_amended_agreement_says_what_took_its_place(world: World, tmp_path: Path) -> None:
    kept = pdf(tmp_path).read_bytes()
    in_force(world, Changes({"4.3": {"target": "70"}}))
    path = tmp_path / "first.pdf"
    path.write_bytes(kept)
    said = printed("verify", path, "--lang", "en")

    assert "Text 2 has taken its place, from round 9 on" in said
    assert "The database says what the annex of text 2 says" in said


def test_a_paper_nobody_has_signed_says_so(db: None, tmp_path: Path) -> None:
    world = build_world()
    paper = with_paper(world).paper
    assert paper is not None
    path = tmp_path / "paper.pdf"
    path.write_bytes(content_of(paper))

    assert "There is no electronic signature in this file" in printed("verify", path, "--lang", "en")
    maker_signs(world)
    assert trusted().roots == ()
