"""One module a format, each with ``read(path) -> Document``."""
