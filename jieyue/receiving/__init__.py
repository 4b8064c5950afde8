"""From a file in 收件箱 to a record in the ledger."""
