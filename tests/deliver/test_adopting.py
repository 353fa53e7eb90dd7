"""What is out already is asked of every channel with its own eyes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from tests.deliver.releases import FOLDER, NOW, Channels, a_release, a_workspace

from podcaster.deliver import adopt
from podcaster.doors.web import Answer

TOKENS = {"forum": "token-of-forum", "verein": "token-of-verein"}


@dataclass
class TwoAccounts:
    """A server with Mastodon that knows two accounts; only the first has posted."""

    text: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Answer by the token alone, as such a server does."""
        del method, body
        token = (headers or {})["Authorization"].removeprefix("Bearer ")
        account = next(name for name, one in TOKENS.items() if one == token)
        path = url.partition("/api/v1/accounts/")[2].partition("?")[0]
        self.asked.append((account, path))
        if path == "verify_credentials":
            return _json({"id": account})
        older = "max_id" in url or path != "forum/statuses"
        return _json([] if older else [self._post()])

    def _post(self) -> dict[str, str]:
        url = "https://social.test/@forum/7"
        at = NOW - timedelta(days=100)
        return {"id": "7", "url": url, "created_at": at.isoformat(), "content": self.text}


def _json(value: object) -> Answer:
    return Answer(200, {"content-type": "application/json"}, json.dumps(value).encode())


def test_two_accounts_on_one_server_have_posts_of_their_own(tmp_path: Path) -> None:
    account = {"type": "mastodon", "url": "https://social.test"}
    channels: Channels = {"public": FOLDER, **dict.fromkeys(TOKENS, account)}
    at = NOW - timedelta(days=100)
    release = a_release(tmp_path, "alt", "uralt", channels=channels, published_at=at, post="Hier")
    web = TwoAccounts("Hier")
    secrets = {f"PODCASTER_{name.upper()}_TOKEN": token for name, token in TOKENS.items()}

    rows = adopt(replace(a_workspace(tmp_path, web=web), secrets=secrets), release)

    urls = {(row.channel, row.item): row.url for row in rows}
    assert urls["forum", "episode/alt"] == "https://social.test/@forum/7"
    assert urls["verein", "episode/alt"] is None
    assert web.asked.count(("forum", "verify_credentials")) == 1
    assert web.asked.count(("verein", "verify_credentials")) == 1
