"""``python -m jieyue``."""

from jieyue.cli.main import main

if __name__ == "__main__":
    main()
