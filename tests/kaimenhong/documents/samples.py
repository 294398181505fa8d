"""Files of every kind, made here so that each test shows what is in its file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A4 = (595, 842)

type Text = tuple[float, float, str]
type Bar = tuple[float, float, float, float]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def worded(body: str, **parts: str) -> bytes:
    """A .docx of a body; more parts of the folder word/ by their names, without `.xml`."""
    others = {
        f"word/{name}.xml": f"<w:{root} {W}>{content}</w:{root}>"
        for name, content in parts.items()
        for root in [{"header1": "hdr", "footer1": "ftr"}.get(name, name)]
    }
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | others)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    says = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, says)


def level(at: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def lists(levels: str, *overrides: str) -> str:
    """A numbering part of one definition, with list 1 and one more for each override."""
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in enumerate(["", *overrides], 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'


def pdf(
    pages: Sequence[Iterable[Text]],
    bars: Sequence[Bar] = (),
    *,
    size: float = 16,
    trailer: str = "",
    contents: Sequence[bytes] | None = None,
) -> bytes:
    """A .pdf of texts at their places (from the lower left); the bars are drawn on every page."""
    drawn = "".join(f"{x} {y} {wide} {high} re f\n" for x, y, wide, high in bars).encode()
    streams = contents or [drawn + shown(page, size) for page in pages]
    count = len(pages)
    kids = " ".join(f"{5 + number} 0 R" for number in range(count))
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 {A4[0]} {A4[1]}]"
        "/Resources<</Font<</F 3 0 R/G<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        ">>>>>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 859"
        b"/Descent -141/FontBBox[-25 -254 1000 880]/ItalicAngle 0/CapHeight 700/StemV 80>>>>",
    ]
    # One stream serves many pages where there are fewer streams than pages.
    objects += [
        f"<</Type/Page/Parent 2 0 R/Contents {5 + count + number % len(streams)} 0 R>>".encode()
        for number in range(count)
    ]
    objects += [
        stream
        if stream.startswith(b"<<")
        else b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
        for stream in streams
    ]
    return _written(objects, trailer)


def shown(texts: Iterable[Text], size: float) -> bytes:
    return "".join(
        f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
        for x, y, text in texts
    ).encode()


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    data, places = io.BytesIO(b"%PDF-1.5\n"), []
    data.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(data.tell())
        data.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = data.tell()
    data.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    data.writelines(b"%010d 00000 n \n" % place for place in places)
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"
    data.write(tail.encode())
    return data.getvalue()


def ofd(pages: Sequence[Iterable[Text]], paths: str = "", more: str = "") -> bytes:
    """An .ofd of texts at their places in millimetres (from the upper left, base line)."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {namespace}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, texts in enumerate(pages):
        objects = "".join(_placed(*text) for text in texts) + paths + more
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {namespace}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            "</ofd:Page>"
        )
    return packed(parts)


def _placed(x: float, y: float, text: str) -> str:
    size = 5.6
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 190 {size}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def drawn(x: float, y: float, to_x: float, to_y: float) -> str:
    """A line of an .ofd page."""
    return (
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x} {y} L {to_x} {to_y}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
