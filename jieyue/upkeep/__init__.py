"""Care of a workspace: backups, proof that it is whole, repair."""
