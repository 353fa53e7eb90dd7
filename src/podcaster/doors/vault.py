"""The door to where secrets are put away; `outside/secrets.py` is the real one."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Vault(Protocol):
    """Where a show's secrets are put away, outside its folder: the system's keyring, or a file."""

    def keep(self, name: str, secret: str, expires_at: datetime | None = None) -> bool:
        """Put a secret away; return whether the keyring has it (else the file).

        Raises:
            PodcasterError: If it can't be put away.
        """
        ...

    def forget(self, name: str) -> bool:
        """Throw it away; return whether there was anything.

        Raises:
            PodcasterError: If it can't be thrown away.
        """
        ...

    def expires_at(self, name: str) -> datetime | None:
        """Return from when on a secret is worth nothing; None: nobody said."""
        ...
