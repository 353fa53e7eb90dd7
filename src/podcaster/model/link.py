"""Links that people click on."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Written

#: What links in texts may lead to, from the feed and from every website alike.
LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):.", re.IGNORECASE | re.DOTALL)


def leads_somewhere(address: str) -> bool:
    """Tell whether `address` is a whole one of a kind that links may have."""
    found = _SCHEME.match(address)
    return found is not None and found[1].lower() in LINK_SCHEMES


class Link(Written):
    """An address and the words it is shown with."""

    text: Annotated[Line, Field(max_length=128, description="What people click on")]
    url: Annotated[HttpUrl, Field(description="Where it leads")]
