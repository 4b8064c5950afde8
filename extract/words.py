"""Words compared the way people read them, and the words of one indicator table, prepared once.

Spaces, widths, punctuation and 台帐/台账 do not count.  Longer texts are compared by their pairs of characters, so that
a small edit does not hide a rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import compress, pairwise

from jieyue.formset import FormSet, Item, Rule

_JUNK = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"[_＿\s\u3000]+")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_POINTS = re.compile(r"[(（]?(?:共|满分|计)?\d{1,3}(?:\.\d{1,2})?分[)）]?$")
_ENUMERATION = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+(?![\d.项个%]|分(?![\u4e00-\u9fff]))|[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、:：]"
    r"|\d{1,2}(?![\d.项个%]|分(?![\u4e00-\u9fff]))|第[0-9一二三四五六七八九十]{1,3}[项条])"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2212\ufe63", "-----")
_LEVELS = ("province", "city", "county")


@lru_cache(maxsize=8192)
def narrow(text: str) -> str:
    """``text`` with full-width letters and digits made narrow (NFKC), one kind of hyphen, outer blanks gone.

    Characters without width (soft hyphens, joiners, direction marks) go too: nobody sees them.
    """
    if text.isascii():
        return text.strip()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_HYPHENS).strip()


@lru_cache(maxsize=8192)
def close_up(text: str) -> str:
    """``text`` narrowed, without any spaces or underscores used as lines to write on."""
    return _BLANKS.sub("", narrow(text))


def as_written(tight: str, source: str) -> str:
    """The piece of ``source`` that reads ``tight`` when closed up, in its own widths and without spaces.

    Of ``李某(水利处)`` and ``联系人：李某（水利处）`` it is ``李某（水利处）``; else ``tight`` itself.
    """
    narrowed = list(map(close_up, source))
    whole = "".join(narrowed)
    start = whole.find(tight)
    kept = list(compress(source, narrowed))
    if not tight or start < 0 or len(whole) != len(kept):
        return tight
    return "".join(kept[start : start + len(tight)])


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What is left of ``text`` for comparison: letters, digits and characters alone."""
    return _JUNK.sub("", narrow(text)).replace("帐", "账").casefold()


@lru_cache(maxsize=8192)
def heading_keys(text: str) -> tuple[str, ...]:
    """Keys a column heading or a title answers to: whole, without brackets, and each bracket's own words."""
    tight = close_up(text)
    if not tight:
        return ()
    keys = [key(tight)]
    if "(" in tight or "[" in tight or "【" in tight or "〔" in tight:
        keys.append(key(_BRACKETED.sub("", tight)))
        keys.extend(key(part) for part in _BRACKETED.findall(tight))
    return tuple(dict.fromkeys(filter(None, keys)))


@lru_cache(maxsize=8192)
def title_keys(text: str) -> tuple[str, ...]:
    """Keys of a 项目 cell: ``（一）管理机构（8分）`` is also ``管理机构``."""
    tight = close_up(text)
    bare = _POINTS.sub("", tight)
    return tuple(dict.fromkeys(filter(None, (key(tight), key(bare), key(_ENUMERATION.sub("", bare))))))


def pairs(text_key: str) -> frozenset[str]:
    """The neighbouring pairs of characters of a key."""
    return frozenset(map("".join, pairwise(text_key)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a rule's words a text holds (``held``), how much of the text is that rule's (``own``), and both."""

    rule: Rule
    held: float
    own: float

    @property
    def both(self) -> float:
        """Dice's measure, 0 to 1."""
        return 2 * self.held * self.own / (self.held + self.own) if self.held else 0.0


@dataclass(eq=False)
class Vocabulary:
    """The words of one form set, ready for looking up."""

    form_set: FormSet
    rules: dict[str, Rule] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    whole: dict[str, Item] = field(default_factory=dict)
    """Keys of 评分要求 and of all rules of an item in one cell."""
    sections: frozenset[str] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By role, the keys of its words, the longest first; single characters left out."""
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By kind of form, the keys of its titles."""
    totals: frozenset[str] = frozenset()
    subtotals: frozenset[str] = frozenset()
    section_max: dict[str, Decimal] = field(default_factory=dict)
    roles: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    """Roles of headings met before, by their text."""
    _sizes: dict[str, int] = field(default_factory=dict)
    _holders: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.form_set.items:
            self._add_item(item)
        self.sections = frozenset(key(item.section) for item in self.form_set.items)
        for item in self.form_set.items:
            self.section_max[item.section] = self.section_max.get(item.section, Decimal(0)) + item.max
        for role, words in self.form_set.columns.items():
            for word in words:
                self.columns.setdefault(key(word), role)
            keys = {key(word) for word in words if len(word) > 1}
            self.mentions[role] = tuple(sorted(keys, key=lambda word: (-len(word), word)))
        self.titles = {kind: tuple(map(key, layout.titles)) for kind, layout in self.form_set.layouts.items()}
        self.totals = frozenset(map(key, self.form_set.total_words))
        self.subtotals = frozenset(map(key, self.form_set.subtotal_words))

    def _add_item(self, item: Item) -> None:
        for title in (item.title, *item.words):
            self.items[key(title)] = item
        self.whole[key(item.requirement)] = item
        for level in _LEVELS:
            if len(item.rules) > 1:
                self.whole[key(item.printed_rules(level))] = item
                self.whole[key("".join(rule.wording(level) for rule in item.rules))] = item
        for rule in item.rules:
            for wording in dict.fromkeys(rule.wording(level) for level in _LEVELS):
                self._add_rule(rule, key(wording))

    def _add_rule(self, rule: Rule, text: str) -> None:
        self.rules[text] = rule
        if rule.id in self._sizes:
            return
        found = pairs(text)
        self._sizes[rule.id] = len(found) or 1
        for pair in found:
            self._holders.setdefault(pair, []).append(rule.id)

    def rule_of(self, text_key: str) -> Rule | None:
        """The rule whose words these are, a leading number aside."""
        return self.rules.get(text_key) or self.rules.get(text_key.lstrip("0123456789"))

    def likenesses(self, text_key: str) -> list[Likeness]:
        """The rules that share words with a text, the most alike first."""
        found = pairs(text_key)
        shared: Counter[str] = Counter()
        for pair in found:
            shared.update(self._holders.get(pair, ()))
        rules = self.form_set.rule_by_id
        alike = [Likeness(rules[id_], n / self._sizes[id_], n / len(found)) for id_, n in shared.items()]
        return sorted(alike, key=lambda one: -one.both)


_KNOWN: dict[int, Vocabulary] = {}


def vocabulary(form_set: FormSet) -> Vocabulary:
    """The vocabulary of ``form_set``, prepared on first use and kept."""
    known = _KNOWN.get(id(form_set))
    if known is None:
        if len(_KNOWN) > 8:
            _KNOWN.clear()
        known = _KNOWN[id(form_set)] = Vocabulary(form_set)
    return known
