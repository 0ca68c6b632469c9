"""Files for the tests of sheets: good ones, broken ones, hostile ones."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]


def workbook(cells: Mapping[str, object], *, hidden_first: bool = False) -> bytes:
    """An .xlsx with values at addresses; `hidden_first` puts a hidden sheet before it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "dd/mm/yyyy"}) as book:
        if hidden_first:
            book.add_worksheet("hidden").write_string("A1", "not this one")
        sheet = book.add_worksheet("แผ่นแรก")
        for at, value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(at, value)
            else:
                sheet.write(at, value)
        if hidden_first:
            sheet.activate()
            book.worksheets()[0].hide()
    return made.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same ZIP with one part more."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return made.getvalue()


def with_false_size(data: bytes, name: str) -> bytes:
    """The same ZIP, its directory claiming that a part is empty when unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        size = parts.getinfo(name).file_size
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    assert struct.unpack_from("<I", data, entry + 24)[0] == size
    return data[: entry + 24] + struct.pack("<I", 0) + data[entry + 28 :]


def opendocument(rows: list[list[str]]) -> bytes:
    """An .ods with texts."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", content)
    return made.getvalue()


def old_workbook(*streams: str) -> bytes:
    """The head of an OLE file that names some streams; nothing more of it is needed to refuse it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
