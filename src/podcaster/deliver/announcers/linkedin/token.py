"""LinkedIn's token: when it expires, and how it is renewed where LinkedIn lets an app do that.

Source:
    LinkedIn's documentation, "Refresh Tokens with OAuth 2.0", checked November 2026: a token lives
    60 days; what renews it lives a year from the day somebody signed in, and that clock is never
    set back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from podcaster.deliver.announcers.answers import succeeded
from podcaster.deliver.announcers.exchanges import fields_in
from podcaster.doors.vault import Vault
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import DeliveryError

TOKEN: Final = "PODCASTER_LINKEDIN_TOKEN"  # noqa: S105 - the name of the token
REFRESH_TOKEN: Final = "PODCASTER_LINKEDIN_REFRESH_TOKEN"  # noqa: S105 - likewise
CLIENT_SECRET: Final = "PODCASTER_LINKEDIN_CLIENT_SECRET"  # noqa: S105 - likewise

#: No token lives longer than this, whatever is said.
LONGEST_LIFE_S: Final = 10 * 366 * 86_400

#: Below the address that people sign in at.
PATH: Final = "/oauth/v2/accessToken"


@dataclass
class Token:
    """What proves that we may post; a renewed one takes its place.

    Attributes:
        value: The token.
        sign_in: Address that people sign in at, and that renews tokens.
        client_id: Name of the app at LinkedIn, or "".
        client_secret: Its secret, or "".
        refresh_token: Proof that we may renew it, or "".
        vault: Where the new one is kept, or None.
    """

    value: str = field(repr=False)
    sign_in: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    vault: Vault | None = field(default=None, repr=False)
    tried: bool = False

    def renew(self, web: WebDoor, now: datetime) -> bool:
        """Ask for a new token, once in a run; return whether there is one."""
        if self.tried or not (self.client_id and self.client_secret and self.refresh_token):
            return False
        self.tried = True
        try:
            answer = self._asked(web)
        except DeliveryError:  # no answer: the old token's refusal stands
            return False
        told = fields_in(answer) if succeeded(answer) else {}
        value, lives_s = told.get("access_token"), told.get("expires_in")
        if not isinstance(value, str) or not value:
            return False
        self.value = value
        if self.vault:
            self.vault.keep(TOKEN, value, _after(now, lives_s))
            self._keep_refresh_token(self.vault, told, now)
        return True

    def _asked(self, web: WebDoor) -> Answer:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        address = f"{self.sign_in.rstrip('/')}{PATH}"
        return web.send("POST", address, headers=headers, body=urlencode(form).encode())

    def _keep_refresh_token(self, vault: Vault, told: Mapping[str, object], now: datetime) -> None:
        value = told.get("refresh_token")
        if isinstance(value, str) and value:
            vault.keep(REFRESH_TOKEN, value, _after(now, told.get("refresh_token_expires_in")))


def _after(now: datetime, lives_s: object) -> datetime | None:
    if not isinstance(lives_s, int) or lives_s <= 0:
        return None
    return now + timedelta(seconds=min(lives_s, LONGEST_LIFE_S))
