"""Under which terms a show or an episode may be used."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Written

#: SPDX slugs in lower case -> (name, address); others need their own address.
KNOWN_LICENCES: Final[dict[str, tuple[str, str]]] = {
    f"cc-{kind}-4.0": (
        f"CC {kind.upper()} 4.0",
        f"https://creativecommons.org/licenses/{kind}/4.0/",
    )
    for kind in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
} | {"cc0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")}


class Licence(Written):
    """A licence by its slug, such as `cc-by-4.0`; one that is not well known needs its address."""

    name: Annotated[Line, Field(max_length=128, description="Slug such as cc-by-4.0, or a name")]
    url: Annotated[HttpUrl | None, Field(description="Where its text stands")] = None

    @property
    def label(self) -> str:
        """The name as people read it."""
        return KNOWN_LICENCES.get(self.name, (self.name, ""))[0]

    @property
    def address(self) -> str | None:
        """Where its text stands, if known."""
        return self.url or KNOWN_LICENCES.get(self.name, ("", None))[1]
