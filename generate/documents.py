"""Records in, finished documents out: ``compose`` writes any KIND of the year.

A document number, date, signer or narrative not yet given stays a visible blank, and the document is a draft; a draft
carries no number.  ``final=True`` refuses while anything is blank, naming it.  Same records, same day, same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any

from generate.chrome import Marks, chrome
from generate.file_names import file_stem
from generate.hands import shared
from generate.narrative import Narrative
from generate.numbers import Numbers, of_another_layout
from generate.office.page import PROFILES
from generate.paper import Blank, Desk, NothingToReport, Paper, Ready, blanks_in
from generate.wording import WIDE_SPACE, blank_day, blank_number, full_day
from jieyue.data import data_folder
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.formset import FormSet
from jieyue.model import Yearbook
from jieyue.settings import Organ, Settings

KINDS: Mapping[str, str] = {
    "reminder": "催报",
    "inspection": "核查通知",
    "inspection-sheets": "核查表",
    "spot-check": "抽查通知",
    "publicity": "公示",
    "commendation": "通报",
    "rectification": "整改",
    "summary": "汇总表",
    "filing": "备案",
}
"""Every KIND by its English name, in the order of the year, with its Chinese name."""

_LETTERS = ("rectification",)
"""The kinds that write a letter to each unit, which may be many."""
Inspect = Callable[[bytes], Sequence[str]]
"""What is wrong with a finished docx, in Chinese, one finding each; empty is fine."""

__all__ = ["KINDS", "NotFinal", "NothingToReport", "Outgoing", "compose", "kind_named"]


class NotFinal(JieyueError):
    """A final document was asked for while something is blank or departs from the standard.

    ``blanks`` names what is missing by document; nothing was written, and a person has to complete it.
    """

    exit = Exit.NEEDS_A_PERSON

    def __init__(self, drafts: Sequence[Outgoing]) -> None:
        self.blanks = {one.file_name: one.blanks for one in drafts}
        super().__init__("\n".join(["不能定稿，没有写出任何文件：", *map(_unfinished, drafts)]))


_OPTIONS = {"发文字号": "--number", "成文日期": "--date"}
"""Blanks that an option of the command fills."""


def _unfinished(one: Outgoing) -> str:
    stem = one.file_name.rpartition(".")[0]
    given = [option for blank, option in _OPTIONS.items() if blank in one.blanks]
    options = f"，或用 {'、'.join(given)} 给出" if given else ""
    wanted = f"缺{'、'.join(one.blanks)}；请在设置.toml、叙述.txt 中补齐{options}" if one.blanks else ""
    departing = f"不合格式要求：{'；'.join(one.departures)}" if one.departures else ""
    return f"《{stem}》{'；'.join(filter(None, (wanted, departing)))}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One file to be written to 发文: its name, its bytes, the unit it concerns, and why it is not yet final.

    ``blanks`` names what is still to be given; ``departures`` what the inspection found; ``remarks`` what a person
    should look at although the document may go out.
    """

    kind: str
    file_name: str
    content: bytes
    unit: str | None = None
    title: str = ""
    number: str | None = None
    blanks: tuple[str, ...] = ()
    departures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Something is still blank, or departs from the standard."""
        return bool(self.blanks or self.departures)


def kind_named(word: str) -> str:
    """The English name of a KIND given in Chinese or English.  Raises :class:`WrongUsage` with the names there are."""
    for english, chinese in KINDS.items():
        if word in (english, chinese):
            return english
    names = "、".join(f"{chinese}（{english}）" for english, chinese in KINDS.items())
    raise WrongUsage(f"没有“{word}”这种文书；可用的有{names}")


def compose(  # noqa: PLR0913 - the command's own options
    kind: str,
    book: Yearbook,
    settings: Settings,
    form_set: FormSet,
    *,
    narrative: Narrative | None = None,
    number: str | None = None,
    numbers: Numbers | None = None,
    day: date | None = None,
    final: bool = False,
    unit: str | None = None,
    drawn: bool = False,
    templates: Path | None = None,
    inspect: Inspect | None = None,
    executor: Executor | None = None,
) -> tuple[Outgoing, ...]:
    """The documents of one KIND.  Several documents given one ``number`` count on from it; ``numbers`` knows the rest.

    ``unit`` or ``drawn`` asks for the letters of one unit, or for the sheets of those drawn for the spot check, alone.
    ``templates`` is a folder of the office's own templates; those it does not hold are the shipped ones.
    ``inspect`` looks at each finished document; one in which it finds anything stays a draft, without a number.
    ``executor`` shares the letters of a large batch; they are the same to the byte, in the same order.

    Raises :class:`NothingToReport` (nothing to write, and why), :class:`NotFinal`, or a
    :class:`generate.fence.TemplateFault` naming everything wrong with the template.
    """
    kind = kind_named(kind)
    day = day or settings.dates.get(kind)
    desk = Desk(book, settings, form_set, narrative or Narrative(), day, unit, drawn)
    numbers = replace(numbers or Numbers(), first=number)
    parts = _numbered(kind, desk, numbers)
    bare = replace(desk, book=replace(book, standings=()))
    work = partial(_inspected, kind, bare, templates, inspect)
    made = _told_apart(shared(work, parts, executor if kind in _LETTERS else None))
    if final and any(one.draft for one in made):
        raise NotFinal([one for one in made if one.draft])
    return made


def _inspected(
    kind: str, desk: Desk, own: Path | None, inspect: Inspect | None, numbered: tuple[Paper | Ready, str | None]
) -> Outgoing:
    """The finished document with what the inspection finds; a number is taken back from one that departs.

    All that it draws on is in the paper, so the desk comes without its units: it may have to go to another process.
    """
    part, number = numbered
    made = _outgoing(kind, desk, part, number, own)
    found = inspect(made.content) if inspect and isinstance(part, Paper) else ()
    if found and made.number:
        made = _outgoing(kind, desk, part, None, own)
    return replace(made, departures=tuple(found))


def papers_of(
    kind: str, book: Yearbook, settings: Settings, form_set: FormSet, *, narrative: Narrative | None = None
) -> Iterator[tuple[Paper, Mapping[str, Any]]]:
    """The papers of one KIND as drafts, each with what the standard puts around it; what templates are asked with."""
    desk = Desk(book, settings, form_set, narrative or Narrative())
    for part, _ in _numbered(kind, desk, Numbers()):
        if isinstance(part, Paper):
            marks, _ = _marks(desk, part, None)
            yield part, chrome(part, settings, marks)


def _numbered(kind: str, desk: Desk, numbers: Numbers) -> Iterator[tuple[Paper | Ready, str | None]]:
    """Each part of the kind with its document number."""
    module = import_module(f"generate.kinds.{kind.replace('-', '_')}")
    if numbers.first is None and kind in desk.settings.numbers:
        numbers = replace(numbers, first=desk.settings.numbers[kind])
    yield from numbers.given(module.papers(desk))


def _outgoing(kind: str, desk: Desk, part: Paper | Ready, number: str | None, own: Path | None) -> Outgoing:
    if isinstance(part, Ready):
        stem, _, ending = part.file_name.rpartition(".")
        return Outgoing(kind, f"{file_stem(stem)}.{ending}", part.content, part.unit)
    marks, blanks = _marks(desk, part, number)
    context = {**part.context, **chrome(part, desk.settings, marks)}
    content = _rendered(desk, part, context, own)
    shown = None if isinstance(marks.number, Blank) else marks.number or None
    remark = of_another_layout(number or "", desk.settings.organ, letter=part.format == "letter")
    return Outgoing(
        kind,
        f"{file_stem(part.file_name)}.docx",
        content,
        part.unit,
        part.title,
        shown,
        blanks,
        remarks=(*((remark,) if remark else ()), *part.doubts),
    )


def _told_apart(made: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    """Two files never go by one name: the second becomes …（2）."""
    seen: dict[str, int] = {}
    named = []
    for one in made:
        seen[one.file_name] = seen.get(one.file_name, 0) + 1
        stem, _, ending = one.file_name.rpartition(".")
        again = seen[one.file_name] > 1
        named.append(replace(one, file_name=f"{stem}（{seen[one.file_name]}）.{ending}") if again else one)
    return tuple(named)


def _rendered(desk: Desk, paper: Paper, context: Mapping[str, Any], own: Path | None) -> bytes:
    """The template filled in and finished; heavy libraries are loaded only here."""
    from generate.fence import content_of, open_template
    from generate.office.finish import BODY, Facts, finished

    template = open_template(template_path(paper.template, own))
    rendered = template.rendered(context)
    body = rendered.pop(BODY, None)
    changed = {name: content_of(part) for name, part in rendered.items()}
    facts = Facts(
        organ=desk.settings.organ.name,
        title=paper.title,
        day=desk.day,
        profile=PROFILES[desk.settings.format.profile],
        imprint_on_even_page=desk.settings.format.imprint_on_even_page,
    )
    changed |= finished({**template.parcel.parts, **changed}, facts, body)
    return template.parcel.with_parts({**changed, **paper.replaced})


def template_path(name: str, own: Path | None = None) -> Path:
    """The office's own template of that name if its folder has one, else the shipped one."""
    mine = own / f"{name}.docx" if own else None
    return mine if mine and mine.is_file() else data_folder("templates") / "docx" / f"{name}.docx"


