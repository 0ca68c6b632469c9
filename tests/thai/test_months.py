"""Names of months."""

import pytest

from rabrong.thai.months import LONG_ENGLISH, LONG_THAI, SHORT_ENGLISH, SHORT_THAI, month_named


@pytest.mark.parametrize("names", [SHORT_THAI, LONG_THAI, SHORT_ENGLISH, LONG_ENGLISH])
def test_twelve_names_are_twelve_months(names: tuple[str, ...]) -> None:
    assert [month_named(name) for name in names] == list(range(1, 13))
    assert [month_named(name.replace(".", "").upper()) for name in names] == list(range(1, 13))


@pytest.mark.parametrize("name", ["", "วัน", "ม", "ค.ศ.", "Juno"])
def test_another_word_is_no_month(name: str) -> None:
    assert month_named(name) is None


def test_sept_is_september_too() -> None:
    assert month_named("Sept.") == 9
