"""Writes a form as a Word file, part by part, with every way in which Word wraps a piece of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.messy.packing import REL, pack, rels, xml_text
from tests.messy.paper import ABOVE, LEFT, Box, Form, Line, Place, Table, spans

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{REL}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WHO = 'w:id="7" w:author="某" w:date="2026-10-01T00:00:00Z"'


def run(text: str, properties: str = "") -> str:
    """A run, line ends as breaks and tabs as tabs."""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append("<w:br/>")
        for place, part in enumerate(line.split("\t")):
            if place:
                pieces.append("<w:tab/>")
            if part:
                pieces.append(f'<w:t xml:space="preserve">{xml_text(part)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(pieces)}</w:r>"


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def deleted(text: str) -> str:
    return f'<w:del {_WHO}><w:r><w:delText xml:space="preserve">{xml_text(text)}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f"<w:ins {_WHO}>{run(text)}</w:ins>"


def field(instruction: str, result: str, data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _split(b: Box) -> str:
    return "".join(run(char, "<w:b/>" if n % 2 else "") for n, char in enumerate(b.text))


def _text_box(b: Box) -> str:
    inside = f"<w:txbxContent>{p(run(b.text))}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


_ALTERNATIVE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:t>@</w:t></mc:Choice>"
    "<mc:Fallback><w:t>@</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
INLINE: dict[str, Callable[[Box], str]] = {
    "plain": lambda b: run(b.text),
    "拆开的字": _split,
    "内容控件": lambda b: sdt(run(b.text), '<w:tag w:val="t"/>'),
    "下拉控件": lambda b: sdt(run(b.text), '<w:dropDownList><w:listItem w:value="1"/></w:dropDownList>'),
    "智能标记": lambda b: f'<w:smartTag w:element="x">{run(b.text)}</w:smartTag>',
    "自定义XML": lambda b: f'<w:customXml w:element="x">{run(b.text)}</w:customXml>',
    "超链接": lambda b: f'<w:hyperlink w:anchor="x">{run(b.text)}</w:hyperlink>',
    "修订插入": lambda b: inserted(b.text),
    "修订替换": lambda b: deleted(b.old) + inserted(b.text),
    "修订半替换": lambda b: run(b.text[:1]) + deleted(b.old) + inserted(b.text[1:]),
    "移入": lambda b: f"<w:moveTo {_WHO}>{run(b.text)}</w:moveTo>",
    "移出": lambda b: f"<w:moveFrom {_WHO}>{run(b.old)}</w:moveFrom>{run(b.text)}",
    "格式修订": lambda b: run(b.text, f"<w:b/><w:rPrChange {_WHO}><w:rPr/></w:rPrChange>"),
    "隐藏字": lambda b: run(b.old, "<w:vanish/>") + run(b.text),
    "简单域": lambda b: f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{run(b.text)}</w:fldSimple>',
    "域": lambda b: field("=SUM(ABOVE)", run(b.text)),
    "窗体域": lambda b: field("FORMTEXT", run(b.text), '<w:ffData><w:name w:val="x"/><w:textInput/></w:ffData>'),
    "脚注": lambda b: (
        run(b.text) + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    ),
    "批注": lambda b: (
        '<w:commentRangeStart w:id="1"/>'
        + run(b.text)
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    ),
    "软连字符": lambda b: run(b.text[:1] + "\u00ad" + b.text[1:]),
    "软连字符元素": lambda b: run(b.text[:1]) + "<w:r><w:softHyphen/></w:r>" + run(b.text[1:]),
    "书签": lambda b: (
        f'<w:bookmarkStart w:id="3" w:name="b"/>{run(b.text)}<w:bookmarkEnd w:id="3"/><w:proofErr w:type="gramEnd"/>'
    ),
    "备选": lambda b: _ALTERNATIVE.replace("@", xml_text(b.text)),
    "文本框": _text_box,
    "划掉": lambda b: run(b.old, "<w:strike/>") + run(b.text),
    "公式对象": lambda b: f"<m:oMath><m:r><m:t>{xml_text(b.text)}</m:t></m:r></m:oMath>",
    "日期域中": lambda b: (
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{_split(b)}</w:sdtContent></w:sdt>'
    ),
    "插入中删": lambda b: f"<w:ins {_WHO}>{deleted(b.old)}{run(b.text)}</w:ins>",
    "嵌套域": lambda b: field("IF 1=1", field("=1+1", run(b.text))),
    "双划掉": lambda b: run(b.old, "<w:dstrike/>") + run(b.text),
}
BLOCK: dict[str, Callable[[str], str]] = {
    "段落控件": lambda inner: sdt(p(inner)),
    "空段": lambda inner: p("") + p(inner) + p(""),
    "嵌套表": lambda inner: f"{p('')}<w:tbl><w:tblPr/><w:tr><w:tc>{p(inner)}</w:tc></w:tr></w:tbl>{p('')}",
    "插入段": lambda inner: p(inner, f"<w:rPr><w:ins {_WHO}/></w:rPr>"),
}
CELL = ("格控件",)
LOOKS = (*(name for name in INLINE if name != "plain"), *BLOCK, *CELL)
TRACKED = ("插入中删", "修订插入", "修订替换", "修订半替换", "移入", "移出", "插入段")
HIDDEN = ("隐藏字",)
OPEN = ("文本框", "嵌套表", "划掉", "双划掉")
"""Looks where a reader may ask instead of reading, if it says so."""
NO_VALUE: dict[str, str] = {
    "符号勾": '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "窗体勾": field("FORMCHECKBOX", "", '<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'),
    "控件勾": sdt(run("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'),
    "上标": run("1") + run("2", '<w:vertAlign w:val="superscript"/>'),
}
BLANKS: dict[str, str] = {
    "占位提示": sdt(run("单击此处输入文字"), "<w:showingPlcHdr/>"),
    "删空": deleted("3"),
    "隐去": run("3", "<w:vanish/>"),
    "移走": f"<w:moveFrom {_WHO}>{run('3')}</w:moveFrom>",
}


class _Word:
    """One document while it is written.  ``grids`` leaves out cells at row ends (gridBefore, gridAfter)."""

    def __init__(self, form: Form, rng: Random) -> None:
        self.form, self.rng = form, rng
        self.grids = "结构：网格缩进" in form.labels
        self.lists = "结构：自动编号" in form.labels

    def body(self) -> str:
        blocks = [block for sheet in self.form.sheets for block in sheet.blocks]
        made = []
        for block in blocks:
            made.append(self.table(block) if isinstance(block, Table) else line(block) if block.story == "body" else "")
            if isinstance(block, Table):
                made.append(p(""))
        return "".join(made)

    def wrapped(self, table: str) -> str:
        """The whole table inside something else, as the form's labels say."""
        labels = self.form.labels
        if "结构：整表控件" in labels:
            return sdt(table)
        if "结构：整表嵌套" in labels:
            return f"<w:tbl><w:tblPr/><w:tr><w:tc>{p('')}{table}{p('')}</w:tc></w:tr></w:tbl>"
        if "结构：整表文本框" in labels:
            return p(
                f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{table}{p('')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        if "结构：旧表已删" in labels:
            old = re.sub("<w:t( [^>]*)?>[^<]{1,4}</w:t>", "<w:t>1</w:t>", table)
            old = re.sub(
                "<w:tr>(<w:trPr>)?", lambda m: f"<w:tr><w:trPr><w:del {_WHO}/>" + ("" if m[1] else "</w:trPr>"), old
            )
            return old + p("") + table
        return table

    def table(self, table: Table) -> str:
        rows = table.squared()
        grid = "".join('<w:gridCol w:w="900"/>' for _ in rows[0])
        made = []
        for number, row in enumerate(rows):
            made.append(self.row(rows, number, row, table.row_looks.get(number, "")))
        whole = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
        return self.wrapped(whole) if len(rows) > 8 else whole

    def row(self, rows: list[list[Place]], number: int, row: list[Place], look: str) -> str:
        before, after = self._indents(rows, number, row)
        properties = (f'<w:gridBefore w:val="{before}"/>' if before else "") + (
            f'<w:gridAfter w:val="{after}"/>' if after else ""
        )
        cells, column = [], before
        while column < len(row) - after:
            xml, across = self.cell(rows, number, column)
            cells.append(xml)
            column += across
        properties += {"插入行": f"<w:ins {_WHO}/>", "删除行": f"<w:del {_WHO}/>"}.get(look, "")
        made = f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"
        return sdt(made) if look == "行控件" else made

    def _indents(self, rows: list[list[Place]], number: int, row: list[Place]) -> tuple[int, int]:
        if not self.grids or number == 0:
            return 0, 0
        before = 1 if isinstance(row[0], Box) and not row[0].text and row[1] != LEFT else 0
        blank = isinstance(row[-1], Box) and not row[-1].text and row[-1].look == "plain"
        covered = number + 1 < len(rows) and rows[number + 1][-1] == ABOVE
        return before, 1 if blank and not covered and row[-2] != LEFT else 0

    def cell(self, rows: list[list[Place]], row: int, column: int) -> tuple[str, int]:
        place = rows[row][column]
        top = row
        while rows[top][column] == ABOVE:
            top -= 1
        down, across = spans(rows, top, column)
        merge = "" if down == 1 else '<w:vMerge w:val="restart"/>' if top == row else "<w:vMerge/>"
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        inside = self.content(place) if isinstance(place, Box) else p("")
        made = f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}</w:tc>"
        return (sdt(made) if isinstance(place, Box) and place.look in CELL else made), across

    def content(self, box: Box) -> str:
        if box.look in NO_VALUE:
            return p(NO_VALUE[box.look])
        if box.look in BLANKS:
            return p(BLANKS[box.look])
        if box.look in BLOCK:
            return BLOCK[box.look](run(box.text))
        if self.lists and not box.score and box.text.startswith("1.") and "\n2." in box.text:
            number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>'
            list_id = self.rng.randrange(1, 3)
            return "".join(p(run(text[2:]), number % list_id) for text in box.text.split("\n"))
        inline = INLINE.get(box.look, INLINE["plain"])
        if "\n" in box.text.strip() and box.look == "plain" and self.rng.random() < 0.5:
            return "".join(p(run(part)) for part in box.text.split("\n"))
        return p(inline(box))


def line(block: Line) -> str:
    if block.look == "controls":
        parts = block.text.split("\0")
        return p("".join(sdt(run(part)) if n % 2 else run(part) for n, part in enumerate(parts)))
    text = block.text.replace("\0", "")
    if block.look == "underlined":
        return p("".join(run(part, "<w:u w:val='single'/>" if n % 2 else "") for n, part in enumerate(text.split("_"))))
    return "".join(p(run(part)) for part in text.split("\n"))


def write_word(form: Form, path: Path, rng: Random) -> None:
    if form.container == "docx-python":
        _python_docx(form, path)
        return
    word = _Word(form, rng)
    body = word.body()
    header = "".join(
        line(block)
        for sheet in form.sheets
        for block in sheet.blocks
        if isinstance(block, Line) and block.story == "header"
    )
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/></w:sectPr>' if header else "<w:sectPr/>"
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{level}</w:abstractNum>' for n in (1, 2))
    numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    parts = {
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        "word/comments.xml": f'<w:comments {_SPACES}><w:comment w:id="1">{p(run("请核实"))}</w:comment></w:comments>',
        "word/footnotes.xml": f'<w:footnotes {_SPACES}><w:footnote w:id="2">{p(run("见附件"))}</w:footnote>'
        "</w:footnotes>",
    }
    kinds = ["numbering", "comments", "footnotes"]
    entries = [(f"rId{n}", kind, f"{kind}.xml") for n, kind in enumerate(kinds)]
    types = {f"word/{kind}.xml": f"{_WORDML}.{kind}+xml" for kind in kinds}
    if header:
        parts["word/header1.xml"] = f"<w:hdr {_SPACES}>{header}</w:hdr>"
        types["word/header1.xml"] = f"{_WORDML}.header+xml"
        entries.append(("rIdH", "header", "header1.xml"))
    parts["word/_rels/document.xml.rels"] = rels(entries)
    types["word/document.xml"] = f"{_WORDML}.document.main+xml"
    pack(path, "word/document.xml", types, parts, strict=form.container == "docx-strict")


def _python_docx(form: Form, path: Path) -> None:
    """As python-docx writes it: plain paragraphs and a plain table."""
    from docx import Document

    document = Document()
    for sheet in form.sheets:
        for block in sheet.blocks:
            if isinstance(block, Line):
                target = document.sections[0].header if block.story == "header" else document
                target.add_paragraph(block.text.replace("\0", "").replace("_", " "))
                continue
            rows = block.squared()
            table = document.add_table(len(rows), len(rows[0]))
            grid = [list(row.cells) for row in table.rows]
            for r, row in enumerate(rows):
                for c, place in enumerate(row):
                    if not isinstance(place, Box):
                        continue
                    down, across = spans(rows, r, c)
                    cell = grid[r][c]
                    if down > 1 or across > 1:
                        cell = cell.merge(grid[r + down - 1][c + across - 1])
                    cell.text = place.text
    document.save(str(path))
