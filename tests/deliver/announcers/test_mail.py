"""Mails to a list over a real line: each address once, whatever breaks; nobody sees the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, told
from tests.servers.mail import (
    PASSWORD,
    Certificate,
    MailServer,
    a_certificate,
    mail_server,
    trusting,
)

from podcaster.deliver import deliver, resolve, standings
from podcaster.deliver.announcers.mail.channel import Mail, mail
from podcaster.errors import FolderError, NotSentError, RefusedError
from podcaster.model.delivery import Delivery, State
from podcaster.model.mail import MailChannel
from podcaster.outside.mail import real_mail

PEOPLE = ["stadt@blatt.test", "land@blatt.test", "fluss@blatt.test"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(certificate: Certificate) -> Iterator[MailServer]:
    with trusting(certificate), mail_server(certificate) as running:
        yield running


def a_list(
    folder: Path, server: MailServer, *, password: str = PASSWORD, **changes: object
) -> Mail:
    settings = MailChannel.model_validate({**server.settings, "recipients": PEOPLE, **changes})
    workspace = replace(a_workspace(folder), mail=real_mail)
    return mail(
        "press", settings, replace(workspace, secrets={"PODCASTER_PRESS_PASSWORD": password})
    )


def published(folder: Path, server: MailServer, **changes: Any) -> Delivery:  # noqa: ANN401 - any setting
    channels = {"public": FOLDER, "press": {**server.settings, "recipients": PEOPLE, **changes}}
    release = a_release(folder, "eins", channels=channels)
    secrets = {"PODCASTER_PRESS_PASSWORD": PASSWORD}
    workspace = replace(a_workspace(folder), mail=real_mail, secrets=secrets)
    return deliver(release, workspace)


def reached(server: MailServer) -> list[str]:
    return [address for address, _ in server.taken]


def read(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_each_gets_a_mail_that_names_nobody_else(tmp_path: Path, server: MailServer) -> None:
    channel = a_list(tmp_path, server, sender_name="Stadt im Gespräch")

    receipt = channel.announce(an_announcement(tmp_path), FakeMemory())

    mails = {address: read(content) for address, content in server.taken}
    one = mails["stadt@blatt.test"]
    assert receipt.state is State.DONE
    assert list(mails) == PEOPLE
    assert [str(each["To"]) for each in mails.values()] == PEOPLE
    assert one["Subject"] == "Plätze (Teil 1): „eins“ & Mitarbeiter*innen"
    assert one["From"] == "Stadt im Gespräch <podcast@stadt.test>"
    assert one["List-Unsubscribe"] == "<mailto:podcast@stadt.test?subject=unsubscribe>"
    assert not [each for each in PEOPLE[1:] if each in one.as_string()]
    assert server.logins == 1


def test_text_and_html_say_the_same_in_the_item_s_words(tmp_path: Path, server: MailServer) -> None:
    item = an_announcement(tmp_path, posts={"mail.txt.j2": ".Punkt am Anfang\n\nEnde"})

    a_list(tmp_path, server).announce(item.in_words_of("mail.txt.j2"), FakeMemory())

    one = read(server.taken[0][1])
    plain, page = one.get_body(("plain",)), one.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().replace("\r\n", "\n") == ".Punkt am Anfang\n\nEnde\n"
    assert "<h2>eins</h2>" in page.get_content()
    assert '<html lang="de">' in page.get_content()


def test_the_same_item_is_the_same_mail(tmp_path: Path, server: MailServer) -> None:
    channel = a_list(tmp_path, server, recipients=PEOPLE[:1])

    for _ in range(2):
        channel.announce(an_announcement(tmp_path), FakeMemory())

    first, second = (read(content) for _, content in server.taken)
    assert first["Message-ID"] == second["Message-ID"]
    assert server.taken[0] == server.taken[1]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_is_told_to_a_server_that_cannot_prove_its_name(
    tmp_path: Path, certificate: Certificate, security: str
) -> None:
    with (
        mail_server(certificate, security) as server,
        pytest.raises(RefusedError, match=r"certificate of `127\.0\.0\.1` is not trusted"),
    ):
        a_list(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert (server.logins, server.taken) == (0, [])


def test_a_line_may_be_encrypted_from_the_first_byte(
    tmp_path: Path, certificate: Certificate
) -> None:
    with trusting(certificate), mail_server(certificate, "tls") as server:
        a_list(tmp_path, server).announce(an_announcement(tmp_path), FakeMemory())

    assert reached(server) == PEOPLE


def test_a_server_without_encryption_is_told_nothing(
    tmp_path: Path, certificate: Certificate
) -> None:
    with mail_server(certificate, "none") as server, pytest.raises(RefusedError, match="encrypt"):
        a_list(tmp_path, server, security="starttls").announce(
            an_announcement(tmp_path), FakeMemory()
        )

    assert (server.logins, server.taken) == (0, [])


def test_a_wrong_password_is_said_and_one_that_lacks_too(
    tmp_path: Path, server: MailServer
) -> None:
    with pytest.raises(RefusedError, match=r"does not let `podcast@stadt\.test` in"):
        a_list(tmp_path, server, password=PASSWORD[1:]).announce(
            an_announcement(tmp_path), FakeMemory()
        )
    receipt = a_list(tmp_path, server, password="").announce(
        an_announcement(tmp_path), FakeMemory()
    )

    assert "PODCASTER_PRESS_PASSWORD" in str(receipt.why)
    assert server.taken == []


def test_nobody_there_is_no_connection(tmp_path: Path, server: MailServer) -> None:
    with pytest.raises(NotSentError, match="no connection"):
        a_list(tmp_path, replace(server, port=9)).announce(an_announcement(tmp_path), FakeMemory())


def test_an_address_that_is_refused_keeps_it_from_nobody_else(
    tmp_path: Path, server: MailServer
) -> None:
    server.answers["stadt@blatt.test"] = "550 no such user"
    first = published(tmp_path, server)
    server.answers.clear()

    second = published(tmp_path, server)

    (row,) = [one for one in first.standings if one.channel == "press"]
    assert row.state is State.FAILED
    assert "2 have it; the mail server refused these addresses: publish.yaml" in str(row.reason)
    assert told(second.standings, "press") == {"episode/eins": ("announce", "done")}
    assert sorted(reached(server)) == sorted(PEOPLE)


@pytest.mark.parametrize("answer", ["421 closing", "451 later", "DATA 451 later"])
def test_who_has_it_does_not_get_it_again_when_the_rest_is_tried_again(
    tmp_path: Path, server: MailServer, answer: str
) -> None:
    server.answers["land@blatt.test"] = answer
    first = published(tmp_path, server)
    server.answers.clear()

    second = published(tmp_path, server)

    assert told(first.standings, "press") == {"episode/eins": ("announce", "failed")}
    assert told(second.standings, "press") == {"episode/eins": ("announce", "done")}
    assert reached(server) == PEOPLE


def test_a_lost_answer_leaves_one_address_in_doubt_and_the_others_get_it_once(
    tmp_path: Path, server: MailServer
) -> None:
    server.lost = 1
    first = published(tmp_path, server)
    second = published(tmp_path, server)
    settings = a_release(tmp_path, channels={"public": FOLDER}).settings

    resolve(a_workspace(tmp_path), "episode/eins", "press", "https://blatt.test/gesehen")

    (row,) = [one for one in standings(a_workspace(tmp_path), settings) if one.channel == "press"]
    assert told(first.standings, "press") == {"episode/eins": ("announce", "unknown")}
    assert told(second.standings, "press") == {"episode/eins": ("none", "unknown")}
    assert row.state is State.DONE
    assert reached(server) == PEOPLE


def test_the_ledger_names_nobody(tmp_path: Path, server: MailServer) -> None:
    published(tmp_path, server)

    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*ledger*") if path.is_file())
    assert kept
    assert not [one for one in (*PEOPLE, PASSWORD) if one.encode() in kept]


def test_a_list_in_a_file_may_have_names_and_remarks(tmp_path: Path, server: MailServer) -> None:
    people = tmp_path / "presse.txt"
    people.write_text(
        "\ufeff# Lokales\nStadtblatt <stadt@blatt.test>\n\nLAND@blatt.test\n", "utf-8"
    )

    channel = a_list(tmp_path, server, recipients=["land@blatt.test"], recipients_file=str(people))
    channel.announce(an_announcement(tmp_path), FakeMemory())

    assert reached(server) == ["land@blatt.test", "stadt@blatt.test"]


@pytest.mark.parametrize(
    ("text", "place"), [("a@b.test\nkeine Adresse\n", ":2"), (None, ""), ("a@b\r\nc.test", ":1")]
)
def test_a_bad_list_is_said_with_its_line_and_nobody_gets_anything(
    tmp_path: Path, server: MailServer, text: str | None, place: str
) -> None:
    people = tmp_path / "presse.txt"
    if text is not None:
        people.write_text(text, encoding="utf-8")

    with pytest.raises(FolderError) as caught:
        a_list(tmp_path, server, recipients_file=str(people)).announce(
            an_announcement(tmp_path), FakeMemory()
        )

    assert str(caught.value.place) == f"{people}{place}"
    assert server.taken == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recipients": []}, "recipients_file"),
        ({"security": "none", "server": "smtp.stadt.test"}, "security: starttls"),
        ({"recipients": ["a@b.test\nBcc: c@d.test"]}, "pattern"),
        ({"sender": "podcast@stadt"}, "pattern"),
    ],
)
def test_settings_that_reach_nobody_or_everybody_are_refused(
    server: MailServer, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        MailChannel.model_validate({**server.settings, "recipients": PEOPLE, **changes})
