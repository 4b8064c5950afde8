"""Runs one intake in a process of its own, to be killed at will; ``inline`` reads in that very process."""

from __future__ import annotations

import sys
from pathlib import Path

from jieyue.errors import JieyueError
from jieyue.receiving.intake import intake
from jieyue.workspace import find_workspace
from tests.intake.forms import OPTIONS, read_text
from tests.reliability.desks import INLINE


def main() -> int:
    """The exit status of the contract."""
    try:
        intake(find_workspace(Path(sys.argv[1])), read_text, INLINE if "inline" in sys.argv else OPTIONS)
    except JieyueError as error:
        sys.stdout.write(f"{error}\n")
        return error.exit
    return 0


if __name__ == "__main__":
    sys.exit(main())
