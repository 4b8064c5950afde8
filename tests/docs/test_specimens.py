"""Every kind of document is shown with its first and last page."""

from __future__ import annotations

from generate.documents import KINDS
from tests.docs.specimens import FOLDER, PAGE, page


def test_the_page_shows_every_kind() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page()
    assert all(f"| {kind} |" in text for kind in KINDS.values())


def test_every_kind_has_its_two_small_pictures() -> None:
    sizes = [FOLDER.joinpath(f"{kind}-{which}.png").stat().st_size for kind in KINDS.values() for which in "首末"]
    assert max(sizes) < 100_000
