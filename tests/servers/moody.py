"""Any application of WSGI in a bad mood: it answers with a status of its choice.

    app = Moody(app)
    app.faults.append(Fault("MOVE", 504, LATE))
    ... app.arrive() ...

| effect | what happens over there |
|---|---|
| `NONE` | nothing |
| `NOW` | the request takes effect, and its answer is replaced |
| `LATE` | the request takes effect when `arrive` is called |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

NONE: Final = "none"
NOW: Final = "now"
LATE: Final = "late"

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


@dataclass(frozen=True)
class Fault:
    """What becomes of the next request of a method."""

    method: str
    status: int
    effect: str = NONE


@dataclass
class Moody:
    """An application and its moods."""

    app: Application
    faults: list[Fault] = field(default_factory=list)
    late: list[Environ] = field(default_factory=list)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        fault = self.faults[0] if self.faults else None
        if fault is None or environ["REQUEST_METHOD"] != fault.method:
            return self.app(environ, start)
        self.faults.pop(0)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if fault.effect == NOW:
            self._let_happen(environ)
        if fault.effect == LATE:
            self.late.append(environ)
        start(f"{fault.status} Moody", [("Content-Length", "0")])
        return []

    def arrive(self) -> None:
        """Have everything take effect that is late."""
        while self.late:
            self._let_happen(self.late.pop(0))

    def _let_happen(self, environ: Environ) -> None:
        for _ in self.app(environ, lambda *_: None):
            pass
