"""The report on reading: totals, then recall, silent errors and false alarms by mutation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.messy.tally import Tally

_GROUPS = {
    "种类": "Kinds of file",
    "容器": "Containers",
    "布局": "Layouts",
    "表头": "Head of the form",
    "日期": "Dates",
    "列名": "Names of the score column",
    "结构": "Structure",
    "Word": "Word structures",
    "分值写法": "Ways to write a score",
}
_HEAD = """# Reading returned forms: what is read, misread and asked about

Written by `.venv/bin/python -m tests.messy {forms} {first}`; do not edit.  `tests/messy` writes forms of known truth
with openpyxl, XlsxWriter, python-docx and part by part; it shares no code with the reader.  A form is one seed: a
container, a layout, a head, up to three mishaps and, on some, faults that must be named.

- **Recall**: of the fields that a careful clerk would take without asking, how many were read.
- **Silent errors**: values that are wrong, or read where none is certain, without a problem about them.
- **Unsaid**: problems that the contract demands and that are not there.
- **False alarms**: forms with an error about something that no clerk would ask about.

| forms | fields | recall | silent errors | unsaid | false alarms |
|---:|---:|---:|---:|---:|---:|
| {forms} | {fields} | {recall} % | {silent} | {unsaid} | {rate} % ({alarms} forms) |
"""


def report(whole: Tally, parts: Mapping[str, Tally], first: int) -> str:
    """The text of docs/reading.md."""
    head = _HEAD.format(
        forms=whole.forms,
        first=first,
        fields=whole.fields,
        recall=f"{whole.recall:.3f}",
        silent=whole.silent,
        unsaid=whole.unsaid,
        rate=f"{whole.alarm_rate:.3f}",
        alarms=whole.alarms,
    )
    return head + "".join(_group(name, title, parts) for name, title in _GROUPS.items())


def _group(name: str, title: str, parts: Mapping[str, Tally]) -> str:
    rows = list(_rows(name, parts))
    if not rows:
        return ""
    table = "| | forms | recall | silent | unsaid | alarms |\n|---|---:|---:|---:|---:|---:|\n"
    return f"\n## {title}\n\n{table}{''.join(rows)}"


def _rows(name: str, parts: Mapping[str, Tally]) -> Iterator[str]:
    for label in sorted(parts):
        group, _, text = label.partition("：")
        if group != name:
            continue
        part = parts[label]
        shown = text.replace("\n", "⏎").replace("|", "\\|").strip()
        yield f"| {shown} | {part.forms} | {part.recall:.2f} % | {part.silent} | {part.unsaid} | {part.alarms} |\n"
