"""One file per version of the ledger's tables; a file that was released is never changed."""
