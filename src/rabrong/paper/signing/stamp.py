"""What is seen of a signature on the page: a few lines in Sarabun, set by Typst and laid into the field."""

import io
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from rabrong.paper.documents.typesetting import Unprintable, typeset_piece

_NAME = "/SeenSignature"


class _Page(PdfContent):
    """The first page of a PDF in memory."""

    def __init__(self, pdf: bytes, *, width: float, height: float) -> None:
        super().__init__(box=BoxConstraints(width=width, height=height))
        self._pdf = pdf

    def render(self) -> bytes:
        """The command that draws it."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject[_NAME] = page
        return f"{_NAME} Do".encode()


def stamp(lines: tuple[str, ...], *, width: float, height: float, now: datetime) -> StaticStampStyle | Unprintable:
    """The look of a signature in a box of points."""
    data = {"title": lines[0], "lines": lines, "width": str(width), "height": str(height)}
    pdf = typeset_piece("stamp", data, made_at=now)
    if isinstance(pdf, Unprintable):
        return pdf
    whole = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(),
        inner_content_scaling=InnerScaling.NO_SCALING,
    )
    return StaticStampStyle(
        border_width=0,
        background=_Page(pdf, width=width, height=height),
        background_layout=whole,
        background_opacity=1.0,
    )
