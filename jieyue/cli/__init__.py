"""The command ``jieyue``: every verb of the contract, every text in Chinese."""
