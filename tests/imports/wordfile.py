"""Word files made by hand, part by part: what no word processor on this machine can write."""

import io
import zipfile

from PIL import Image

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{style}"><w:name w:val="{name}"/>{more}</w:style>'
    for kind, style, name, more in [
        ("paragraph", "Title", "Title", ""),
        ("paragraph", "Heading1", "heading 1", ""),
        ("paragraph", "Heading2", "heading 2", ""),
        ("paragraph", "Chapter", "Our chapter", '<w:basedOn w:val="Heading1"/>'),
        ("paragraph", "Caption", "caption", ""),
        ("paragraph", "Quote", "Quote", ""),
        ("paragraph", "TOC1", "toc 1", ""),
        ("character", "BookTitle", "Book Title", "<w:rPr><w:i/></w:rPr>"),
        ("table", "GridTable4", "Grid Table 4", ""),
    ]
)


def p(*runs, style=""):
    """A paragraph; what is no XML is its words."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(each if each.startswith('<') else r(each) for each in runs)}</w:p>"


def r(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows, properties=""):
    made = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{made}</w:tbl>"


def note(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def drawing(uri, inner="", description=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{description}"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def picture(relation, description=""):
    inner = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    return drawing("http://schemas.openxmlformats.org/drawingml/2006/picture", inner, description)


def png(colour="teal", size=(24, 16)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def docx(*body, footnotes=(), comments="", media=None, parts=None, defaults=""):
    """The bytes of a .docx. `media`: {relation: (file name, bytes)}; `parts`: {name: text or bytes}."""
    media = media or {}
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{defaults}{STYLES}</w:styles>",
        "word/footnotes.xml": _notes(footnotes),
        "word/comments.xml": f"<w:comments {SPACES}>{comments}</w:comments>",
        "word/_rels/document.xml.rels": _relations(
            {f"r-{part}": (part, f"{part}.xml") for part in ("styles", "footnotes", "comments")}
            | {relation: ("image", f"media/{name}") for relation, (name, _bytes) in media.items()}
        ),
        **{f"word/media/{name}": content for name, content in media.values()},
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def _notes(footnotes):
    said = "".join(
        f'<w:footnote w:id="{at}">{words}</w:footnote>' for at, words in enumerate(footnotes, 1)
    )
    return f"<w:footnotes {SPACES}>{said}</w:footnotes>"


def _relations(relations):
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
