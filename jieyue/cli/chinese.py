"""Click in Chinese: headings of the help, and what is said when a command is called wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class Command(click.Command):
    """A command whose help reads in Chinese; ``example`` is printed below it."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, said in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is called."""
        pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and an example."""
        _write_options(self, ctx, formatter)
        if self.example:
            with formatter.section("示例"):
                formatter.write_dl([(f"  {line.strip()}", "") for line in self.example.splitlines() if line.strip()])


class Group(click.Group):
    """A group of commands whose help reads in Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, said in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the program is called."""
        formatter.write_usage(ctx.command_path, "[选项] 命令 …", prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands in their order."""
        _write_options(self, ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command and not command.hidden:
                rows.append((name, command.get_short_help_str(120)))
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [row for option in options if (row := option.get_help_record(ctx))]
    with formatter.section("选项"):
        formatter.write_dl([(name, _without_english(text)) for name, text in rows])


def _without_english(text: str) -> str:
    """What click adds to an option's help: bounds go, ``required`` is said in Chinese."""
    words, bracket, extra = text.rpartition("  [")
    return (f"{words}（必填）" if "required" in extra else words) if bracket else text


def complaint(error: click.ClickException) -> str:
    """What is wrong with the call, and how to find the right one."""
    said = next((say(error) for kind, say in _COMPLAINTS.items() if isinstance(error, kind)), error.format_message())
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    path = context.command_path if context else "jieyue"
    return f"{said}\n用法请看：{path} --help"


def _no_option(error: Any) -> str:
    near = f"；是否想用 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
    return f"没有“{error.option_name}”这个选项{near}"


def _name(error: Any) -> str:
    if error.param and error.param.param_type_name == "option":
        return str(error.param.opts[0])
    return str(error.param.human_readable_name if error.param else error.param_hint or "")


def _missing(error: Any) -> str:
    wanted = error.param.metavar if isinstance(error.param, click.Option) else None
    return f"缺少“{_name(error)}”" + (f"；请在后面加 {_name(error)} {wanted}" if wanted else "")


def _bad(error: Any) -> str:
    kind = getattr(error.param, "type", None)
    if isinstance(kind, click.Choice):
        return f"“{_name(error)}”只能是：{'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return f"“{_name(error)}”应是一个数{_bounds(kind)}"
    if isinstance(kind, click.DateTime):
        return f"“{_name(error)}”应是日期，如 2026-12-25"
    if isinstance(kind, click.Path):
        return f"“{_name(error)}”：找不到文件或文件夹，或不能读取"
    return f"“{_name(error)}”不对：{error.message}"


def _bounds(kind: Any) -> str:
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return f"，{low}到{high}"
    return f"，不小于{low}" if low is not None else ""


def _other(error: Any) -> str:
    said = str(error.message)
    if said.startswith("No such command"):
        return f"没有“{said.split(chr(39))[1] if chr(39) in said else said}”这个命令"
    if "unexpected extra argument" in said:
        return f"多写了内容：{said.partition('(')[2].rpartition(')')[0]}"
    if said.startswith("Option") and "requires an argument" in said:
        return f"选项后面缺少内容：{said.split(chr(39))[1] if chr(39) in said else ''}"
    return f"写法不对：{said}"


_COMPLAINTS: dict[type[click.ClickException], Callable[[Any], str]] = {
    click.NoSuchOption: _no_option,
    click.MissingParameter: _missing,
    click.BadParameter: _bad,
    click.UsageError: _other,
}
