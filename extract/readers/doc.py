"""Word 97–2003 documents (doc, wps): headers, body, footers as lines and tables, with all tracked changes accepted.

The grid and its places are those of the reader of docx, so that one form saved in both ways reads alike.
"""

from __future__ import annotations

import struct
from pathlib import Path

from extract.grid import Document, Line, Table
from extract.ole import Container, open_container
from extract.ole_properties import mark_in
from extract.readers.doc_aside import Aside, active_in
from extract.readers.doc_body import BodyReader
from extract.readers.doc_fib import Word, open_word
from extract.readers.doc_formats import Formats
from extract.readers.doc_lists import list_counter
from extract.readers.doc_pieces import Pieces
from extract.readers.doc_styles import styles
from extract.readers.doc_text import TextReader
from extract.readers.noticed import Noticed
from extract.readers.word_notices import notices
from jieyue.safe.guard import Budget
from jieyue.safe.refusal import refuse


def read(path: Path) -> Document:
    """The document at ``path``; see :mod:`extract.readers.docx_body` for places.

    Hidden text, text under merges and deleted text are left out and said.
    Raises :class:`~jieyue.safe.refusal.Refused`.
    """
    container = open_container(path)
    word = open_word(container)
    try:
        return _document(container, word)
    except (struct.error, IndexError, ValueError, OverflowError) as fault:
        raise refuse("file-damaged", why="文档内部结构不完整") from fault


def _document(container: Container, word: Word) -> Document:
    noticed = Noticed(active=active_in(container, word))
    reader, aside = _readers(word, noticed)
    begins = word.stories.begins("body")
    blocks: tuple[Line | Table, ...] = (
        *aside.headers(),
        *reader.body(begins, begins + word.stories.body),
        *aside.boxes_left(),
        *aside.footers(),
    )
    problems = tuple(notices(noticed, list(aside.notes())))
    return Document("doc", blocks, mark_in(container), problems, tuple(noticed.hidden))


def _readers(word: Word, noticed: Noticed) -> tuple[BodyReader, Aside]:
    pieces, formats, known = Pieces(word, Budget()), Formats(word), styles(word)
    if word.stories.end > len(pieces.text):
        raise refuse("file-damaged", why="文字比文档自己记的少，文件不完整")
    text = TextReader(word, pieces, formats, known, noticed)
    reader = BodyReader(pieces, formats, known, text, list_counter(word), noticed)
    aside = Aside(word, reader, noticed)
    text.comments.update(aside.comments())
    reader.boxes = aside.box
    reader.sections = aside.section_ends
    return reader, aside
