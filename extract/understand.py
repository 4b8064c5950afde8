"""From cells that know their places to one Submission; blind to the file's format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.answers import Answers
from extract.city_summary import read_summary
from extract.claim import Copy, body_of, copies, kind_of, titled_as, titles_of
from extract.classified import marking
from extract.columns import Heading
from extract.grid import Document
from extract.head import Head, loose, read_head
from extract.narrative import read_narrative
from extract.plain_kinds import plain_kind
from extract.scorecolumn import choose, dated, passed_over
from extract.totals import stated_total
from extract.view import View, texts, views
from extract.words import vocabulary
from jieyue.formset import FormSet
from jieyue.model import ItemAnswer, Kind, Problem, Source, Submission
from jieyue.problems import problem

_SHOWN = 30


def understand(document: Document, source: Source, form_sets: Sequence[FormSet]) -> Submission:
    """The Submission that a document holds, with every Problem in reading order; nothing is guessed."""
    marked = marking(document)
    if marked:
        said = problem("classified-marking", place=marked[1], about="file", found=marked[0])
        return Submission(source, problems=(said,))
    found = _claimed(document, source, form_sets)
    problems = (*document.problems, *found.problems)
    return replace(found, problems=in_reading_order(document, problems)) if problems else found


def _claimed(document: Document, source: Source, form_sets: Sequence[FormSet]) -> Submission:
    """What the one form that claims the file says; a refusal where none or several do."""
    visible = views(document)
    tables = [copy for form_set in form_sets for copy in copies(visible, form_set)]
    filled = [copy for copy in tables if copy.is_filled()]
    best = _one(filled or tables[:1])
    summary = read_summary(document, visible, form_sets)
    rivals = [f"{copy.form_set.title}（{copy.name}）" for copy in filled] if best is None or summary is not None else []
    if rivals:
        names = "、".join([*rivals, *(["汇总表"] if summary is not None else [])])
        return Submission(source, problems=(problem("form-ambiguous", about="file", found=names),))
    if summary is not None:
        return replace(summary, source=source)
    if best is not None and (filled or plain_kind(document, form_sets) is None):
        return _scored(document, source, visible, tables, best)
    return _in_prose(document, source, visible, form_sets)


def _in_prose(document: Document, source: Source, visible: list[View], form_sets: Sequence[FormSet]) -> Submission:
    """A work plan, a 整改报告 or a report in sentences; else a refusal."""
    plain = plain_kind(document, form_sets)
    if plain is not None:
        form_set, kind = plain
        return _with_head(source, form_set, kind, read_head(document, form_set, kind, visible, {}), ())
    narrative = read_narrative(document, form_sets)
    if narrative is None:
        why = "表头和项目与指标表对不上"
        return Submission(source, problems=(problem("form-unrecognised", about="file", why=why),))
    head = read_head(document, narrative.form_set, Kind.SELF_ASSESSMENT, visible, {})
    form_set, kind = narrative.form_set, Kind.SELF_ASSESSMENT
    return _with_head(source, form_set, kind, head, narrative.problems, narrative.items, narrative.total)


def _one(found: list[Copy]) -> Copy | None:
    """The only table, or the first of several that say the same."""
    if not found:
        return None
    first = found[0]
    same = all(
        copy.form_set is first.form_set
        and copy.told("self_score") == first.told("self_score")
        and copy.told("verified_score") == first.told("verified_score")
        for copy in found[1:]
    )
    return first if same else None


def _scored(document: Document, source: Source, visible: list[View], tables: list[Copy], best: Copy) -> Submission:
    """A 自评表 or 核查表."""
    body = body_of(tables)
    titles = titles_of(document, visible, body)
    titled = titled_as(best.form_set, document, titles)
    kind = kind_of(best, titled)
    if not _is_form(best, titles):
        why = "有指标表但没有得分列"
        return Submission(source, problems=(problem("form-unrecognised", about="file", why=why),))
    role = best.form_set.layouts[kind.value].score if kind.value in best.form_set.layouts else None
    answers = Answers(best.form_set, list(best.segments), role or "self_score", both=titled is not kind)
    items = answers.read()
    words = vocabulary(best.form_set)
    total, total_problems = stated_total(answers, words, loose(document, visible, body))
    head = read_head(document, best.form_set, kind, visible, body)
    of_years = dated(best.segments, answers.role)
    head = replace(head, year=head.year or next((year for year, _ in of_years), None))
    wrong = [heading for year, heading in of_years if year != head.year]
    this = head.year or (head.filled_on.year if head.filled_on else None)
    wrong += [
        one
        for year, one in passed_over(best.segments, answers.role)
        if ("自" in one.text if this is None else year >= this)
    ]
    if wrong:
        return _with_head(source, best.form_set, kind, head, [_of_another_year(wrong[0], this)])
    problems = (*answers.problems, *total_problems, *_comments(visible))
    return _with_head(source, best.form_set, kind, head, problems, items, total)


def _of_another_year(heading: Heading, year: int | None) -> Problem:
    """Scores are headed by another year than the form, or by one that may be the form's."""
    found = f"{heading.text}（{heading.place}），而表的年度{f'为{year}年' if year else '没有写明'}"
    return problem("columns-ambiguous", place=heading.place or None, about="file", found=found)


def _comments(visible: list[View]) -> Iterator[Problem]:
    """A comment may take a score back; it is not read but never passed over."""
    for view in visible:
        for cell in view.table.cells:
            if cell.comment and cell.comment.strip():
                found = cell.comment.strip()[:_SHOWN]
                yield problem("content-unplaced", place=cell.place, about="file", found=found, what="批注")


def _is_form(copy: Copy, titles: list[str]) -> bool:
    """True where there is a column for scores, or a title that asks for them."""
    for segment in copy.segments:
        if any(
            choose(segment, role).headings or choose(segment, role).open for role in ("self_score", "verified_score")
        ):
            return True
    wanted = [word for layout in copy.form_set.layouts.values() if layout.score for word in layout.titles]
    return any(word in title for word in wanted for title in titles)


def _with_head(
    source: Source,
    form_set: FormSet,
    kind: Kind,
    head: Head,
    problems: Iterable[Problem],
    items: tuple[ItemAnswer, ...] = (),
    total: Decimal | None = None,
) -> Submission:
    return Submission(
        source,
        form_set.id,
        kind,
        head.year,
        head.unit,
        head.unit_code,
        head.person,
        head.phone,
        head.filled_on,
        items=items,
        stated_total=total,
        fields=head.fields,
        problems=(*head.problems, *problems),
    )


def in_reading_order(document: Document, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place, each once; those without a place come first."""
    problems = dict.fromkeys(problems)
    if not any(one.place for one in problems):
        return tuple(problems)
    order: dict[str, int] = {}
    for number, holder in enumerate(texts(document), 1):
        order.setdefault(holder.place, number)
    last = len(order) + 1
    return tuple(sorted(problems, key=lambda one: order.get(one.place, last) if one.place else 0))
