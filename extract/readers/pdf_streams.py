"""Streams of a pdf file unpacked, none of them larger than its limit."""

from __future__ import annotations

import io
import zlib

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor

from jieyue.safe.refusal import Refused, refuse

_MOST_STREAM = 16 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_SLOW = 4 * 1024 * 1024
"""Bytes of a stream of objects, which the library reads one character at a time."""
_PICTURES = ("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF")
_PNG = (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))


class Allowance:
    """Bytes that all streams of one file may still become."""

    def __init__(self) -> None:
        self.left = _MOST_UNPACKED

    def spend(self, number: int) -> None:
        """Spends bytes; refused once there are none left."""
        self.left -= number
        if self.left < 0:
            raise _too_large()


def _too_large() -> Refused:
    return refuse("file-too-large", why=f"内容解压后超过{_MOST_UNPACKED // 1024 // 1024}MB")


class Stream(PDFStream):
    """A stream that unpacks up to its limit; pictures are left as they are."""

    allowance: Allowance

    def decode(self) -> None:
        """Undoes the filters."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        limit = _MOST_SLOW if name_of(self.attrs.get("Type")) == "ObjStm" else _MOST_STREAM
        for method, parameters in self.get_filters()[:8]:
            data = _unpacked(name_of(method), data, min(limit, self.allowance.left))
            data = _predicted(data, parameters)
        self.allowance.spend(len(data))
        self.data, self.rawdata = data, None


def name_of(one: object) -> str:
    """A name (``/Widget``) without its slash; empty where it is none."""
    one = resolve1(one)
    return str(one.name) if isinstance(one, PSLiteral) else ""


def _unpacked(method: str, data: bytes, limit: int) -> bytes:
    """One filter undone; what exceeds ``limit`` bytes refuses the file."""
    if method in ("FlateDecode", "Fl"):
        data = _inflated(data, limit)
    elif method in ("LZWDecode", "LZW"):
        data = _lzw(data, limit)
    elif method in ("ASCII85Decode", "A85"):
        data = ascii85decode(data)
    elif method in ("ASCIIHexDecode", "AHx"):
        data = asciihexdecode(data)
    elif method in ("RunLengthDecode", "RL"):
        data = rldecode(data[: limit // 64])
    elif method in _PICTURES:
        return b""
    else:
        raise refuse("file-damaged", why="数据流用了不认识的压缩方法")
    if len(data) > limit:
        raise _too_large()
    return data


def _inflated(data: bytes, limit: int) -> bytes:
    """Deflated bytes unpacked as far as they are whole."""
    try:
        return zlib.decompressobj().decompress(data, limit + 1)
    except zlib.error:
        pass
    unpacker, found = zlib.decompressobj(), bytearray()
    try:
        for start in range(0, len(data), 64):
            found += unpacker.decompress(data[start : start + 64], limit + 1 - len(found))
            if len(found) > limit:
                break
    except zlib.error:
        pass
    return bytes(found)


def _lzw(data: bytes, limit: int) -> bytes:
    found = bytearray()
    for piece in LZWDecoder(io.BytesIO(data)).run():
        found += piece
        if len(found) > limit:
            raise _too_large()
    return bytes(found)


def _predicted(data: bytes, parameters: object) -> bytes:
    """PNG predictors undone, which streams of objects use."""
    parameters = resolve1(parameters)
    if not isinstance(parameters, dict) or int(resolve1(parameters.get("Predictor", 1))) < 10:
        return data
    colors, columns, bits = (int(resolve1(parameters.get(name, standard))) for name, standard in _PNG)
    if colors * columns * bits > 8 * len(data):
        raise refuse("file-damaged", why="数据流的一行比全部数据还长")
    return apply_png_predictor(12, colors, columns, bits, data[:_MOST_SLOW])
