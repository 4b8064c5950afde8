"""Damaged twins of sound files: bytes changed, cut, doubled; parts of zips changed inside and packed again."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

NASTY = (
    b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"<", b">", b"</", b'"', b"&#0;", b"&x;", b"-1", b"0",
    b"1E400", b"NaN", b"99999999999999999999", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"w:", b"<w:tbl>", b"<c r=", b"endobj",
    b"stream\n", b" 0 R", b"[", b"<<", b"(", b"/Length 9999999", b"/Kids", b"Tj", b"cm",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to eight changes, small ones mostly."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(out)) if out else 0
        length = min(chance.choice((1, 1, 2, 4, 16, 200)), len(out) - at)
        kind = chance.randrange(7)
        if kind == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            out[at : at + length] = chance.choice(NASTY)
        elif kind == 4:
            out[at:at] = chance.choice(NASTY)
        elif kind == 5:
            there = chance.randrange(len(out)) if out else 0
            out[at : at + length] = out[there : there + length]
        elif len(out) > 100:
            del out[at:]
    return bytes(out)


def in_a_part(data: bytes, chance: random.Random) -> bytes:
    """A zip with one part changed inside, or left out, or there under another's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    kind = chance.randrange(8)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[chance.choice(list(parts))]
    else:
        parts[name] = mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def in_a_stream(data: bytes, chance: random.Random) -> bytes:
    """A pdf with one packed stream changed inside."""
    starts = [at for at in range(len(data)) if data.startswith(b"stream\n", at) and data[at - 3 : at] != b"end"]
    if not starts:
        return mutated(data, chance)
    start = chance.choice(starts) + 7
    end = data.find(b"endstream", start)
    try:
        inner = zlib.decompress(data[start:end].rstrip(b"\r\n"))
    except zlib.error:
        return mutated(data, chance)
    return data[:start] + zlib.compress(mutated(inner, chance), 1) + b"\n" + data[end:]


def twin(data: bytes, chance: random.Random) -> bytes:
    """A damaged twin, changed inside where the format packs its content."""
    if chance.random() < 0.3:
        return mutated(data, chance)
    if data.startswith(b"PK"):
        return in_a_part(data, chance)
    return in_a_stream(data, chance) if data.startswith(b"%PDF") else mutated(data, chance)
