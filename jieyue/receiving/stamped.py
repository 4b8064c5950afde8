"""Stamped copies (盖章件): whether a pdf or ofd that a unit sends is its form, or the copy of an editable one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.copies import COPY_FORMATS, compare
from jieyue.formset import FormSet
from jieyue.model import Kind, Submission
from jieyue.receiving.judge import Judged
from jieyue.record import dumps, to_record

_NEWER = "newer-version"
_FORMS = (Kind.SELF_ASSESSMENT, Kind.VERIFICATION)


def beside(judged: Judged, earlier: Sequence[Submission], form_set: FormSet) -> Judged:
    """The same file seen beside what the unit sent ``earlier`` of the same kind, oldest first.

    A pdf or ofd is the form as long as there is no editable one of its year; else it is kept as a stamped copy and
    compared with the latest editable form, and what differs goes to a person.  An editable form that comes after its
    copy is compared with it, and is no newer version of it.
    """
    submission = judged.submission
    others = [one for one in earlier if one.year == submission.year]
    if not judged.unit or submission.kind not in _FORMS or not others:
        return judged
    editable = [one for one in others if one.source.format not in COPY_FORMATS]
    if submission.source.format in COPY_FORMATS:
        return _changed(judged, _copy(submission, editable[-1], form_set)) if editable else judged
    if editable:
        return judged
    kept = tuple(one for one in submission.problems if one.code != _NEWER)
    return _changed(judged, replace(submission, problems=(*kept, *compare(others[-1], submission, form_set))))


def _changed(judged: Judged, submission: Submission) -> Judged:
    return replace(judged, submission=submission, record=dumps(to_record(submission)))


def _copy(submission: Submission, form: Submission, form_set: FormSet) -> Submission:
    """The file as a stamped copy: what its form was already faulted for is not said again."""
    known = {(one.code, one.about) for one in form.problems}
    own = tuple(one for one in submission.problems if one.code != _NEWER and (one.code, one.about) not in known)
    return replace(submission, kind=Kind.STAMPED_COPY, problems=(*own, *compare(submission, form, form_set)))
