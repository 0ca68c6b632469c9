"""What a file is by its first bytes, and what of each kind may be handed in. Its name says nothing."""

from dataclasses import dataclass

from rabrong.files.rules import JPEG, PDF, PNG

HEIC = "image/heic"
TEXT = "text/plain"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OOXML}wordprocessingml.document", f"{_OOXML}spreadsheetml.sheet"
PPTX = f"{_OOXML}presentationml.presentation"
_ODF = "application/vnd.oasis.opendocument."
ODT, ODS, ODP = f"{_ODF}text", f"{_ODF}spreadsheet", f"{_ODF}presentation"

ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg"),
    PNG: ("png",),
    HEIC: ("heic", "heif"),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    PPTX: ("pptx",),
    ODT: ("odt",),
    ODS: ("ods",),
    ODP: ("odp",),
    TEXT: ("txt", "csv"),
}
"""Kind -> the endings that its names may have; the first is given to a name that has another."""

PREVIEWED = (PDF, JPEG, PNG)
"""What is shown in a page; all else is only ever downloaded."""

PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"MSCF")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken in of one file."""

    bytes: int = 20 * 2**20
    pixels: int = 120_000_000
    parts: int = 4_000
    bytes_inside: int = 400 * 2**20
    times_smaller: int = 200
    bytes_never_a_bomb: int = 4 * 2**20


LIMITS = Limits()
