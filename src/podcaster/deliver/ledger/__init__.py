"""The ledger: what went where, kept before and after each sending."""
