"""Moments as the clock beside the reader shows them; the ledger keeps UTC."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def moment_here(at: datetime) -> str:
    """Say a moment as the clock here shows it, with its zone for everybody else."""
    here = at.astimezone()
    zone = timezone(here.utcoffset() or timedelta(0))
    return f"{here:%Y-%m-%d %H:%M} {zone}"


def day_here(at: datetime) -> str:
    """Say the day that it was here."""
    return at.astimezone().date().isoformat()
