"""The ``jieyue …`` lines of the documentation, and whether the command line takes them; nothing is carried out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from jieyue.cli.main import jieyue

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(?:\.venv/bin/)?(jieyue [^`\n]+)`")


def lines_of(page: Path) -> Iterator[str]:
    """Every command of the page's code blocks, in order."""
    for block in _FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            line = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if line.startswith("jieyue "):
                yield line


def inline_of(page: Path) -> Iterator[str]:
    """Every command that stands in a sentence."""
    yield from _INLINE.findall(page.read_text(encoding="utf-8"))


def words_of(line: str) -> list[str]:
    """The arguments of a command line, its comment left out."""
    return shlex.split(line, comments=True)[1:]


def parse(line: str) -> None:
    """Raises what click raises for a line that the program would not take."""
    _parse(jieyue, words_of(line), None)


def _parse(command: click.Command, words: list[str], parent: click.Context | None) -> None:
    if "--help" in words:
        words = words[: words.index("--help")]
        if not words:
            return
    context = click.Context(command, info_name=command.name, parent=parent, resilient_parsing=False)
    if isinstance(command, click.Group):
        rest = _group_words(command, context, words)
        name, found, more = command.resolve_command(context, rest)
        assert found, name
        _parse(found, more, context)
        return
    parser = command.make_parser(context)
    given, extra, _order = parser.parse_args(list(words))
    assert not extra, extra
    for param in command.get_params(context):
        if param.name == "workspace":
            continue
        value = given.get(param.name)
        if value is None and param.required:
            raise click.MissingParameter(ctx=context, param=param)
        if value is not None and not isinstance(param.type, click.Path):
            param.type_cast_value(context, value)


def _group_words(command: click.Group, context: click.Context, words: list[str]) -> list[str]:
    """What is left after the group's own options."""
    parser = command.make_parser(context)
    parser.allow_interspersed_args = False
    _given, rest, _order = parser.parse_args(list(words))
    return rest
