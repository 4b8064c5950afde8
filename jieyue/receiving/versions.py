"""A file beside what its unit sent before of the same kind: another copy, a stamped copy, or another version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.copies import COPY_FORMATS, compare
from extract.statements import Comparison, compared
from jieyue.formset import FormSet
from jieyue.ledger import Filed
from jieyue.model import Kind, Problem, Severity, Submission
from jieyue.problems import problem
from jieyue.receiving.judge import Judged
from jieyue.record import dumps, to_record

VERSION_CODES = frozenset({"newer-version", "version-incomplete"})
"""What a choice between versions settles."""
_COMPARED = (Kind.SELF_ASSESSMENT, Kind.VERIFICATION, Kind.CITY_SUMMARY)
_MOST = 8
"""Differences between two versions that are named; of more the number is said."""


def beside(judged: Judged, earlier: Sequence[Filed], form_set: FormSet, corrected: Collection[str] = ()) -> Judged:
    """The same file seen beside what the unit sent ``earlier`` of the same kind, oldest first.

    A pdf or ofd is the form as long as there is no editable one of its year; else it is kept as a stamped copy and
    compared with the editable one, and what differs goes to a person.  An editable form that comes after its stamped
    copy is compared with it.  Two editable ones of two formats that say the same (a table sent as xlsx and as docx)
    are two copies of one form; one that was sent anew in the same format, or that differs, is a version, and a person
    decides.  ``corrected`` are the files (sha256) whose values people changed: what is not a mere copy of such a file
    is always a version.
    """
    submission = judged.submission
    if not judged.unit or not earlier:
        return judged
    others = [one for one in earlier if _same_year(one.submission, submission)]
    editable = [one for one in others if one.submission.source.format not in COPY_FORMATS]
    if submission.kind not in _COMPARED or not others:
        return _changed(judged, _newer(submission, earlier))
    if submission.source.format in COPY_FORMATS:
        copied = _stamped(submission, _counting(editable).submission, form_set) if editable else None
        return _changed(judged, copied or _newer(submission, earlier))
    if not editable:
        differing = _differing(others[-1].submission, submission, form_set)
        return _changed(judged, _with(submission, *differing)) if differing else judged
    return _changed(judged, _twin_or_newer(submission, editable, form_set, corrected))


def as_version(
    submission: Submission, others: Sequence[Filed], form_set: FormSet, corrected: Collection[str]
) -> Submission:
    """A file whose unit a person named beside the ``others`` of that unit: one more version, unless it says the same.

    That it was a version of another unit's form is forgotten.
    """
    kept = tuple(one for one in submission.problems if one.code not in VERSION_CODES)
    if len(kept) < len(submission.problems):
        submission = replace(submission, problems=kept)
    alike = [one for one in others if _same_year(one.submission, submission)]
    if not others:
        return submission
    if submission.kind not in _COMPARED or not alike:
        return _newer(submission, others)
    other = _counting(alike)
    found = compared(other.submission, submission, form_set)
    same = other.sha256 not in corrected and not (found.differences or found.only_earlier or found.only_later)
    return submission if same else _newer(submission, alike, found)


def _same_year(one: Submission, other: Submission) -> bool:
    return one.year == other.year or None in (one.year, other.year)


def _counting(files: Sequence[Filed]) -> Filed:
    """The last one that figures may rest on, else the last."""
    return next((one for one in reversed(files) if one.usable), files[-1])


def _twin_or_newer(
    submission: Submission, editable: Sequence[Filed], form_set: FormSet, corrected: Collection[str]
) -> Submission:
    other = _counting(editable)
    found = compared(other.submission, submission, form_set)
    if found.differences or _own_errors(submission, other.submission):
        return _newer(submission, editable, found)
    same_format = submission.source.format == other.submission.source.format
    if other.usable and not same_format and not found.only_later:
        return _copy(submission, other.submission, Kind.TWIN)
    if other.sha256 in corrected or (other.usable and same_format):
        return _newer(submission, editable, found)
    return submission


def _newer(submission: Submission, earlier: Sequence[Filed], found: Comparison | None = None) -> Submission:
    """The file as one more version, with what differs; a summary that leaves scores out counts only once chosen."""
    differences = [str(one) for one in found.differences] if found else []
    named = "；".join(differences[:_MOST])
    more = f"等{len(differences)}处" if len(differences) > _MOST else ""
    names = "、".join(one.name for one in earlier[-3:])
    problems = [
        problem("newer-version", about="file", found=names, differing=f"：{named}{more}" if named else ""),
    ]
    if found and found.scores_left_out and submission.kind is Kind.CITY_SUMMARY:
        problems.append(problem("version-incomplete", about="file", found=names))
    return _with(submission, *problems)


def _stamped(submission: Submission, form: Submission, form_set: FormSet) -> Submission:
    """The file as a stamped copy of its form."""
    return _with(_copy(submission, form, Kind.STAMPED_COPY), *_differing(submission, form, form_set))


def _differing(copy: Submission, form: Submission, form_set: FormSet) -> tuple[Problem, ...]:
    """``copy-differs`` for each thing that a stamped copy says differently from its editable form."""
    if form.kind is not Kind.CITY_SUMMARY:
        return compare(copy, form, form_set)
    return tuple(
        problem("copy-differs", place=one.place, about="file", found=one.later, name=one.words, expected=one.earlier)
        for one in compared(form, copy, form_set).differences
    )


def _copy(submission: Submission, form: Submission, kind: Kind) -> Submission:
    """The file as a copy: what its form was already faulted for is not said again, nor that a copy comes late."""
    known = {(one.code, one.about) for one in form.problems} | {("late", "file")}
    own = tuple(one for one in submission.problems if (one.code, one.about) not in known)
    return replace(submission, kind=kind, problems=own)


def _own_errors(submission: Submission, other: Submission) -> bool:
    """Whether the file has errors that the other one has not."""
    known = {(one.code, one.about) for one in other.problems}
    return any(one.severity is Severity.ERROR and (one.code, one.about) not in known for one in submission.problems)


def _with(submission: Submission, *problems: Problem) -> Submission:
    return replace(submission, problems=(*submission.problems, *problems))


def _changed(judged: Judged, submission: Submission) -> Judged:
    return replace(judged, submission=submission, record=dumps(to_record(submission)))
