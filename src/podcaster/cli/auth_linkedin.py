"""Signing in at LinkedIn for the pages of a show."""

from __future__ import annotations

import webbrowser
from datetime import timedelta
from typing import TYPE_CHECKING

from podcaster.cli.session import Session
from podcaster.deliver.announcers.linkedin.token import CLIENT_SECRET, REFRESH_TOKEN, TOKEN
from podcaster.errors import UsageError
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.message import message
from podcaster.outside.sign_in import PORT, App, Granted, redirect_of, sign_in

if TYPE_CHECKING:
    from podcaster.doors.vault import Vault
    from podcaster.workspace import Workspace


def page_of(workspace: Workspace, channel: str) -> LinkedInChannel | None:
    """Return the channel's settings if it is a page on LinkedIn.

    Raises:
        UsageError: If the show has no such channel.
    """
    from podcaster.load import load  # noqa: PLC0415 - only where it is needed

    channels = load(workspace.folder, workspace).settings.channels
    if channel not in channels:
        raise UsageError(
            message("the show has no channel `{name}`", name=channel),
            hint=message(
                "its channels are {known}", known=", ".join(f"`{name}`" for name in channels)
            ),
        )
    found = channels[channel]
    return found if isinstance(found, LinkedInChannel) else None


def sign_in_at_linkedin(
    session: Session, workspace: Workspace, vault: Vault, page: LinkedInChannel, *, browser: bool
) -> None:
    """Let the person sign in, and put away what LinkedIn gave."""
    if not page.client_id:
        raise UsageError(
            message("`client_id` of the channel is missing in publish.yaml"),
            hint=message("copy it from your app at https://www.linkedin.com/developers/apps"),
        )
    app = App(page.client_id, _client_secret(session, workspace, vault), page.sign_in)
    session.printer.note(
        message("LinkedIn leads back to {address}: enter it in the app", address=redirect_of(PORT))
    )

    def show(address: str) -> None:
        if not (browser and webbrowser.open(address)):
            session.printer.note(message("open this address: {address}", address=address))

    granted = sign_in(app, show, PORT)
    _keep(session, workspace, vault, granted)


def _client_secret(session: Session, workspace: Workspace, vault: Vault) -> str:
    """Return the app's secret, asked for once and put away."""
    from podcaster.cli.auth import asked, told_place  # noqa: PLC0415 - each uses the other

    if known := workspace.secrets.get(CLIENT_SECRET, ""):
        return known
    secret = asked(session, "client_secret")
    told_place(session, CLIENT_SECRET, vault, secret)
    return secret


def _keep(session: Session, workspace: Workspace, vault: Vault, granted: Granted) -> None:
    expires_at = workspace.now + timedelta(seconds=granted.lives_s) if granted.lives_s else None
    vault.keep(TOKEN, granted.token, expires_at)
    if granted.refresh_token:
        until = workspace.now + timedelta(seconds=granted.refresh_lives_s)
        vault.keep(REFRESH_TOKEN, granted.refresh_token, until if granted.refresh_lives_s else None)
    else:
        vault.forget(REFRESH_TOKEN)
    day = f"{expires_at:%Y-%m-%d}" if expires_at else "?"
    session.printer.note(message("signed in; the token lasts until {day}", day=day))
    if granted.missing:
        rights = ", ".join(f"`{right}`" for right in sorted(granted.missing))
        session.printer.note(message("LinkedIn did not give these rights: {rights}", rights=rights))
    session.printer.next_step(message("`podcaster plan` says what would go out"))
