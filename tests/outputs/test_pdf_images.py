"""Images of a PDF: what is refused, at its place, before it can do harm."""

import base64
import io
import re
import struct
import zlib

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import PdfImage
from PIL import Image

from sphinx_briefing.builders.paper.svg_check import fault_of
from tests.support import ROOTS, Build, Built, Content

pytest.importorskip("typst")

HEAD = "---\nbrief:\n  kind: policy\n  reference: N-1\n  date: 2026-02-23\n---\n# Title\n\n"
PNG = (ROOTS / "torture" / "square.png").read_bytes()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s</svg>'


def png(width: int, height: int) -> bytes:
    """A picture of one colour, small as a file and as large as it says when it is drawn."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BOMB = png(20_000, 20_000)


def pdf(build: Build, name: str, content: Content) -> Built:
    body = f"Before.\n\n![Altwords]({name})\n\nAfter.\n"
    return build({"brief.md": HEAD + body, name: content}, "briefpdf")


def text_of(built: Built) -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bomb.png", BOMB, "its 20000 by 20000 pixels are too many"),
        ("cut.png", PNG[:40], "failed to decode"),
        ("empty.png", b"", "it cannot be read"),
        ("noise.jpg", b"\xff\xd8\xff\xe0noise", "it cannot be read"),
        ("text.gif", b"GIF89a", "it cannot be read"),
        ("broken.svg", b"<svg", "it is no SVG that can be read"),
        ("file.svg", SVG % b'<image href="/etc/hostname"/>', "it refers to /etc/hostname"),
        ("up.svg", SVG % b'<use href="../up.svg#a"/>', "it refers to ../up.svg#a"),
        ("host.svg", SVG % b'<image href="https://example.org/a.png"/>', "it refers to https:"),
        ("style.svg", SVG % b"<style>@import 'https://example.org/s.css';</style>", "refers to"),
        ("font.svg", SVG % b"<style>@font-face{src:url(//example.org/f)}</style>", "refers to"),
        ("fill.svg", SVG % b'<rect fill="url(other.svg#f)"/>', "it refers to other.svg#f"),
        (
            "sheet.svg",
            b'<?xml-stylesheet href="https://example.org/s"?>' + SVG % b"",
            "style sheet",
        ),
        (
            "inner.svg",
            SVG % b'<image href="data:image/png;base64,%s"/>' % base64.b64encode(BOMB),
            "it holds a picture whose 20000 by 20000 pixels",
        ),
        (
            "copies.svg",
            SVG
            % b"".join(
                b'<g id="g%d">%s</g>' % (n, b'<use href="#g%d"/>' % (n - 1) * 10 if n else b"<a/>")
                for n in range(12)
            ),
            "it is drawn from too many parts",
        ),
        (
            "entities.svg",
            b'<!DOCTYPE svg [<!ENTITY e0 "aaaaaaaaaa">%s]><svg><text>&e9;</text></svg>'
            % b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10)),
            "it is no SVG that can be read",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(("g", "f")) else "",
)
def test_a_bad_image_is_a_warning_at_its_place(
    build: Build, name: str, content: bytes, why: str
) -> None:
    built = pdf(build, name, content)

    (warning,) = [found for found in built.warnings if found.endswith("[briefing.pdf]")]
    assert re.match(
        rf"brief\.md:11: WARNING: the image {re.escape(name)} is not in the PDF: ", warning
    )
    assert why in warning
    assert "Before. [Altwords] After." in text_of(built)
    with pikepdf.open(built.path("brief.pdf")) as document:
        assert "/StructTreeRoot" in document.Root


def test_a_drawing_with_parts_of_its_own_is_set(build: Build) -> None:
    inside = base64.b64encode(PNG)
    drawing = SVG % (
        b'<style>rect{fill:url(#f)}</style><linearGradient id="f"/><g id="g"><rect width="5"/></g>'
        b'<use href="#g"/><a href="https://example.org"><rect/></a>'
        b'<image href="data:image/png;base64,%s" width="3" height="3"/>' % inside
    )
    built = pdf(build, "own.svg", drawing)

    assert built.warnings == []
    assert "Altwords" not in text_of(built)


def test_pictures_inside_the_text_are_never_fetched(build: Build) -> None:
    uri = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    built = build(
        {"brief.md": f"{HEAD}![Inside]({uri})\n\n![Afar](https://example.org/a.png)\n"},
        "briefpdf",
        conf={"briefing_allow": ["remote-images"]},
    )

    (warning,) = built.warnings
    assert "the image https://example.org/a.png is not in the PDF" in warning
    assert "[Afar]" in text_of(built)


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_into_without_harm(data: bytes) -> None:
    assert fault_of(data)
    assert fault_of(b"<svg>" + data) or b"</svg>" in data


def test_a_picture_for_presses_costs_the_pdf_nothing(build: Build) -> None:
    buffer = io.BytesIO()
    Image.new("CMYK", (40, 20), (255, 0, 255, 0)).save(buffer, "JPEG")
    built = pdf(build, "press.jpg", buffer.getvalue())
    assert built.warnings == []
    with pikepdf.open(built.path("brief.pdf")) as opened:
        assert opened.Root.MarkInfo.Marked
        (picture,) = opened.pages[0].get_images().values()
        assert picture.ColorSpace[0] == "/ICCBased" or picture.ColorSpace == "/DeviceRGB"
        shown = PdfImage(picture).as_pil_image().convert("RGB")  # type: ignore[arg-type]
    red, green, blue = shown.resize((1, 1)).tobytes()
    assert green > 100 > max(red, blue)  # cyan and yellow ink make green
