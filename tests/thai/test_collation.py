"""Thai dictionary order."""

import random

import pytest

from rabrong.thai.collation import sort_key

# In the order of the Royal Institute's dictionary: consonants first, tone marks last.
IN_ORDER = (
    "กก กฎ กบ กระบี่ กลุ่ม กา กาญจนบุรี กาฬสินธุ์ กำแพงเพชร เก่า เก้า เกาะ แก แก้ว โก ใกล้ ไก่ "
    "ขอนแก่น เขา จันทบุรี "
    "ชลบุรี ชัยนาท ชุมพร เชียงราย เชียงใหม่ ตรัง แพร่ ภูเก็ต แม่ฮ่องสอน ยะลา"
).split()


def test_words_come_in_dictionary_order() -> None:
    mixed = list(IN_ORDER)
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("first", "second"), [("ปา", "ป่า"), ("ป่า", "ป้า"), ("ป้า", "ปาก"), ("a", "ก"), ("A", "b"), ("เก", "เกา")]
)
def test_one_comes_before_the_other(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_a_key_is_plain_so_that_every_database_orders_it_alike() -> None:
    for word in [*IN_ORDER, "เ", "", "ไ ๆ", "é", "\U0001f600"]:
        key = sort_key(word)
        assert key.isascii()
        assert key.isalnum()
        assert key == key.lower()


def test_different_words_have_different_keys() -> None:
    assert len({sort_key(word) for word in IN_ORDER}) == len(IN_ORDER)
