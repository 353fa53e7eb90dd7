"""What publish.yaml says about mails to a press list."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from podcaster.model.hosts import ServerName
from podcaster.model.posts import MAIL
from podcaster.model.values import HttpUrl, Line, Topics, Written, is_loopback

#: An address as every mail server takes it: ASCII, one `@`, a name with a dot behind it.
MAIL_PATTERN = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$"

MailAddress = Annotated[str, Field(pattern=MAIL_PATTERN, max_length=254)]


class MailChannel(Written):
    """A mail per news item to everybody on a list, such as the press; to each alone."""

    template: ClassVar[str] = MAIL.template

    type: Annotated[Literal["mail"], Field(description="Announcer: mail to a list")]
    server: Annotated[ServerName, Field(description="Name of your provider's server for sending")]
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Field(description="How the line is encrypted; `none` on this machine only"),
    ] = "starttls"
    port: Annotated[
        int | None, Field(ge=1, le=65535, description="Its port; default: 587, with `tls` 465")
    ] = None
    user: Annotated[Line | None, Field(description="Who logs in; without it nobody does")] = None
    sender: Annotated[MailAddress, Field(description="Address the mails come from")]
    sender_name: Annotated[Line | None, Field(description="Name before it")] = None
    reply_to: Annotated[MailAddress | None, Field(description="Where answers go instead")] = None
    recipients: Annotated[
        tuple[MailAddress, ...], Field(strict=False, description="Who gets it")
    ] = ()
    recipients_file: Annotated[
        Line | None,
        Field(description="Text file, an address per line, from `/` or `~` on: kept out of git"),
    ] = None
    unsubscribe: Annotated[
        HttpUrl | None, Field(description="Page to sign off; without it a mail to the sender")
    ] = None
    topics: Topics = ()

    @model_validator(mode="after")
    def _reaches_somebody(self) -> MailChannel:
        """Somebody gets it, and nothing goes over a foreign network unencrypted."""
        if not self.recipients and not self.recipients_file:
            raise PydanticCustomError(
                "mail_recipients", "should have `recipients` or `recipients_file`"
            )
        if self.security == "none" and not is_loopback(f"smtp://{self.server}"):
            raise PydanticCustomError(
                "mail_security", "should have `security: starttls` or `security: tls`"
            )
        return self
