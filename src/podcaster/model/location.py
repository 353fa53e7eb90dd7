"""Places that a show or an episode is about, or comes from.

Source:
    podcast namespace, `podcast:location`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from podcaster.model.geography import GEO_PATTERN, OSM_PATTERN
from podcaster.model.values import Line, Written


class Location(Written):
    """Where an episode plays or what place it is about."""

    name: Annotated[Line, Field(max_length=128, description="As people say it")]
    rel: Annotated[
        Literal["subject", "creator"],
        Field(description="subject: what it is about; creator: where it was made"),
    ] = "subject"
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1")] = None
    geo: Annotated[str | None, Field(pattern=GEO_PATTERN, description="RFC 5870")] = None
    osm: Annotated[str | None, Field(pattern=OSM_PATTERN, description="OpenStreetMap")] = None

    @property
    def said_rel(self) -> str | None:
        """What has to be told: nothing where it is what apps assume."""
        return None if self.rel == "subject" else self.rel


def _as_list(value: object) -> object:
    """Take one place for a list of one: most have no more."""
    return [value] if isinstance(value, dict) else value


Locations = Annotated[
    tuple[Location, ...],
    BeforeValidator(_as_list, json_schema_input_type=Location | tuple[Location, ...]),
]
