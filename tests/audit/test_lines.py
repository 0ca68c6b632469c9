"""Copies as lines: what is written is read back, and whatever else stands in a file is refused by its line."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.audit.chain import Personal, Record, digest_of
from rabrong.audit.lines import LONGEST_LINE, BadLineError, Header, Row, header_line, read_lines, row_line
from rabrong.audit.verifying import Examination, Selection

HEADER = Header("cdd", 1, 1, is_whole=True, exported_at="2012-05-15T03:00:00+00:00")
RECORD = Record(
    chain="cdd",
    number=1,
    at=datetime(2012, 5, 15, 3, 0, 0, 123456, tzinfo=UTC),
    actor="keeper-1201",
    acting_for="director-กผ",
    verb="entries.submit",
    subject="entry 2555/4.3/1201/8",
    before={},
    after={"ก": "15", "telephone": {"sha256": "0" * 64}},
    request_id="5f1e",
    previous="",
    unit="1201",
    origin={"address": {"sha256": "1" * 64}},
)
ROW = Row(
    RECORD, digest_of(RECORD), (Personal("after", "telephone", "aa", "081"), Personal("origin", "address", "", None))
)


def read(*lines: str) -> list[Header | Row]:
    return list(read_lines(BytesIO("".join(f"{line}\n" for line in lines).encode())))


@pytest.mark.parametrize("row", [ROW, replace(ROW, personal=None), replace(ROW, personal=())])
def test_what_is_written_is_read_back(row: Row) -> None:
    assert read(header_line(HEADER), row_line(row)) == [HEADER, row]
    selection = Header("", 1, 0, is_whole=False, exported_at="", is_selection=True)
    assert read(header_line(selection)) == [selection]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_other_file_is_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(BadLineError):
        list(read_lines(BytesIO(content)))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4), st.data())
def test_a_field_of_another_kind_never_crashes(value: object, data: st.DataObject) -> None:
    content = json.loads(row_line(ROW))
    content[data.draw(st.sampled_from(sorted(content)))] = value
    assert refused_line(header_line(HEADER), json.dumps(content)) in (0, 2)


def refused_line(*lines: str) -> int:
    """The line that cannot be read, 0 for none."""
    try:
        read(*lines)
    except BadLineError as error:
        return error.line
    return 0


WILD = (
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from([10**30, -1, "\ud800", "0001-01-01T00:00+14:00"])
)


@given(st.integers(0, 4), st.data())
def test_a_copy_edited_in_any_way_is_reported_or_refused(line: int, data: st.DataObject) -> None:
    rows, previous = [], ""
    for number in range(1, 5):
        record = replace(RECORD, number=number, previous=previous)
        previous = digest_of(record)
        rows.append(Row(record, previous))
    lines = [header_line(replace(HEADER, last=4)), *map(row_line, rows)]
    content = json.loads(lines[line])
    content[data.draw(st.sampled_from(sorted(content)))] = data.draw(WILD)
    lines[line] = json.dumps(content)
    if is_whole(*lines):
        # Either it says the same as before, or when the copy was made and whether it is an excerpt.
        assert line == 0 or read(header_line(HEADER), lines[line])[1] == rows[line - 1]


def is_whole(*lines: str) -> bool:
    """Whether a copy can be read and nothing is found in it."""
    examination: Examination | None = None
    try:
        for found in read(*lines):
            if isinstance(found, Header):
                examination = Examination(found)
            elif examination is not None:
                examination.take(found)
    except BadLineError:
        return False
    return examination is not None and examination.end().is_whole


def test_a_line_without_an_end_is_refused() -> None:
    with pytest.raises(BadLineError) as refused:
        list(read_lines(BytesIO(b" " * (LONGEST_LINE + 1))))
    assert (refused.value.line, refused.value.code) == (1, "too_long")


def test_a_changed_record_of_a_selection_is_found() -> None:
    selection = Selection(replace(HEADER, is_selection=True))
    selection.take(replace(ROW, personal=None))
    selection.take(Row(replace(RECORD, number=9, actor="other"), ROW.digest))
    report = selection.end()
    assert report.count == 2
    assert [(found.number, found.reason) for found in report.breaks] == [(9, "changed")]
