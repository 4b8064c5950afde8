"""``jieyue extract``: records of files, stateless."""

from __future__ import annotations

from pathlib import Path

import click

from jieyue.cli.frame import always_json, command, readable, tell_json
from jieyue.errors import Exit
from jieyue.model import Status


@command("extract", example="jieyue extract 水利厅自评表.xlsx\njieyue extract 收件箱/*.docx > 记录.jsonl")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@always_json
def extract(files: tuple[Path, ...]) -> Exit:
    """读文件，每份输出一行 JSON 记录；不改动任何文件。"""
    from jieyue.receiving.extraction import read_files
    from jieyue.record import to_record

    for path in files:
        readable(path)
    clean = True
    for submission in read_files(files):
        clean &= submission.status is Status.ACCEPTED
        tell_json(to_record(submission))
    return Exit.DONE if clean else Exit.NEEDS_A_PERSON
