"""Every refusal of passing down has its sentence, in Thai and in English."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from rabrong.assignments.cascade import wording
from rabrong.org.rules import Refusal

HERE = Path(wording.__file__).parent
TERMS = {"unit": "หน่วย 12", "text": "ห้า", "count": 3}
GENERATED = {"cascade.no_past", "cascade.no_column", "cascade.no_hand"}
"""By the way of sharing; by equal parts nothing is ever missing."""
DEEDS = {"cascade.apply", "cascade.propose", "cascade.cancel", "cascade.accept", "cascade.decline", "cascade.withdraw"}


def codes() -> set[str]:
    texts = [path.read_text("utf-8") for path in HERE.glob("*.py") if path.name != "wording.py"]
    return {found for text in texts for found in re.findall(r'"(cascade\.[a-z_]+)"', text)} - DEEDS | GENERATED


def test_every_code_has_a_sentence_and_no_sentence_is_for_nobody() -> None:
    assert codes() == set(wording.REFUSALS)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sentence_is_there_in_both_languages(language: str) -> None:
    with override(language):
        said = {code: wording.refusal_words(Refusal(code, TERMS)) for code in wording.REFUSALS}
    assert len(set(said.values())) == len(said)
    is_thai = {code: bool(re.search("[ก-๙]", re.sub("หน่วย 12|ห้า", "", words))) for code, words in said.items()}
    assert set(is_thai.values()) == {language == "th"}
