"""Formatting as flat properties, so that layers merge as dictionaries: ``spacing.line``, ``ind.left``, ``jc``."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from generate.office.wml import W

Props = dict[str, str]

_OFF = ("0", "false", "off", "none")
_SWITCHES = frozenset(
    ("b", "i", "vanish", "strike", "pageBreakBefore", "keepNext", "snapToGrid", "contextualSpacing", "titlePg")
) | {"evenAndOddHeaders", "mirrorMargins"}
_GROUPS = frozenset(("pBdr", "numPr", "tcBorders", "tblBorders"))
_SKIPPED = frozenset(("rPr", "sectPr", "pPrChange", "rPrChange", "sectPrChange"))
_HANGING = ("ind.hanging", "ind.hangingChars")
_FIRST = ("ind.firstLine", "ind.firstLineChars")
_FONTS = ("eastAsia", "ascii", "hAnsi", "cs")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def flat(holder: etree._Element | None) -> Props:
    """The properties that an element such as ``w:pPr`` states itself."""
    found: Props = {}
    for child in holder if holder is not None else ():
        name = local(child)
        if name == "tabs":
            found["tabs"] = " ".join(f"{tab.get(f'{W}val')}:{tab.get(f'{W}pos')}" for tab in child)
        elif name in _GROUPS:
            for part in child:
                found.update(_attributes(f"{name}.{local(part)}", part))
        elif name and name not in _SKIPPED:
            found.update(_attributes(name, child))
    return found


def _attributes(name: str, element: etree._Element) -> Props:
    if not element.attrib:
        return {name: "1"}
    found = {}
    for key, value in element.attrib.items():
        short = str(key).rsplit("}", 1)[-1]
        found[name if short == "val" else f"{name}.{short}"] = str(value)
    if name in _SWITCHES:
        found[name] = "" if found.get(name, "1") in _OFF else "1"
    return found


def over(base: Props, own: Props) -> Props:
    """``own`` on top of ``base``: attributes one by one, as Word does; what excludes one another is dropped."""
    dropped: Iterable[str] = ()
    if any(key in own for key in _FIRST):
        dropped = _HANGING
    elif any(key in own for key in _HANGING):
        dropped = _FIRST
    hidden = {f"rFonts.{kind}Theme" for kind in _FONTS if f"rFonts.{kind}" in own} | set(dropped)
    return {key: value for key, value in base.items() if key not in hidden} | own


def layered(*layers: Props) -> Props:
    """Layers from the lowest to the topmost as one."""
    made: Props = {}
    for layer in layers:
        if layer:
            made = over(made, layer)
    return made


def number(props: Props, key: str) -> float | None:
    """A numeric property; None where it is absent or no number."""
    value = props.get(key, "")
    try:
        return float(value.removesuffix("pt")) if value else None
    except ValueError:
        return None
