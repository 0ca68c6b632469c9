"""Every way to tamper with a chain is found, and named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.audit.breaks import MOST_BREAKS, Break, Walk
from rabrong.audit.chain import Record, digest_of

START = datetime(2012, 5, 15, 3, 0, tzinfo=UTC)
Rows = list[tuple[Record, str]]


def record_at(number: int, previous: str) -> Record:
    return Record(
        chain="cdd",
        number=number,
        at=START + timedelta(minutes=number),
        actor=f"k{number}",
        acting_for="",
        verb="entries.submit",
        subject=f"entry {number}",
        before={},
        after={"ก": str(number)},
        request_id="",
        previous=previous,
    )


def chain_of(length: int) -> Rows:
    rows: Rows = []
    for number in range(1, length + 1):
        record = record_at(number, rows[-1][1] if rows else "")
        rows.append((record, digest_of(record)))
    return rows


def found_in(rows: Sequence[tuple[Record, str]], first: int = 1) -> list[Break]:
    walk = Walk(first=first)
    for record, digest in rows:
        walk.take(record, digest)
    return walk.end()


def named(rows: Sequence[tuple[Record, str]]) -> list[tuple[int, int, str]]:
    return [(found.number, found.last, found.reason) for found in found_in(rows)]


def closed_up(rows: Rows) -> Rows:
    """The numbers run without a gap again, the hashes stay."""
    return [(replace(record, number=number), digest) for number, (record, digest) in enumerate(rows, start=1)]


def test_a_whole_chain_has_no_break() -> None:
    assert found_in(chain_of(20)) == []
    assert found_in([]) == []
    assert found_in(chain_of(20)[7:], first=8) == []


def test_a_changed_field_is_named_with_what_the_row_says() -> None:
    rows = chain_of(5)
    rows[2] = (replace(rows[2][0], after={"ก": "99"}), rows[2][1])
    assert found_in(rows) == [Break(3, "changed", 3, "entries.submit", "entry 3", START + timedelta(minutes=3))]


def test_a_changed_row_with_a_new_hash_is_named() -> None:
    rows = chain_of(5)
    forged = replace(rows[2][0], after={"ก": "99"})
    rows[2] = (forged, digest_of(forged))
    assert named(rows) == [(3, 3, "changed")]


def test_a_changed_hash_is_named() -> None:
    rows = chain_of(5)
    rows[2] = (rows[2][0], "0" * 64)
    assert named(rows) == [(3, 3, "changed")]


def test_a_changed_number_leaves_a_gap_and_a_row_too_many() -> None:
    rows = chain_of(5)
    rows[4] = (replace(rows[4][0], number=9), rows[4][1])
    assert named(rows) == [(5, 8, "deleted"), (9, 9, "changed")]


def test_deleted_rows_are_named_as_ranges() -> None:
    rows = chain_of(12)
    assert named([*rows[:2], rows[3], *rows[7:]]) == [(3, 3, "deleted"), (5, 7, "deleted")]


def test_the_first_rows_deleted_are_named() -> None:
    assert named(chain_of(5)[2:]) == [(1, 2, "deleted")]


def test_a_deleted_row_is_found_when_the_numbers_are_closed_up() -> None:
    rows = chain_of(9)
    assert named(closed_up([*rows[:3], *rows[4:]])) == [(4, 4, "deleted")]
    assert named(closed_up([*rows[:3], *rows[6:]])) == [(4, 6, "deleted")]


def test_a_row_put_in_between_is_named_alone() -> None:
    rows = chain_of(9)
    forged = replace(record_at(5, rows[3][1]), actor="intruder")
    rows = closed_up([*rows[:4], (forged, digest_of(forged)), *rows[4:]])
    assert [(found.number, found.reason) for found in found_in(rows)] == [(5, "inserted")]


@pytest.mark.parametrize("forged_first", [True, False])
def test_of_two_rows_with_one_number_the_one_nobody_follows_was_put_in(*, forged_first: bool) -> None:
    rows = chain_of(6)
    forged = replace(rows[2][0], subject="entry forged")
    pair = [(forged, digest_of(forged)), rows[2]]
    found = found_in([*rows[:2], *(pair if forged_first else reversed(pair)), *rows[3:]])
    assert [(each.number, each.reason, each.subject) for each in found] == [(3, "inserted", "entry forged")]


def test_a_row_that_stands_twice_is_named() -> None:
    rows = chain_of(6)
    assert named([*rows[:3], rows[2], *rows[3:]]) == [(3, 3, "inserted")]
    assert named([*rows, rows[1]]) == [(2, 2, "inserted")]


def test_rows_in_another_order_are_named() -> None:
    rows = chain_of(6)
    assert named([rows[0], rows[2], rows[1], *rows[3:]]) == [(2, 2, "reordered")]


def test_rows_that_exchanged_their_numbers_are_named() -> None:
    rows = chain_of(9)
    rows[2], rows[6] = rows[6], rows[2]
    assert named(closed_up(rows)) == [(3, 3, "reordered"), (7, 7, "reordered")]


def test_neighbours_that_exchanged_their_numbers_are_named() -> None:
    rows = chain_of(4)
    rows[1], rows[2] = rows[2], rows[1]
    assert named(closed_up(rows)) == [(2, 2, "reordered"), (3, 3, "reordered")]
    rows = chain_of(4)
    rows[2], rows[3] = rows[3], rows[2]
    assert named(closed_up(rows)) == [(3, 3, "reordered"), (4, 4, "reordered")]


def test_several_breaks_are_all_named() -> None:
    rows = chain_of(30)
    rows[4] = (replace(rows[4][0], actor="other"), rows[4][1])
    rows[20], rows[21] = rows[21], rows[20]
    del rows[10]
    assert named(rows) == [(5, 5, "changed"), (11, 11, "deleted"), (21, 21, "reordered")]


def test_a_chain_of_rubbish_is_counted_and_not_kept() -> None:
    walk = Walk()
    for number in range(1, MOST_BREAKS + 101):
        walk.take(record_at(number, ""), "0" * 64)
    assert len(walk.end()) == MOST_BREAKS
    assert walk.more == 100


def test_a_forged_number_far_away_costs_nothing() -> None:
    rows = chain_of(3)
    far = record_at(10**7, rows[-1][1])
    assert named([*rows, (far, digest_of(far))]) == [(4, 10**7 - 1, "deleted")]


def forgeries(record: Record) -> list[Record]:
    """The record with another word in one field."""
    return [
        replace(record, actor="x"),
        replace(record, acting_for="x"),
        replace(record, verb="x"),
        replace(record, subject="x"),
        replace(record, unit="x"),
        replace(record, at=START),
        replace(record, after={}),
        replace(record, origin={"address": {}}),
    ]


@given(st.integers(3, 15), st.data())
def test_whatever_is_done_to_one_row_is_found_at_that_row(length: int, data: st.DataObject) -> None:
    rows = chain_of(length)
    at = data.draw(st.integers(0, length - 2))
    record, digest = rows[at]
    what = data.draw(st.sampled_from(["field", "field and hash", "deleted", "doubled", "late"]))
    changed = data.draw(st.sampled_from(forgeries(record)))
    if what == "field":
        rows[at] = (changed, digest)
    elif what == "field and hash":
        rows[at] = (changed, digest_of(changed))
    elif what == "deleted":
        del rows[at]
    elif what == "doubled":
        rows.insert(data.draw(st.integers(at + 1, length)), (record, digest))
    else:
        rows.insert(data.draw(st.integers(at + 1, length - 1)), rows.pop(at))
    reasons = {"deleted": "deleted", "doubled": "inserted", "late": "reordered"}
    assert [(found.number, found.reason) for found in found_in(rows)] == [(at + 1, reasons.get(what, "changed"))]
