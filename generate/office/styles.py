"""The paragraph styles of an official document, each named in Chinese as a clerk sees it in WPS.

Everything the standard says about type, pitch, alignment and indents stands here and nowhere else; blocks only choose
a style.  A template saved by WPS may have other ids: styles are found by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generate.lengths import Length, Mm, Pt
from generate.office.fonts import (
    FANGSONG,
    HEITI,
    KAITI,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_SMALL_4,
    SONGTI,
    XIAOBIAOSONG,
    Face,
)
from generate.office.page import Profile
from generate.office.wml import NAMESPACES, RED, aligned, exact, xml

TRACKING = -5
"""W4: −0.25 pt a character, so that 28 characters of 16 pt fit into 156 mm in every word processor."""
STEP = Pt("15.75")
"""The advance of one character of text."""
TITLE_PITCH = Pt(33)
"""The exact line of a 2号 title: 1.5 times its size."""
IMPRINT_PITCH = Pt(25)
TABLE_PITCH = Pt(18)
GAP_BELOW_MARK = Pt("20.5")
GAP_ABOVE_TITLE = Pt("25.5")
GAP_ABOVE_LETTER_TITLE = Pt("23.7")
GAP_BELOW_TITLE = Pt("16")
"""Heights of the blank lines around mark and title: with the slack that exact lines carry, the visible gaps are the
standard's 2 行, 2 行 and 1 行 as its figure 2 draws them."""


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style.  ``pitch`` None is the profile's own; ``extra`` stands before ``w:spacing``."""

    id: str
    name: str
    face: Face = FANGSONG
    size: Length = SIZE_3
    pitch: Length | None = None
    indent: str = ""
    align: str = ""
    extra: str = ""
    colour: str = ""
    outline: int | None = None
    tracking: int = TRACKING

    def xml(self, profile: Profile) -> str:
        """The ``w:style`` element."""
        pitch = self.pitch or profile.pitch
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{self.extra}'
            f"{exact(pitch)}{self.indent}"
            f"{aligned(self.align) if self.align else ''}{outline}</w:pPr>"
            f'<w:rPr>{self.face.xml}{self.colour}<w:spacing w:val="{self.tracking}"/>'
            f'<w:sz w:val="{self.size.half_points}"/><w:szCs w:val="{self.size.half_points}"/></w:rPr></w:style>'
        )


def _zi(left: int = 0, right: int = 0, first: int = 0, hanging: int = 0) -> str:
    """An indent in 字, written both in characters (Word, WPS) and in twips (others)."""
    words = []
    for name, count in (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging)):
        if count:
            words.append(f'w:{name}Chars="{100 * count}" w:{name}="{STEP.times(count).twips}"')
    return f"<w:ind {' '.join(words)}/>"


_KEEP = "<w:keepNext/>"
_FIRST_LINE = _zi(first=2)

