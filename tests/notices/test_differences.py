"""What differs between two drawings: put in place of the old, it is the new drawing exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.notices.differences import Piece, cut_out, differences, piece_of

Node = tuple[str, list["Node"], str]
"""An element's id (none where empty), what is in it, and its text."""

TEXTS = st.sampled_from(["", "3.67", "ก > ข", "<br>", '<i class="a>b"></i>', "<!-- <b> -->", "<path d='M0 0'/>"])
NAMES = [f"row-{number}" for number in range(6)]


@st.composite
def drawing(draw: st.DrawFn, depth: int = 3) -> Node:
    """A page with rows that have names and rows that have none."""
    inside = draw(st.lists(drawing(depth - 1), max_size=3)) if depth else []
    return draw(st.sampled_from(["", "", *NAMES])), inside, draw(TEXTS)


@st.composite
def edited(draw: st.DrawFn, node: Node) -> Node:
    """The same with other texts here and there, and sometimes with rows gone, doubled or in another order."""
    name, inside, text = node
    how = draw(st.sampled_from(["same", "same", "text", "order", "fewer", "more"]))
    rows = [draw(edited(each)) for each in inside]
    if how == "order":
        rows = draw(st.permutations(rows))
    elif how == "fewer":
        rows = rows[1:]
    elif how == "more":
        rows = [*rows, draw(drawing(1))]
    return name, rows, draw(TEXTS) if how == "text" else text


def written(node: Node, used: set[str]) -> str:
    """As markup; a name that stood before is left out, as a page has each once."""
    name, inside, text = node
    own = f' id="{name}"' if name and name not in used else ""
    used.add(name)
    return f"<div{own}>{text}{''.join(written(each, used) for each in inside)}</div>"


def page(node: Node) -> str:
    name, inside, text = node
    return f'<p>before</p><div id="live">{written((name, inside, text), set())}</div><div id="more">after</div>'


def put(old: str, parts: list[tuple[str, str]]) -> str:
    """As a browser does it: each piece takes the place of the one with its id."""
    places = {name: found(piece_of(old, "live"), name) for name, _ in parts}
    for name, markup in reversed(parts):
        place = places[name]
        assert place is not None
        old = old[: place.start] + markup + old[place.end :]
    shown = cut_out(old, "live")
    assert shown is not None
    return shown


def found(piece: Piece, name: str) -> Piece | None:
    if piece.name == name:
        return piece
    return next((place for each in piece.inside if (place := found(each, name)) is not None), None)


@given(st.data())
def test_the_old_drawing_with_the_differences_put_in_is_the_new_one(data: st.DataObject) -> None:
    before = data.draw(drawing())
    old, new = page(before), page(data.draw(edited(before)))
    parts = differences(old, new, "live")
    assert parts is not None
    assert put(old, parts) == cut_out(new, "live")


@given(drawing(), drawing())
def test_so_it_is_between_any_two_drawings(one: Node, other: Node) -> None:
    parts = differences(page(one), page(other), "live")
    assert parts is not None
    assert put(page(one), parts) == cut_out(page(other), "live")


def test_only_the_row_that_changed_is_told() -> None:
    def table(score: str) -> str:
        rows = f'<tr id="row-1"><td>5.00</td></tr><tr id="row-2"><td>{score}</td></tr>'
        return f'<div id="live"><h1>2555</h1><table id="all"><tbody>{rows}</tbody></table></div>'

    assert differences(table("3.00"), table("3.10"), "live") == [("row-2", '<tr id="row-2"><td>3.10</td></tr>')]
    assert differences(table("3.00"), table("3.00"), "live") == []


def test_rows_in_another_order_are_told_with_what_holds_them() -> None:
    def rows(*names: str) -> str:
        inside = "".join(f'<li id="{name}"></li>' for name in names)
        return f'<div id="live"><ul id="all">{inside}</ul></div>'

    parts = differences(rows("a", "b"), rows("b", "a"), "live")
    assert parts is not None
    assert [name for name, _ in parts] == ["all"]


def test_what_stands_beside_the_live_part_is_told_nobody() -> None:
    def beside(text: str) -> str:
        return f'<div id="live">same</div><div id="more">{text}</div>'

    assert differences(beside("before"), beside("after"), "live") == []


@pytest.mark.parametrize(
    "unclear",
    [
        '<div id="live"><p id="a"></p><p id="a"></p></div>',  # a name twice
        '<div id="live"><ul><li>one<li>two</ul></div>',  # an end that is left out
        '<div id="live"><script>if (1 < 2) {}</script></div>',  # no markup
        '<div id="live"><div>',
        '<div id="other"></div>',
        "",
    ],
)
def test_where_elements_cannot_be_told_apart_nothing_is_told_by_pieces(unclear: str) -> None:
    assert differences(unclear, unclear, "live") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('<p>a</p><div id="live"><p>b</p><div>c</div></div><div>d</div>', '<div id="live"><p>b</p><div>c</div></div>'),
        ('<div id="live" class="x"><divan></divan></div>', '<div id="live" class="x"><divan></divan></div>'),
        ('<section id="live"><div></section>', '<section id="live"><div></section>'),
        ('<div id="live"><div>', None),
        ('<div id="live"><div></div>', None),
        ('<div id="live"></div', None),
        ('<div id="other"></div>', None),
        ("", None),
    ],
)
def test_a_part_is_cut_out_up_to_its_own_end(text: str, part: str | None) -> None:
    assert cut_out(text, "live") == part
