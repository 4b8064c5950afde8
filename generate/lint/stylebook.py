"""Styles, defaults and theme of one file, resolved: what a paragraph or run of a style looks like."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from generate.lint.properties import Props, flat, layered
from generate.office.wml import NAMESPACES, W

_A = f"{{{NAMESPACES['a']}}}"


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of paragraphs and of their text, with all that it is based on."""

    name: str = ""
    paragraph: Props = field(default_factory=dict)
    text: Props = field(default_factory=dict)


class StyleBook:
    """The styles of one file."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        entries = root.iterfind(f"{W}style") if root is not None else ()
        self._entries = {entry.get(f"{W}styleId") or "": entry for entry in entries}
        self._looks: dict[str, Look] = {}
        self._whole: dict[str | None, Look] = {}
        self._fonts = _theme_fonts(theme)
        self._default = _default_style(self._entries, "paragraph")
        defaults = root.find(f"{W}docDefaults") if root is not None else None
        self.text_defaults, self.paragraph_defaults = Props(), Props()
        if defaults is not None:
            self.text_defaults = flat(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self.paragraph_defaults = flat(defaults.find(f"{W}pPrDefault/{W}pPr"))

    def look(self, style_id: str | None) -> Look:
        """The look of a paragraph style, the default one for None; defaults of the file included."""
        known = style_id if style_id in self._entries else self._default
        if known not in self._whole:
            own = self._own(known or "")
            paragraph, text = layered(self.paragraph_defaults, own.paragraph), layered(self.text_defaults, own.text)
            self._whole[known] = Look(own.name, paragraph, text)
        return self._whole[known]

    def character(self, style_id: str | None) -> Props:
        """What a character style says of text."""
        return self._own(style_id or "").text if style_id in self._entries else {}

    def _own(self, style_id: str) -> Look:
        if style_id not in self._looks:
            self._looks[style_id] = self._resolved(style_id)
        return self._looks[style_id]

    def _resolved(self, style_id: str) -> Look:
        """The chain of styles from the root down; a ring ends where it closes."""
        chain: list[etree._Element] = []
        at: str | None = style_id
        while at and at in self._entries and self._entries[at] not in chain:
            chain.append(self._entries[at])
            based = self._entries[at].find(f"{W}basedOn")
            at = based.get(f"{W}val") if based is not None else None
        name = chain[0].find(f"{W}name") if chain else None
        return Look(
            (name.get(f"{W}val") or "") if name is not None else "",
            layered(*(flat(entry.find(f"{W}pPr")) for entry in reversed(chain))),
            layered(*(flat(entry.find(f"{W}rPr")) for entry in reversed(chain))),
        )

    def font(self, props: Props, script: str) -> str | None:
        """The typeface for ``eastAsia``, ``ascii`` or ``hAnsi`` text, through the theme; None where nothing says it."""
        theme = props.get(f"rFonts.{script}Theme") or props.get(f"rFonts.{script.lower()}Theme")
        if theme:
            return self._fonts.get(theme)
        return props.get(f"rFonts.{script}") or None


def _default_style(entries: dict[str, etree._Element], kind: str) -> str:
    for style_id, entry in entries.items():
        if entry.get(f"{W}default") in ("1", "true") and entry.get(f"{W}type") == kind:
            return style_id
    return ""


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Fonts by what ``w:asciiTheme`` and the like call them; an empty East Asian one is the theme's for 简体."""
    found: dict[str, str] = {}
    for kind in ("major", "minor") if theme is not None else ():
        holder = theme.find(f".//{_A}{kind}Font") if theme is not None else None
        if holder is None:
            continue
        latin, asian = holder.find(f"{_A}latin"), holder.find(f"{_A}ea")
        for suffix, face in (("HAnsi", latin), ("Ascii", latin), ("EastAsia", asian)):
            name = face.get("typeface") if face is not None else None
            if not name and suffix == "EastAsia":
                name = next((one.get("typeface") for one in holder if one.get("script") == "Hans"), None)
            if name:
                found[f"{kind}{suffix}"] = name
    return found
