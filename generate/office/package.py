"""The parts of a docx round a body: styles, fonts, settings, footers, properties, and the page."""

from __future__ import annotations

from generate.lengths import Mm
from generate.office import footer
from generate.office.fonts import font_table
from generate.office.page import W1, Footers, Profile, section
from generate.office.properties import application_properties, core_properties
from generate.office.styles import style_sheet
from generate.office.wml import NAMESPACES, document, xml

_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

FOOTERS = Footers("rId11", "rId12")
TURNED_FOOTERS = Footers("rId13", "rId14")
NO_FOOTERS = Footers("rId15", "rId15")
LETTER_FOOTERS = Footers("rId17", "rId18", "rId16")
"""Relationship ids of the footers in our own files."""

_WORD_PARTS = (
    ("styles", "styles", "rId1"),
    ("settings", "settings", "rId2"),
    ("fontTable", "fontTable", "rId3"),
    ("footerOdd", "footer", "rId11"),
    ("footerEven", "footer", "rId12"),
    ("footerTurnedOdd", "footer", "rId13"),
    ("footerTurnedEven", "footer", "rId14"),
    ("footerNone", "footer", "rId15"),
    ("footerLetterFirst", "footer", "rId16"),
    ("footerLetterOdd", "footer", "rId17"),
    ("footerLetterEven", "footer", "rId18"),
)


def template_parts(body: str, kind: str = "document", profile: Profile = W1) -> dict[str, bytes]:
    """All parts of a file in their order; ``kind`` is ``document``, ``letter`` or ``plain`` (no head: 公示)."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relations(),
        "word/document.xml": document(body + _last_section(kind, profile)),
        "word/_rels/document.xml.rels": _word_relations(),
        "word/styles.xml": style_sheet(profile),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": xml(f'<w:fonts xmlns:w="{NAMESPACES["w"]}">{font_table()}</w:fonts>'),
        "word/footerOdd.xml": footer.odd_footer(),
        "word/footerEven.xml": footer.even_footer(),
        "word/footerTurnedOdd.xml": footer.turned_odd_footer(),
        "word/footerTurnedEven.xml": footer.turned_even_footer(),
        "word/footerNone.xml": footer.empty_footer(),
        "word/footerLetterFirst.xml": footer.letter_first_footer(),
        "word/footerLetterOdd.xml": footer.letter_odd_footer(),
        "word/footerLetterEven.xml": footer.letter_even_footer(),
        "docProps/core.xml": core_properties("", ""),
        "docProps/app.xml": application_properties(),
    }


LETTER_BOTTOM = Mm(26)
"""R85: on the first page of a letter the text may run to 271 mm; later pages end at 262 mm because of their footers."""


def _last_section(kind: str, profile: Profile) -> str:
    if kind == "letter":
        return section(profile, LETTER_FOOTERS, bottom=LETTER_BOTTOM)
    return section(profile, FOOTERS)


def _settings() -> bytes:
    """Odd and even pages differ (R66, W9); nothing is compressed or hung outside, so that the grid holds (R09)."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return xml(
        f'<w:settings xmlns:w="{NAMESPACES["w"]}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _content_types() -> bytes:
    main = f"{_TYPES}.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{main}.document.main+xml",
        **{f"/word/{name}.xml": f"{main}.{kind}+xml" for name, kind, _ in _WORD_PARTS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_TYPES}.extended-properties+xml",
    }
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return xml(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _root_relations() -> bytes:
    return _relations(
        ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_RELATION}/extended-properties", "docProps/app.xml"),
    )


def _word_relations() -> bytes:
    return _relations(*((key, f"{_RELATION}/{kind}", f"{name}.xml") for name, kind, key in _WORD_PARTS))


def _relations(*targets: tuple[str, str, str]) -> bytes:
    listed = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in targets)
    return xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>')
