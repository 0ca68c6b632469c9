"""The process that draws one page or picture: little memory, little time, and nothing lost when the file breaks it."""

import io
import resource
import sys

MOST_BYTES = 1024 * 2**20
MOST_SECONDS = 20
EDGE = 1400
"""The longest edge of what is drawn, in pixels."""

QUALITY = 82


def main() -> None:
    """Reads the file from standard input; `count` says how many pages it has, a number draws that page as a JPEG."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    what, content = sys.argv[1], sys.stdin.buffer.read()
    is_pdf = content.startswith(b"%PDF-")
    if what == "count":
        sys.stdout.write(str(_pages(content) if is_pdf else 1))
    else:
        sys.stdout.buffer.write(_of_pdf(content, int(what)) if is_pdf else _of_picture(content))


def _pages(content: bytes) -> int:
    import pypdfium2  # noqa: PLC0415  the limits come first

    return len(pypdfium2.PdfDocument(content))


def _of_pdf(content: bytes, page: int) -> bytes:
    import pypdfium2  # noqa: PLC0415  the limits come first

    drawn = pypdfium2.PdfDocument(content)[page - 1]
    longest = max(*drawn.get_size(), 1)
    return _jpeg(drawn.render(scale=min(EDGE / longest, 4)).to_pil())


def _of_picture(content: bytes) -> bytes:
    """Turned as the camera was held; nothing of what a camera writes beside the pixels comes along."""
    from PIL import Image, ImageOps  # noqa: PLC0415  the limits come first

    Image.MAX_IMAGE_PIXELS = None  # whoever took it in has counted them, and the memory is limited
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (EDGE, EDGE))
        picture.thumbnail((EDGE, EDGE))
        return _jpeg(ImageOps.exif_transpose(picture))


def _jpeg(picture: object) -> bytes:
    from PIL import Image  # noqa: PLC0415  the limits come first

    assert isinstance(picture, Image.Image)
    seen = picture.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


if __name__ == "__main__":
    main()
