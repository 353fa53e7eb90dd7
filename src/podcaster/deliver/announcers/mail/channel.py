"""Mail to a list, such as the press: to each address alone, and to none twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from podcaster.deliver.announcers.exchanges import without_secret
from podcaster.deliver.announcers.mail.letter import Letterhead, letter, name_of
from podcaster.deliver.announcers.mail.list import Recipient, recipients_of
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.doors.mail import AddressRefusedError, MailDoor, MailLine, MailServer
from podcaster.errors import DeliveryError, OutcomeUnknownError
from podcaster.model.delivery import State
from podcaster.model.mail import MailChannel
from podcaster.model.message import Message, message
from podcaster.model.release import Announcement
from podcaster.model.secret_names import secret_name
from podcaster.workspace import Workspace

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}

#: Under this name the ledger keeps digests of the addresses that have it.
REACHED: Final = "reached"

#: And of the one whose mail is leaving, and of those in doubt whom a person was asked about.
LEAVING: Final = "leaving"
ASKED: Final = "asked"


@dataclass(frozen=True)
class Mail:
    """A list of people who get a mail.

    Nobody can ask an inbox what arrived, so what is in doubt is never sent again by itself. Who
    has it is kept address by address, as digests: the ledger names nobody.

    Attributes:
        name: The channel's name.
        server: Who takes the mails.
        head: What stands above each.
        settings: Who gets them.
        mail: Door to mail servers.
        now: The moment of this run.
        topics: Only these; empty: all.
    """

    name: str
    server: MailServer
    head: Letterhead
    settings: MailChannel = field(repr=False)
    mail: MailDoor
    now: datetime
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE
    template: str = MailChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Send it to everybody who does not have it yet."""
        if self.server.user and not self.server.password:
            return self._without_password()
        people = recipients_of(self.settings)
        memory.prepare()
        round_ = _Round(self, announcement, memory)
        with self.mail(self.server) as line:
            return round_.all(line, people)

    def arrived(self, memory: Memory) -> Mapping[str, object]:
        """Return what is kept when those in doubt have it, says a person."""
        have = " ".join(memory.recall(name) for name in (REACHED, LEAVING, ASKED))
        return {REACHED: " ".join(sorted(set(have.split()))), LEAVING: "", ASKED: ""}

    def _without_password(self) -> Receipt:
        name = secret_name(self.name, "PASSWORD")
        why = message("there is no password: put that of the mail account into `{name}`", name=name)
        return without_secret(why)


@dataclass
class _Round:
    """One item on its way through the list."""

    channel: Mail
    announcement: Announcement
    memory: Memory
    reached: set[str] = field(default_factory=set)

    def all(self, line: MailLine, people: tuple[Recipient, ...]) -> Receipt:
        """Send to one after the other; what happened to some does not keep it from the others.

        Whose mail was leaving when a run was killed is asked about first, they alone.
        """
        self.reached = set(self.memory.recall(REACHED).split())
        left = [one for one in people if self._mark(one) not in self.reached]
        refused, doubted = [], [one for one in left if self._mark(one) in self._unasked]
        for one in left:
            if one in doubted:
                continue
            try:
                self._one(line, one)
            except AddressRefusedError:
                refused.append(one)
            except OutcomeUnknownError:
                doubted.append(one)
            except DeliveryError as error:
                return self._broken(error, doubted)
            else:
                self.reached.add(self._mark(one))
        self._note(asked=doubted)
        return self._receipt(refused, doubted)

    @property
    def _unasked(self) -> set[str]:
        """Whose mail was leaving when nobody could be told about it."""
        return {self.memory.recall(LEAVING)} - set(self.memory.recall(ASKED).split())

    def _note(self, leaving: str = "", asked: Sequence[Recipient] = ()) -> None:
        marks = {REACHED: self.reached, ASKED: {self._mark(one) for one in asked}}
        facts = {name: " ".join(sorted(told)) for name, told in marks.items()}
        self.memory.leave(**facts, **{LEAVING: leaving})

    def _one(self, line: MailLine, one: Recipient) -> None:
        head, now = self.channel.head, self.channel.now
        written = letter(head, self.announcement, one.address, now)
        self._note(self._mark(one))
        line.send(head.sender, one.address, written)

    def _mark(self, one: Recipient) -> str:
        return name_of(self.channel.head, self.announcement, one.address)[:16]

    def _broken(self, error: DeliveryError, doubted: list[Recipient]) -> Receipt:
        """Say that it goes no further; who has the mail does not get it again.

        Whose mail was leaving certainly does not have it, and the next try must know.
        """
        self._note(asked=doubted)
        if not self.reached and not doubted:
            raise error
        if doubted:
            return self._receipt([], doubted)
        why = message(
            "{count} have it, then it broke off: {problem}",
            count=len(self.reached),
            problem=error.what,
        )
        return Receipt(State.FAILED, why=why, stops=True)

    def _receipt(self, refused: list[Recipient], doubted: list[Recipient]) -> Receipt:
        if doubted:
            return Receipt(State.UNKNOWN, why=_in_doubt(doubted, len(self.reached)))
        if refused:
            return Receipt(State.FAILED, How.REFUSED, why=_not_taken(refused, len(self.reached)))
        name = name_of(self.channel.head, self.announcement, "")
        return Receipt(State.DONE, How.SENT, remote_id=name)


def _in_doubt(people: list[Recipient], reached: int) -> Message:
    return message(
        "{count} have it; nobody knows whether these have: {places}",
        count=reached,
        places=_places(people),
    )


def _not_taken(people: list[Recipient], reached: int) -> Message:
    return message(
        "{count} have it; the mail server refused these addresses: {places}",
        count=reached,
        places=_places(people),
    )


def _places(people: list[Recipient]) -> str:
    return ", ".join(_first(str(one.place) for one in people))


def _first(places: Iterator[str], most: int = 10) -> Iterator[str]:
    for number, place in enumerate(places):
        if number == most:
            yield "…"
            return
        yield place


def mail(name: str, settings: MailChannel, workspace: Workspace) -> Mail:
    """Make the channel that `settings` describe."""
    server = MailServer(
        settings.server,
        settings.port or PORTS[settings.security],
        settings.security,
        settings.user or "",
        workspace.secrets_of(name).get("PASSWORD", ""),
    )
    head = Letterhead(
        settings.sender,
        settings.sender_name or "",
        settings.reply_to or "",
        settings.unsubscribe or "",
        name,
    )
    return Mail(name, server, head, settings, workspace.mail, workspace.now, settings.topics)
