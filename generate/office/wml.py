"""The few words of WordprocessingML that every block is written in."""

from __future__ import annotations

from xml.sax.saxutils import escape

from generate.lengths import Length
from generate.office.fonts import Face

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"

RED = '<w:color w:val="FF0000"/>'
TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def run(
    text: str,
    *,
    face: Face | None = None,
    size: Length | None = None,
    colour: str = "",
    tracking: int | None = None,
    scale: int | None = None,
) -> str:
    """One run; ``tracking`` in twips and ``scale`` in percent.  An empty text gives no run."""
    if not text:
        return ""
    font = face.xml if face else '<w:rFonts w:hint="eastAsia"/>'
    spread = "" if tracking is None else f'<w:spacing w:val="{tracking}"/>'
    narrow = "" if scale is None else f'<w:w w:val="{scale}"/>'
    height = f'<w:sz w:val="{size.half_points}"/><w:szCs w:val="{size.half_points}"/>' if size else ""
    return (
        f"<w:r><w:rPr>{font}{colour}{spread}{narrow}{height}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(style: str, content: str = "", layout: str = "") -> str:
    """One paragraph of a style; ``content`` is its runs, ``layout`` what it has beyond its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'


def text(style: str, words: str, layout: str = "") -> str:
    """One paragraph of a style with one text."""
    return paragraph(style, run(words), layout)


def field(code: str) -> str:
    """A field in separate begin, instruction, separate and end runs: WPS misses fields written in one piece."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def exact(height: Length) -> str:
    """``w:spacing`` of an exact line height."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{height.twips}" w:lineRule="exact"/>'


def indent(*, left: Length | None = None, right: Length | None = None, hanging: Length | None = None) -> str:
    """``w:ind`` in absolute lengths."""
    parts = (("left", left), ("right", right), ("hanging", hanging))
    given = " ".join(f'w:{name}="{value.twips}"' for name, value in parts if value is not None)
    return f"<w:ind {given}/>"


def aligned(where: str) -> str:
    """``w:jc``: left, center, right, both or distribute."""
    return f'<w:jc w:val="{where}"/>'


def document(body: str) -> bytes:
    """``word/document.xml`` around the body's content."""
    return xml(f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>")


def xml(content: str) -> bytes:
    """An XML part with its declaration."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()
