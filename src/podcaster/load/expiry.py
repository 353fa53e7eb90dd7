"""When the tokens of a show's channels expire, as far as anybody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from podcaster.errors import PodcasterError
from podcaster.model.announcers import LinkedInChannel
from podcaster.settings import Settings
from podcaster.workspace import Workspace

TOKEN: Final = "PODCASTER_LINKEDIN_TOKEN"  # noqa: S105 - the name of the token
REFRESH_TOKEN: Final = "PODCASTER_LINKEDIN_REFRESH_TOKEN"  # noqa: S105 - likewise


def expiries(settings: Settings, workspace: Workspace) -> Mapping[str, datetime]:
    """Return channel -> from when on nothing can be sent there; what nobody knows is missing.

    A token that renews itself lives as long as what renews it. Secrets that can't be asked for
    now are a matter for whoever sends.
    """
    vault = workspace.vault
    if vault is None:
        return {}
    found: dict[str, datetime] = {}
    for name, channel in settings.channels.items():
        if not isinstance(channel, LinkedInChannel) or channel.drafts_only:
            continue
        try:
            renewed = vault.expires_at(REFRESH_TOKEN) if channel.client_id else None
            at = renewed or vault.expires_at(TOKEN)
        except PodcasterError:
            continue
        if at:
            found[name] = at
    return found