STYLES: tuple[Style, ...] = (
    Style("GwFlush", "公文顶格"),
    Style("GwBlank", "公文空行"),
    # 版头
    Style("GwCopyNumber", "份号"),
    Style("GwSecrecy", "密级", HEITI),
    Style("GwUrgency", "紧急程度", HEITI),
    Style("GwMark", "发文机关标志", XIAOBIAOSONG, Pt(40), Pt(43), align="center", colour=RED, tracking=0),
    Style("GwHeadGap", "版头空行", pitch=GAP_BELOW_MARK),
    Style("GwNumber", "发文字号", align="center"),
    Style("GwSigners", "签发人", align="left"),
    # 主体
    Style("GwTitleGap", "标题前空行", pitch=GAP_ABOVE_TITLE, extra=_KEEP),
    Style("GwLetterTitleGap", "信函标题前空行", pitch=GAP_ABOVE_LETTER_TITLE, extra=_KEEP),
    Style("GwTitle", "公文标题", XIAOBIAOSONG, SIZE_2, TITLE_PITCH, align="center", extra=_KEEP, tracking=0),
    Style("GwTitleEnd", "标题后空行", pitch=GAP_BELOW_TITLE, extra=_KEEP),
    Style("GwAddressees", "主送机关"),
    Style("GwBody", "公文正文", indent=_FIRST_LINE),
    Style("GwHeading1", "公文一级标题", HEITI, indent=_FIRST_LINE, extra=_KEEP, outline=0),
    Style("GwHeading2", "公文二级标题", KAITI, indent=_FIRST_LINE, extra=_KEEP, outline=1),
    Style("GwHeading3", "公文三级标题", indent=_FIRST_LINE, extra=_KEEP, outline=2),
    Style("GwHeading4", "公文四级标题", indent=_FIRST_LINE, extra=_KEEP, outline=3),
    Style("GwAnnexNote", "附件说明", extra="<w:keepNext/><w:keepLines/>"),
    Style("GwNoteGap", "附件说明前空行", extra=_KEEP),
    Style("GwSignGap", "署名前空行", extra=_KEEP),
    Style("GwLabelGap", "附件标识后空行", extra=_KEEP),
    Style("GwOrgan", "发文机关署名", align="right", extra=_KEEP),
    Style("GwSealCell", "用印署名", align="center", extra=_KEEP),
    Style("GwDate", "成文日期", align="right"),
    Style("GwRemark", "附注", indent=_FIRST_LINE),
    Style("GwAnnexLabel", "附件标识", HEITI, extra="<w:keepNext/><w:pageBreakBefore/>"),
    Style("GwAnnexTitle", "附件标题", XIAOBIAOSONG, SIZE_2, TITLE_PITCH, align="center", extra=_KEEP, tracking=0),
    # 表
    Style("GwCell", "表格文字", size=SIZE_SMALL_4, pitch=TABLE_PITCH, align="left", tracking=0),
    Style("GwCellHead", "表头文字", HEITI, SIZE_SMALL_4, TABLE_PITCH, align="center", extra=_KEEP, tracking=0),
    Style("GwChart", "公文图", align="center", extra=_KEEP),
    # 版记、页码
    Style("GwCopies", "抄送", size=SIZE_4, pitch=IMPRINT_PITCH, indent="", align="left", tracking=0),
    Style("GwPrinted", "印发", size=SIZE_4, pitch=IMPRINT_PITCH, align="left", tracking=0),
    Style("GwAnchor", "版记定位", size=Pt(1), pitch=Pt(1), align="left", tracking=0),
    Style("GwPageOdd", "单页码", SONGTI, SIZE_4, Pt(14), _zi(right=1), "right", tracking=0),
    Style("GwPageEven", "双页码", SONGTI, SIZE_4, Pt(14), _zi(left=1), "left", tracking=0),
    # 信函
    Style("GwLetterMark", "信函机关标志", XIAOBIAOSONG, Pt(40), Pt(43), align="center", colour=RED, tracking=0),
    Style("GwLetterHead", "信函份号密级"),
    Style("GwLetterNumber", "信函发文字号", pitch=Pt(24), align="right"),
    Style("GwLine", "信函双线", size=Pt(1), pitch=Pt(1), align="left", tracking=0),
)
BY_ID: Mapping[str, Style] = {style.id: style for style in STYLES}
"""Every style of ours by its id."""


def style_sheet(profile: Profile) -> bytes:
    """``word/styles.xml``: defaults of 3号仿宋 black on the profile's pitch, no theme, no bold (R08, R10)."""
    return xml(
        f'<w:styles xmlns:w="{NAMESPACES["w"]}">{_defaults()}{_normal(profile)}'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        f"{_character('GwKai', '楷体', KAITI)}{_character('GwHei', '黑体', HEITI)}{_tables()}"
        f"{''.join(style.xml(profile) for style in STYLES)}</w:styles>"
    )


def _defaults() -> str:
    size = SIZE_3.half_points
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{FANGSONG.xml}<w:color w:val="000000"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{_GRID}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


_GRID = (
    '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)


def _normal(profile: Profile) -> str:
    """正文: no automatic gaps beside digits and no punctuation outside the type area, so that the grid holds (R09)."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{_GRID}"
        f'{exact(profile.pitch)}{aligned("both")}</w:pPr><w:rPr><w:spacing w:val="{TRACKING}"/></w:rPr></w:style>'
    )


def _character(style_id: str, name: str, face: Face) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{face.xml}</w:rPr></w:style>'
    )


def _tables() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _CELL_MARGINS)
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="GwTable"><w:name w:val="公文表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


CELL_SIDE, CELL_ABOVE = Mm("1.5"), Mm("0.7")
"""White space within the cells of a table, beside and above its text."""
_CELL_MARGINS = (
    ("top", CELL_ABOVE.twips),
    ("left", CELL_SIDE.twips),
    ("bottom", CELL_ABOVE.twips),
    ("right", CELL_SIDE.twips),
)
