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


def lines_of(page: Path, also: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command of the page's code blocks, in order, and lines that begin with one of ``also``."""
    for block in _FENCE.findall(page.read_text(encoding="utf-8")):
        for written in block.splitlines():
            line = written.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if line.startswith(("jieyue ", *also)):
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
    context = click.Context(command, info_name=command.name, parent=parent)
    if isinstance(command, click.Group):
        rest = _after_options(command, context, words)
        if rest:
            _name, found, more = command.resolve_command(context, rest)
            assert found
            _parse(found, more, context)
        else:
            assert words, "a command is missing"
    elif "--help" not in words:
        _check(command, context, words)


def _check(command: click.Command, context: click.Context, words: list[str]) -> None:
    """The arguments are all there, no other, and each is of its kind; whether a file exists is not asked."""
    given, extra, _order = command.make_parser(context).parse_args(list(words))
    assert not extra, extra
    for param in command.get_params(context):
        value = given.get(param.name or "")
        if value is None and param.required:
            raise click.MissingParameter(ctx=context, param=param)
        if isinstance(value, str | tuple) and not isinstance(param.type, click.Path):
            param.type_cast_value(context, value)


def _after_options(command: click.Group, context: click.Context, words: list[str]) -> list[str]:
    """What is left after the group's own options."""
    parser = command.make_parser(context)
    parser.allow_interspersed_args = False
    return list(parser.parse_args(list(words))[1])
