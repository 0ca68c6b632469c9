"""Writing SVG: elements from names and values, figures with at most two decimals, colours by class only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from html import escape

Length = Decimal | int | str

HUNDREDTH = Decimal("0.01")

KEPT_PICTURES = 4096
"""How many small pictures of a kind are kept by what they show: some hundred pages' worth, a few MiB."""


class Svg(str):
    """A finished piece of SVG; templates write it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself: it is escaped already."""
        return self


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture in CSS pixels; a page may stretch the width of a fluid one."""

    width: int
    height: int


def own_box(size: Size) -> str:
    """Coordinates that are pixels at the natural size."""
    return f"0 0 {size.width} {size.height}"


def figure(value: Decimal) -> str:
    """A position with at most two decimals and no zeros at the end.

    >>> figure(Decimal("12.3456")), figure(Decimal("100"))
    ('12.35', '100')
    """
    digits = format(value.quantize(HUNDREDTH, ROUND_HALF_EVEN), "f")
    return digits.rstrip("0").rstrip(".") or "0"


def percent(share: Decimal) -> str:
    """A share of the width, 0 to 1, as a length that stretches with the picture."""
    return f"{figure(share * 100)}%"


def element(name: str, *inner: str, **attributes: Length | None) -> Svg:
    """One element. `class_` is written class, other underscores become hyphens, None is left out.

    `inner` is SVG already: words go through `words` first.
    """
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return Svg(f"<{name}{written}>{''.join(inner)}</{name}>" if inner else f"<{name}{written}/>")


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: Length) -> str:
    if isinstance(value, Decimal):
        return figure(value)
    return escape(str(value))


def words(text: str, **attributes: Length | None) -> Svg:
    """A text element."""
    return element("text", escape(text), **attributes)


def tip(text: str) -> Svg:
    """What is said of the element it stands in when the pointer rests there."""
    return element("title", escape(text))


def linked(drawn: Svg, href: str) -> Svg:
    """A piece as a link for the pointer (see linked_picture), or as it is where it leads nowhere."""
    return element("a", drawn, href=href, tabindex=-1) if href else drawn


def stem_with_twigs(x: int, start: Length, twigs: Sequence[Length], reach: int) -> Svg:
    """A line down to the last of some places, and a short one from it to each; nothing where there are none."""
    if not twigs:
        return Svg()
    stem = element("line", x1=x, x2=x, y1=start, y2=twigs[-1], class_="base")
    return joined((stem, *(element("line", x1=x, x2=x + reach, y1=y, y2=y, class_="base") for y in twigs)))


def joined(pieces: Iterable[str]) -> Svg:
    """Pieces of SVG one after the other."""
    return Svg("".join(pieces))


def picture(size: Size, summary: str, *inner: str, kind: str, box: str | None = None) -> Svg:
    """A whole chart. `summary` says in words what it shows; empty when the same words stand beside it already.

    `kind` is its class; `box` ("0 0 16 16") is a system of coordinates of its own, so that it scales as a picture does.
    """
    return element("svg", *inner, **_outer(size, kind, box), **_role(summary))


def linked_picture(size: Size, summary: str, *inner: str, kind: str, box: str | None = None) -> Svg:
    """A chart with links in it. What is inside an image cannot be reached, so the image is an element of its own and
    the links are for the pointer only: the table beside the chart has the same ones for everybody."""
    links = element("g", *inner, aria_hidden="true")
    return element("svg", _image(summary), links, **_outer(size, kind, box))


def reachable_picture(size: Size, summary: str, *inner: str, kind: str, box: str | None = None) -> Svg:
    """A chart with links that the keyboard reaches too; each link says its own words. Where scripts run the chart is
    one stop and the arrow keys go from link to link (roving.js); without them each link is a stop."""
    return element("svg", _image(summary), *inner, **_outer(size, kind, box), data_roving="")


def _image(summary: str) -> Svg:
    return element("g", element("rect", width="100%", height="100%", fill="none"), **_role(summary))


def _outer(size: Size, kind: str, box: str | None) -> dict[str, Length | None]:
    return {
        "class_": f"chart {kind}",
        "width": size.width,
        "height": size.height,
        "viewBox": box,
    }


def _role(summary: str) -> dict[str, Length | None]:
    return {"role": "img", "aria_label": summary} if summary else {"aria_hidden": "true"}
