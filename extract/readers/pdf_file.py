"""A pdf file opened: objects, streams and fonts behind limits.

pdfminer is the lower layer of pdfplumber: it knows the file structure, the encryption and the predefined encodings.  It
is imported here and in :mod:`extract.readers.pdf_streams`, which unpacks every stream, so that none becomes larger than
its limit.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFNoValidXRef, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException, PDFObjectNotFound
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSKeyword

from extract.readers.pdf_streams import Allowance, Stream, name_of
from jieyue.safe.refusal import refuse

_MOST_PAGES = 100
_MOST_LOOSE = 2 * 1024 * 1024
"""Bytes of a file outside its streams, read as slowly."""
_MOST_NESTED = 60_000
"""Arrays, dictionaries and brackets of texts there."""
_MOST_HOPS = 20
_MOST_CODES = 70_000
_DEPTH = 50

FAULTS = (
    PSException,
    PDFException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    ZeroDivisionError,
    RecursionError,
    zlib.error,
)
"""What a damaged file may raise inside the library."""

for _name in ("pdfminer", "pdfminer.psparser", "pdfminer.pdfinterp", "pdfminer.pdffont"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class _Parser(PDFParser):
    """A parser whose streams know their limits."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.allowance = Allowance()

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack and isinstance(self.curstack[-1][1], PDFStream):
            plain = self.curstack[-1][1]
            stream = Stream(plain.attrs, plain.rawdata or b"", plain.decipher)
            stream.allowance = self.allowance
            self.curstack[-1] = (pos, stream)


class _Document(PDFDocument):
    """A document whose tables of objects and references run in no circle."""

    def __init__(self, parser: PDFParser) -> None:
        self.structures: dict[int, bytes] = {}
        self._seen: set[int] = set()
        super().__init__(parser)

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[Any]) -> None:
        if start in self._seen or len(self._seen) > _MOST_HOPS * 10:
            raise PDFNoValidXRef("circle")
        self._seen.add(start)
        super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> object:
        found = super().getobj(objid)
        for _ in range(_MOST_HOPS):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        raise PDFObjectNotFound(objid)

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        if name_of(stream.attrs.get("Type")) != "ObjStm":
            raise PDFSyntaxError("not a stream of objects")
        self.structures[stream.objid or 0] = stream.get_data()
        return super()._getobj_objstm(stream, index, objid)


