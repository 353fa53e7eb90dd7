"""The door to mail servers: SMTP, encrypted, one mail to one address at a time.

Source:
    RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, NoReturn

from podcaster.doors.mail import AddressRefusedError, MailServer
from podcaster.errors import NotSentError, OutcomeUnknownError, RefusedError
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL

CONNECT_TIMEOUT_S: Final = 30.0

#: What a server says: go on with the mail; taken; taken for another server; closing, later.
GO_ON: Final = 354
TAKEN: Final = 250
WILL_FORWARD: Final = 251
CLOSING: Final = 421
#: From here on it says no for good.
REFUSAL: Final = 500

_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


@contextmanager
def real_mail(server: MailServer) -> Iterator[SmtpLine]:
    """Lend a line to `server`; it is closed after the block."""
    line = SmtpLine(server)
    try:
        yield line
    finally:
        line.close()


@dataclass
class SmtpLine:
    """A line to one server; one that broke is opened anew for the next mail.

    Attributes:
        server: The server.
        timeout_s: How long it may be silent.
    """

    server: MailServer
    timeout_s: float = CONNECT_TIMEOUT_S
    _smtp: smtplib.SMTP | None = field(default=None, repr=False)

    def send(self, sender: str, recipient: str, mail: bytes) -> None:
        """Bring one mail to one address; see `MailLine`."""
        smtp = self._opened()
        try:
            self._agree(smtp, smtp.mail(sender))
            self._agree(smtp, smtp.rcpt(recipient), refusal=AddressRefusedError)
            self._agree(smtp, smtp.docmd("DATA"), GO_ON)
        except (OSError, smtplib.SMTPException):
            self.close()
            raise self._not_reached() from None
        self._hand_over(smtp, mail)

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._logged_in()
            except smtplib.SMTPAuthenticationError as error:
                raise self._not_let_in(error.smtp_code) from None
            except ssl.SSLCertVerificationError:
                raise RefusedError(
                    message("the certificate of `{host}` is not trusted", host=self.server.name),
                    hint=message(
                        "nothing was sent; ask your provider for the name its certificate is for"
                    ),
                ) from None
            except smtplib.SMTPNotSupportedError:
                raise RefusedError(
                    message("`{host}` does not encrypt, or takes no login", host=self.server.name),
                    hint=message("ask your provider for the port, and set `security` to match it"),
                ) from None
            except (OSError, smtplib.SMTPException):
                raise self._not_reached() from None
        return self._smtp

    def _logged_in(self) -> smtplib.SMTP:
        """Connect, encrypt, log in; nothing is told to a server that can't prove its name."""
        server, context = self.server, ssl.create_default_context()
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.name, server.port, timeout=self.timeout_s, context=context
            )
        else:
            smtp = smtplib.SMTP(server.name, server.port, timeout=self.timeout_s)
        try:
            if server.security == "starttls":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _agree(
        self,
        smtp: smtplib.SMTP,
        said: tuple[int, bytes],
        wanted: int = TAKEN,
        refusal: type[RefusedError] = RefusedError,
    ) -> None:
        """Go on if the server agrees; otherwise the line is ready for another mail."""
        code = said[0]
        if code in {wanted, WILL_FORWARD}:
            return
        if code in {CLOSING, -1}:
            raise smtplib.SMTPServerDisconnected
        smtp.rset()
        self._refuse(code, refusal)

    def _hand_over(self, smtp: smtplib.SMTP, mail: bytes) -> None:
        """Send the mail itself; from here on a broken line leaves it in doubt."""
        try:
            smtp.send(_DOT.sub(b"..", mail.rstrip(b"\r\n")) + b"\r\n.\r\n")
            code, _ = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            self.close()
            raise OutcomeUnknownError(
                message(
                    "the connection to `{host}` broke before the whole answer was there",
                    host=self.server.name,
                )
            ) from None
        if code != TAKEN:
            self._refuse(code, RefusedError)

    def _refuse(self, code: int, refusal: type[RefusedError]) -> NoReturn:
        host = self.server.name
        if code < REFUSAL:
            raise NotSentError(
                message("`{host}` takes no mail now (it says {code})", host=host, code=code),
                hint=message("publish again later"),
            )
        raise refusal(
            message("`{host}` refused the mail (it says {code})", host=host, code=code),
            hint=message("compare the address, the sender and the rights of the account"),
        )

    def _not_let_in(self, code: int) -> NotSentError | RefusedError:
        if code < REFUSAL:
            return self._not_reached()
        return RefusedError(
            message(
                "`{host}` does not let `{user}` in", host=self.server.name, user=self.server.user
            ),
            hint=message(
                "compare user and secret with what your provider says; the secret stands in "
                "`PODCASTER_{CHANNEL}_{secret}`",
                CHANNEL=ANY_CHANNEL,
                secret="PASSWORD",  # noqa: S106 - its name
            ),
        )

    def _not_reached(self) -> NotSentError:
        return NotSentError(
            message("no connection to `{host}`", host=self.server.name),
            hint=message("look at the network connection"),
        )