def misnamed_templates(kind: str, own: Path) -> list[str]:
    """Files in the office's folder that look like the kind's template and are not taken, for their names."""
    names = [path.name for path in own.iterdir() if not path.name.startswith(("~", "."))] if own.is_dir() else []
    taken = {path.name for path in (data_folder("templates") / "docx").glob(f"{KINDS[kind]}*.docx")}
    return sorted(name for name in names if KINDS[kind] in name) if taken and not taken & set(names) else []


def _marks(desk: Desk, paper: Paper, number: str | None) -> tuple[Marks, tuple[str, ...]]:
    """Number, date and signers, and everything still blank; a document with other blanks shows no number."""
    year = (desk.day or desk.book.as_of).year
    day = full_day(desk.day) if desk.day else Blank(blank_day(year), "成文日期")
    signers = None if paper.signers is None else _signers(paper.signers, desk.settings.organ)
    blanks = [*blanks_in(paper.context), *blanks_in(paper.remark), *blanks_in([day]), *blanks_in(signers)]
    shown: str = number or ""
    if paper.format != "plain" and (blanks or not number):
        shown = Blank(blank_number(_code(desk.settings, paper), year), "发文字号")
        blanks[:0] = [] if number else [shown.name]
    return Marks(shown, day, signers), tuple(dict.fromkeys(blanks))


def _signers(given: Sequence[str], organ: Organ) -> tuple[str, ...]:
    """One signer for each organ in their order (R32, R33); who is not given is a visible blank."""
    organs = (organ.name, *organ.joint)
    names = [f"签发人（{one}）" if organ.joint else "签发人" for one in organs]
    blank = [Blank(WIDE_SPACE * 3, name) for name in names]
    return tuple(name or empty for name, empty in zip_longest(given, blank, fillvalue=""))


def _code(settings: Settings, paper: Paper) -> str:
    organ = settings.organ
    return organ.letter_code or organ.code if paper.format == "letter" else organ.code