class PdfFile:
    """An opened file; dictionaries and lists come as they are, their values through :meth:`get`.

    ``loose`` is what lies outside the streams of ``data``.
    """

    def __init__(self, data: bytes, loose: bytes) -> None:
        if len(loose) > _MOST_LOOSE or sum(map(loose.count, (b"[", b"<<", b"("))) > _MOST_NESTED:
            raise refuse("file-too-large", why="文件结构部分过大")
        try:
            self._document = _Document(_Parser(data))
            self.catalog: dict[str, Any] = self._document.catalog
        except (PDFPasswordIncorrect, PDFEncryptionError) as fault:
            raise refuse("file-encrypted") from fault
        except FAULTS as fault:
            raise refuse("file-damaged", why="PDF结构不完整") from fault

    def pages(self) -> Iterator[dict[str, Any]]:
        """The pages in order, with what they inherit; refused beyond the limit."""
        for number, page in enumerate(self._kids(self.catalog.get("Pages"), {}, set(), 0)):
            if number >= _MOST_PAGES:
                raise refuse("file-too-large", why=f"超过{_MOST_PAGES}页")
            yield page

    def _kids(self, node: object, above: dict[str, Any], seen: set[int], depth: int) -> Iterator[dict[str, Any]]:
        if isinstance(node, PDFObjRef):
            if node.objid in seen:
                return
            seen.add(node.objid)
        found = resolve1(node)
        if not isinstance(found, dict) or depth > _DEPTH:
            return
        inherited = {name: found.get(name, above.get(name)) for name in _INHERITED}
        kids = resolve1(found.get("Kids"))
        if isinstance(kids, list) and name_of(found.get("Type")) != "Page":
            for kid in kids:
                yield from self._kids(kid, inherited, seen, depth + 1)
        else:
            yield {**found, **inherited}

    @staticmethod
    def get(holder: object, *path: str) -> Any:
        """The value at a path of names, references followed; None where there is none."""
        found = resolve1(holder)
        for name in path:
            if isinstance(found, PDFStream):
                found = found.attrs
            if not isinstance(found, dict):
                return None
            found = resolve1(found.get(name))
        return found

    @staticmethod
    def name(holder: object) -> str:
        """A name (``/Widget``) without its slash; empty where it is none."""
        return name_of(holder)

    @staticmethod
    def items(holder: object) -> list[Any]:
        """The members of an array, references followed; nothing where it is none."""
        found = resolve1(holder)
        return [resolve1(one) for one in found] if isinstance(found, list) else []

    @staticmethod
    def identity(holder: object) -> int | None:
        """The number of the object that a reference means."""
        return holder.objid if isinstance(holder, PDFObjRef) else None

    @staticmethod
    def references(holder: object) -> list[Any]:
        """The members of an array as they are."""
        found = resolve1(holder)
        return list(found) if isinstance(found, list) else []

    def object_streams(self) -> list[bytes]:
        """The streams of objects that were opened so far, unpacked."""
        return list(self._document.structures.values())

    def information(self, name: str) -> object:
        """An entry of the document information; None where there is none."""
        for one in self._document.info:
            if name in one:
                return resolve1(one[name])
        return None

    @staticmethod
    def raw(holder: object, name: str) -> object:
        """The value under a name, a reference left as it is."""
        found = resolve1(holder)
        found = found.attrs if isinstance(found, PDFStream) else found
        return found.get(name) if isinstance(found, dict) else None

    @staticmethod
    def data(stream: object) -> bytes:
        """The unpacked bytes of a stream; nothing where it is none."""
        found = resolve1(stream)
        return found.get_data() if isinstance(found, PDFStream) else b""

    @staticmethod
    def is_stream(holder: object) -> bool:
        """Whether it is a stream."""
        return isinstance(resolve1(holder), PDFStream)


_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


class Metrics:
    """What the library knows of a font: how bytes become codes, and how wide these are."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        font = _font(spec)
        self.vertical: bool = font.is_vertical()
        self.two_bytes = False
        """Whether codes are simply pairs of bytes."""
        below = resolve1(PdfFile.items(spec.get("DescendantFonts"))[:1] or None)
        if below:
            self.two_bytes = name_of(spec.get("Encoding")) in ("Identity-H", "Identity-V")
        self.codes = cast(Callable[[bytes], Any], font.decode)
        self.width: Callable[[int], float] = font.char_width
        self._text: Callable[[int], str] = font.to_unichr

    def text(self, code: int) -> str:
        """The character of a code by the font's encoding; U+FFFD where it is not known."""
        try:
            return self._text(code)
        except FAULTS:
            return "\ufffd"


def _font(spec: Mapping[str, Any]) -> PDFFont:
    """The library's font from a description without what can make it loop or grow."""
    tame = {name: resolve1(value) for name, value in spec.items() if name != "ToUnicode"}
    below = PdfFile.items(tame.get("DescendantFonts"))
    if below and isinstance(below[0], dict):
        inner = {name: resolve1(value) for name, value in below[0].items() if name != "ToUnicode"}
        for name in ("W", "W2"):
            if name in inner and _codes_in(inner[name]) > _MOST_CODES:
                del inner[name]
        inner["FontDescriptor"] = _without_files(inner.get("FontDescriptor"))
        tame["DescendantFonts"] = [inner]
    tame["FontDescriptor"] = _without_files(tame.get("FontDescriptor"))
    return PDFResourceManager().get_font(None, tame)


def _without_files(descriptor: object) -> dict[str, Any]:
    found = resolve1(descriptor)
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if name not in ("FontFile2", "FontFile3")}


def _codes_in(widths: object) -> int:
    """How many codes an array of widths names, ranges counted out."""
    total = 0
    numbers: list[float] = []
    for one in PdfFile.items(widths):
        if isinstance(one, list):
            total += len(one)
            numbers = []
        elif isinstance(one, int | float):
            numbers.append(one)
            if len(numbers) == 3:
                total += max(int(numbers[1] - numbers[0]), 0)
                numbers = []
    return total
