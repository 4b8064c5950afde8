"""Typefaces by their usual names, for every script at once, and sizes in the trade's 号 (W6, W7).

A face is asked for in eastAsia, ascii, hAnsi and cs alike, with hint=eastAsia and without theme fonts, so that Chinese
quotation marks, dashes and ellipses never fall to a Latin font.
"""

from __future__ import annotations

from dataclasses import dataclass

from generate.lengths import Pt

SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
"""2号, 3号 and 4号."""
SIZE_SMALL_4 = Pt(12)


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface; ``other_names`` are what the same face is called on other systems."""

    name: str
    other_names: tuple[str, ...] = ()
    family: str = "roman"

    @property
    def xml(self) -> str:
        """``w:rFonts`` for all scripts."""
        name = self.name
        return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


FANGSONG = Face("仿宋_GB2312", ("仿宋", "FangSong"), "modern")
KAITI = Face("楷体_GB2312", ("楷体", "KaiTi"), "modern")
HEITI = Face("黑体", ("SimHei",), "swiss")
SONGTI = Face("宋体", ("SimSun",))
XIAOBIAOSONG = Face("方正小标宋简体", ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S"), "script")
FACES = (FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG)


def font_table() -> str:
    """The content of ``word/fontTable.xml``: every face with its other names."""
    return "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{",".join(face.other_names)}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{face.family}"/><w:pitch w:val="default"/></w:font>'
        for face in FACES
    )
