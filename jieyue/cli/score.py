"""``jieyue score``: records in, scorecards out, stateless."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jieyue.cli.frame import always_json, command, readable, tell_json
from jieyue.errors import Exit, WrongUsage
from jieyue.model import Basis, Kind, Severity, Submission
from jieyue.score import POLICIES


@command("score", example="jieyue score 记录.jsonl\njieyue extract 自评表.xlsx | jieyue score -")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--basis",
    type=click.Choice([basis.value for basis in Basis]),
    help="按哪一列计分：self 自评，verified 核查（默认：核查表按核查，其余按自评）。",
)
@click.option("--policy", type=click.Choice(POLICIES), help="“不适用”如何计分（默认按指标表）。")
@always_json
def score(files: tuple[Path, ...], basis: str | None, policy: str | None) -> Exit:
    """读记录（extract 的输出），每条输出一行评分卡，写明每个得分的由来。"""
    from jieyue.formset import load_form_set
    from jieyue.record import card_record
    from jieyue.score import scorecard

    settled = True
    for submission in (one for path in files for one in _submissions(path)):
        form_set = load_form_set(submission.form_set or "hunan-2020")
        card = scorecard(submission, form_set, _basis(basis, submission), policy or "")
        settled &= card.passed is not None and not any(one.severity is Severity.ERROR for one in card.problems)
        tell_json(card_record(card))
    return Exit.DONE if settled else Exit.NEEDS_A_PERSON


def _basis(chosen: str | None, submission: Submission) -> Basis:
    if chosen:
        return Basis(chosen)
    return Basis.VERIFIED if submission.kind is Kind.VERIFICATION else Basis.SELF


def _submissions(path: Path) -> Iterator[Submission]:
    """The records of a file: one JSON object a line, or one over several lines."""
    name, text = ("标准输入", sys.stdin.read()) if str(path) == "-" else (path.name, _text(readable(path)))
    whole = text.strip()
    if not whole:
        raise WrongUsage(f"{name}：没有记录；请给出 extract 的输出")
    lines = [(f"{name} 第{number}行", line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    try:
        yield _record(name, whole)
        return
    except WrongUsage:
        if len(lines) == 1 or not lines[0][1].rstrip().endswith("}"):
            raise
    for where, line in lines:
        yield _record(where, line)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path.name}：不是 UTF-8 文本文件；请给出 extract 的输出") from error


def _record(where: str, text: str) -> Submission:
    from jieyue.record import from_record, loads
    from jieyue.schema import faults_of
    from jieyue.system_words import where_broken

    try:
        data = loads(text)
    except ValueError as error:
        why = where_broken(error) if isinstance(error, json.JSONDecodeError) else error
        raise WrongUsage(f"{where}：不是正确的 JSON（{why}）；请给出 extract 的输出") from error
    faults = faults_of(data, "submission")
    if faults:
        raise WrongUsage("\n".join(f"{where} {fault.pointer}：{fault.finding}；{fault.remedy}" for fault in faults))
    return from_record(data)
