"""Signed messages: what others' verifiers say of them, and what the receiver for agencies does."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook as Judge
from standardwebhooks.webhooks import WebhookVerificationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, told
from tests.servers.receiver import SECRET, Receiver, receiver

from podcaster.deliver import deliver
from podcaster.deliver.announcers.webhook import Webhook, keys_of, signed, webhook
from podcaster.deliver.channel import How
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import NotSentError, OutcomeUnknownError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.websites import WebhookChannel
from podcaster.outside.web import RealWeb
from podcaster.scaffold.texts import text_of

OTHER = "whsec_" + "QW5vdGhlci1rZXktb2YtMzItYnl0ZXMtZXhhY3RseSE="
VARIABLE = "PODCASTER_WEBSITE_SECRET"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Receiver]:
    with receiver(tmp_path / "site") as server:
        yield server


def a_hook(
    folder: Path, url: str, secret: str = SECRET, web: WebDoor | None = None
) -> Webhook:  # fmt: skip
    settings = WebhookChannel.model_validate({"type": "webhook", "url": url})
    workspace = a_workspace(folder, web=web or RealWeb())
    return webhook("website", settings, replace(workspace, secrets={VARIABLE: secret}))


@dataclass
class ForgetfulWeb:
    """Sends everything, and loses the first answer."""

    sent: list[Mapping[str, str]] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        answer = RealWeb().send(method, url, headers=headers, body=body)
        self.sent.append(headers or {})
        if len(self.sent) == 1:
            raise OutcomeUnknownError(message("the answer is lost"))
        return answer


@given(st.binary(min_size=1), st.binary(min_size=24, max_size=64))
def test_the_standards_own_verifier_takes_every_signature(body: bytes, key: bytes) -> None:
    content = json.dumps(body.hex()).encode()
    now = datetime.now(UTC)

    headers = signed("msg_1", int(now.timestamp()), content, (key,))

    assert Judge(key).verify(content, headers) == body.hex()
    with pytest.raises(WebhookVerificationError):
        Judge(key + b"x").verify(content, headers)


def test_while_keys_change_both_verify() -> None:
    keys = keys_of(f"{SECRET} {OTHER}")

    headers = signed("msg_1", int(datetime.now(UTC).timestamp()), b"{}", keys)

    assert Judge(SECRET).verify(b"{}", headers) == {}
    assert Judge(OTHER).verify(b"{}", headers) == {}


def test_readers_see_the_item_and_a_list(tmp_path: Path, running: Receiver) -> None:
    html = "<h2>Plätze & „Straßen“</h2>"
    data = {"html": html, "published_at": "2026-03-10T12:00:00+00:00"}
    older = {**data, "html": "<p>früher</p>", "published_at": "2026-03-09T23:00:00-05:00"}
    first = an_announcement(tmp_path, title="A & <B>", data=older)
    second = an_announcement(tmp_path, "news/zwei", title="Zwei", data=data)

    receipts = [a_hook(tmp_path, running.address).announce(one, FakeMemory())
                for one in (first, second)]  # fmt: skip

    assert [one.state for one in receipts] == [State.DONE, State.DONE]
    assert receipts[0].url == "http://stadt.test/site/episode-eins.html"
    assert (running.folder / "news-zwei.html").read_text("utf-8") == f"{html}\n"
    listed = (running.folder / "list.html").read_text("utf-8")
    assert "A &amp; &lt;B&gt;" in listed
    assert listed.index("news-zwei") < listed.index("episode-eins")


def test_a_lost_answer_makes_no_second_message(tmp_path: Path, running: Receiver) -> None:
    channels = {"public": FOLDER, "website": {"type": "webhook", "url": running.address}}
    release, web = a_release(tmp_path, "eins", channels=channels), ForgetfulWeb()

    for days in range(3):
        workspace = a_workspace(tmp_path, web=web, days=days)
        delivery = deliver(release, replace(workspace, secrets={VARIABLE: SECRET}))

    assert told(delivery.standings, "website") == {"episode/eins": ("none", "done")}
    assert len({sent["webhook-id"] for sent in web.sent}) == 1
    assert len(web.sent) == 2
    assert list(running.items()) == ["episode-eins"]


def test_what_changes_and_goes_is_told_too(tmp_path: Path, running: Receiver) -> None:
    hook = a_hook(tmp_path, running.address)
    announcement = an_announcement(tmp_path)
    for _ in range(2):
        item = hook.announce(announcement, FakeMemory()).remote_id or ""
        hook.update(item, replace(announcement, data={"html": "<p>neu</p>"}), FakeMemory())

        changed = running.items()["episode-eins"]["html"]
        hook.delete(item)

        assert changed == "<p>neu</p>"
        assert running.items() == {}


def a_message(
    at: datetime, secret: str = SECRET, item: object = "news/x", **data: object
) -> tuple[dict[str, str], bytes]:
    body = json.dumps({"type": "news.published", "data": {"item": item, "html": "", **data}})
    key = b64decode(secret.removeprefix("whsec_"))
    return signed("msg_1", int(at.timestamp()), body.encode(), (key,)), body.encode()


@pytest.mark.parametrize(
    ("minutes", "secret", "item", "status"),
    [
        (0, SECRET, "news/x", 200),
        (-4, SECRET, "news/x", 200),
        (-6, SECRET, "news/x", 401),
        (6, SECRET, "news/x", 401),
        (0, OTHER, "news/x", 401),
        (0, SECRET, None, 422),
        (0, SECRET, "../../etc/x.php", 200),
    ],
)
def test_the_receiver_takes_what_is_ours_and_fresh(
    running: Receiver, minutes: float, secret: str, item: object, status: int
) -> None:
    headers, body = a_message(datetime.now(UTC) + timedelta(minutes=minutes), secret, item)

    answer = requests.post(running.address, data=body, headers=headers, timeout=60)

    assert answer.status_code == status
    assert len(running.items()) == (1 if status == 200 else 0)
    outside = [file.name for file in running.folder.parent.glob("*") if file != running.folder]
    assert outside == ["receiver.php"]


def test_the_receiver_refuses_what_was_changed_or_overtaken(running: Receiver) -> None:
    now = datetime.now(UTC)
    headers, body = a_message(now, html="new")
    changed = requests.post(running.address, data=body + b" ", headers=headers, timeout=60)
    requests.post(running.address, data=body, headers=headers, timeout=60)
    old_headers, old = a_message(now - timedelta(minutes=2), html="old")

    overtaken = requests.post(
        running.address, data=old, headers={**old_headers}, timeout=60
    )  # fmt: skip

    assert changed.status_code == 401
    assert overtaken.status_code == 200
    assert running.items()["news-x"]["html"] == "new"
    assert requests.get(running.address, timeout=60).status_code == 405


def test_the_receiver_is_short_enough_to_be_read() -> None:
    assert len(text_of("receiver.php").splitlines()) < 150


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "not base64!", f"{SECRET} x"])
def test_without_a_good_key_nothing_is_sent(tmp_path: Path, secret: str) -> None:
    hook = a_hook(tmp_path, "https://website.test/hook", secret)

    receipt = hook.announce(an_announcement(tmp_path), FakeMemory())

    assert (receipt.state, receipt.how, receipt.stops) == (State.FAILED, How.REFUSED, True)
    assert VARIABLE in str(receipt.why)
    with pytest.raises(NotSentError):
        hook.delete("episode/eins")


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (410, State.FAILED, "takes nothing any more"),
        (401, State.FAILED, "does not take our signature"),
        (429, State.FAILED, "less often"),
        (503, State.UNKNOWN, "may be there all the same"),
    ],
)
def test_what_a_receiver_says_is_understood(
    tmp_path: Path, status: int, state: State, said: str
) -> None:
    class Saying:
        def send(self, method: str, url: str, **sent: object) -> Answer:
            del method, url, sent
            return Answer(status, {}, b"{}")

    hook = a_hook(tmp_path, "https://website.test/hook", web=Saying())

    receipt = hook.announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is state
    assert said in str(receipt.why)


def test_messages_go_to_encrypted_addresses_only() -> None:
    with pytest.raises(ValidationError):
        WebhookChannel.model_validate({"type": "webhook", "url": "http://website.test/hook"})
