"""Dates as RSS spells them, in English whatever the locale."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime


def rfc_2822(moment: datetime) -> str:
    """Return `Thu, 05 Mar 2026 06:00:00 +0100`; zones know whole minutes, others become UTC."""
    offset = moment.utcoffset()
    odd = offset is not None and offset.total_seconds() % 60
    return format_datetime(moment.astimezone(UTC) if odd else moment)
