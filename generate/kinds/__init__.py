"""One module a KIND: each says what its documents are made of, from a :class:`generate.paper.Desk`."""
