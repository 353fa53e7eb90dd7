"""How places are written for maps.

Source:
    podcast namespace, `podcast:location`.
"""

from __future__ import annotations

from typing import Final

#: `geo:52.37,9.73`, with height and parameters or without (RFC 5870, section 3.3).
GEO_PATTERN: Final = (
    r"^geo:-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?)?"
    r"(;[A-Za-z0-9-]+(=[A-Za-z0-9.:_-]+)?)*$"
)

#: A node, way or relation of OpenStreetMap, with its revision or without.
OSM_PATTERN: Final = r"^[NWR][0-9]+(#[0-9]+)?$"
