"""How each small announcer is set up on loopback; a new one needs a row here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deliver.contract.trial import Setting, Trial
from tests.servers.mail import PASSWORD as MAIL_PASSWORD
from tests.servers.mail import a_certificate, mail_server, trusting

from podcaster.model.mail import MailChannel


@contextmanager
def a_mail(folder: Path) -> Iterator[Trial]:
    """Set up a mail server of our own, whose certificate this process trusts meanwhile."""
    certificate = a_certificate(folder)
    with trusting(certificate), mail_server(certificate) as server:
        settings = {**server.settings, "recipients": ["stadt@blatt.test"]}
        yield Trial(
            settings, {"PODCASTER_CHANNEL_PASSWORD": MAIL_PASSWORD}, lambda: len(server.taken)
        )


#: Settings -> how to set it up.
OUTREACH_TRIALS: dict[type, Setting] = {
    MailChannel: a_mail,
}
