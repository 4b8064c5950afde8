"""The measured rules, on pages that LibreOffice has printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generate.lint.measuring import measured
from jieyue.pdf import pdfs_of
from tests.geometry.rendering import require_renderer
from tests.lint import good
from tests.lint.breaking import Break, Copy, attribute, replaced, style
from tests.lint.faults import line, notice

pytestmark = pytest.mark.render

FAULTS: dict[str, tuple[str, Break]] = {
    "标志低一厘米": ("R24", attribute("framePr", "y", "2551")),
    "红线离字号远": ("R34", replaced('w:space="7" w:color="FF0000"', 'w:space="20" w:color="FF0000"')),
    "行距32磅": ("R09", style("GwBody", line(640))),
    "页脚低一厘米": ("R66", attribute("pgMar", "footer", "900")),
}


def test_good_pages_measure_right_and_faulty_ones_are_named(tmp_path: Path) -> None:
    require_renderer()
    documents = {
        "complete": good.complete(),
        "letter": good.a_letter(),
        "request": good.a_request(),
        "notice": notice(),
    }
    for name, (_, change) in FAULTS.items():
        copy = Copy.of(notice())
        change(copy)
        documents[name] = copy.bytes()
    paths = {name: tmp_path / f"{name}.docx" for name in documents}
    for name, content in documents.items():
        paths[name].write_bytes(content)
    printed = pdfs_of(list(paths.values()))
    found = {name: {one.rule for one in measured(path, printed[path])} for name, path in paths.items()}
    wanted = {name: {FAULTS[name][0]} if name in FAULTS else set() for name in documents}
    assert found == wanted
