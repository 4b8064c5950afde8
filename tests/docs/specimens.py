"""First and last page of a document of each KIND, from the demonstration year: ``python -m tests.docs.specimens``."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from jieyue.cli.main import run
from jieyue.demo import demo
from tests.geometry.rendering import to_pdf

PAGE = Path(__file__).parents[2] / "docs" / "发文样式.md"
FOLDER = PAGE.parent / "pictures" / "发文"
DPI, _COLOURS = 66, 32
_SHARP = 3
"""Pages are drawn so many times larger and made smaller, for even strokes."""
_FILES = {
    "催报": "催报通知*.docx",
    "核查通知": "核查通知*.docx",
    "核查表": "核查表/核查表-湖南省水利厅.docx",
    "抽查通知": "抽查通知*.docx",
    "公示": "公示*.docx",
    "通报": "通报*.docx",
    "整改": "整改-*.docx",
    "汇总表": "汇总情况报告*.docx",
    "备案": "总体情况报告*.docx",
}
"""Where the document of a KIND lies in 发文."""
_HEAD = """# 发文样式

每种公文的首页和末页，由 `make pictures` 从演示年度（`jieyue demo`）的数据排成，字体用了替代字体。各处尺寸的测量见
[GB/T 9704—2012 逐条实测](gbt9704.md)；版式改什么、在哪里改，见[改模板](手册/改模板.md)。

| | 首页 | 末页 |
|---|---|---|
"""


def page() -> str:
    """The page that shows the pictures."""
    rows = (
        f"| {kind} | ![首页](pictures/发文/{kind}-首.png) | ![末页](pictures/发文/{kind}-末.png) |" for kind in _FILES
    )
    return _HEAD + "\n".join(rows) + "\n"


def _demonstrated(folder: Path) -> dict[str, bytes]:
    """The documents of the demonstration year by KIND; 汇总表, which a province does not send, is made beside them."""

    def quietly(arguments: list[str]) -> int:
        with contextlib.redirect_stdout(io.StringIO()):
            return run(arguments)

    demo(folder, quietly, lambda _text: None)
    quietly(["-C", str(folder), "generate", "汇总表", "--date", "2027-03-29"])
    return {kind: next((folder / "发文").glob(name)).read_bytes() for kind, name in _FILES.items()}


def pictures(pdf: Path) -> Iterator[Image.Image]:
    """The first and the last page, framed, in few colours."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in (0, len(document) - 1):
            large = document[number].render(scale=DPI * _SHARP / 72).to_pil().convert("RGB")
            small = large.resize((large.width // _SHARP, large.height // _SHARP), Image.Resampling.LANCZOS)
            ImageDraw.Draw(small).rectangle((0, 0, small.width - 1, small.height - 1), outline="silver")
            yield small.quantize(_COLOURS)
    finally:
        document.close()


def _main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="jieyue-") as name:
        made = to_pdf(_demonstrated(Path(name) / "示例年度"), Path(name) / "pdf")
        for kind, pdf in made.items():
            for which, image in zip("首末", pictures(pdf), strict=True):
                image.save(FOLDER / f"{kind}-{which}.png", optimize=True)
                sys.stdout.write(f"{kind}-{which}.png\n")


if __name__ == "__main__":
    _main()
