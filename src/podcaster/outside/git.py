"""A branch of a repository elsewhere, through the program git; no working folder, no hooks.

Source:
    git 2.39, `git help git-fetch`, `git-push` ("OUTPUT"), `git-commit-tree`, `git-config`
    (`http.<url>.extraHeader`, `GIT_CONFIG_COUNT`).
"""

from __future__ import annotations

import os
import re
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from podcaster.doors.git import GitPlace, Signature
from podcaster.errors import (
    DeliveryError,
    NotSentError,
    OutcomeUnknownError,
    OutdatedError,
    RefusedError,
)
from podcaster.model.message import Message, message

#: So long a fetch or a push may take.
PATIENCE_S: Final = 600.0

#: `ext::` and the like would start programs; the settings let nothing else through either.
TRANSPORTS: Final = "https:http:ssh:file"

#: What git says when the other side does not let us in.
_NO_RIGHT: Final = re.compile(
    r"authentication failed|permission denied|could not read username|access denied|not allowed"
    r"|error: 403",
    re.IGNORECASE,
)
#: What git says in English -> what that means; the first that fits is told.
_MEANINGS: Final[tuple[tuple[re.Pattern[str], Message], ...]] = (
    (_NO_RIGHT, message("the repository does not let us in")),
    (
        re.compile(r"(?i)protected branch|hook declined|\[remote rejected\]"),
        message("the repository does not take the commit"),
    ),
    (
        re.compile(r"not resolve|name or service not known|in name resolution", re.IGNORECASE),
        message("the repository's server is not to be found"),
    ),
    (
        re.compile(r"(?i)does not (appear to be a git repository|exist)|not found"),
        message("there is no repository at this address"),
    ),
    (
        re.compile(r"connection (refused|reset|timed out)|to connect|too long", re.IGNORECASE),
        message("the repository's server does not answer"),
    ),
)
#: A file's mode in a tree: plain, not to be run.
_PLAIN: Final = "100644"
_NOTHING: Final = "0" * 40
#: All that git needs to know of a folder of ours.
_CONFIG: Final = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"


@dataclass(frozen=True)
class Ran:
    """What git said: its exit code, and both its streams."""

    code: int
    out: bytes
    err: str


@dataclass(frozen=True)
class RealRepository:
    """A branch elsewhere, and the part of it that was fetched.

    Attributes:
        place: Where it is.
    """

    place: GitPlace

    def tip(self) -> str:
        """Fetch the branch's newest commit and return its name."""
        self._make_home()
        there = f"refs/heads/{self.place.branch}"
        ran = self._run("ls-remote", "--", self.place.address, there)
        if ran.code:
            raise self._not_let_in(ran)
        found = ran.out.decode("ascii", "replace").split()
        if not found:
            raise RefusedError(
                message("the repository has no branch `{branch}`", branch=self.place.branch),
                hint=message("look at `branch` in publish.yaml, or make the branch first"),
            )
        wanted = f"+{there}:refs/site/tip"
        ran = self._run("fetch", "-q", "--depth=1", "--no-tags", "--", self.place.address, wanted)
        if ran.code:
            raise self._not_let_in(ran)
        return self._said("rev-parse", "--verify", "refs/site/tip^{commit}")

    def read(self, commit: str, path: str) -> bytes | None:
        """Return what stands there, or None."""
        ran = self._run("cat-file", "blob", f"{commit}:{path}")
        return None if ran.code else ran.out

    def commit(
        self, onto: str, changes: Mapping[str, bytes | None], words: str, signature: Signature
    ) -> str:
        """Make a commit of the old tree with the changes in it."""
        with TemporaryDirectory(prefix="podcaster-git-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._said("read-tree", onto, env=index)
            for path, content in sorted(changes.items()):
                self._change(path, content, index)
            tree = self._said("write-tree", env=index)
        return self._said(
            "commit-tree", tree, "-p", onto, sent=words.encode(), env=_signed(signature)
        )

    def push(self, commit: str) -> None:
        """Bring it there; git itself refuses what would take something else away."""
        target = f"{commit}:refs/heads/{self.place.branch}"
        ran = self._run("push", "--porcelain", "--", self.place.address, target)
        told = f"{ran.out.decode('utf-8', 'replace')}\n{ran.err}"
        if ran.code == 0:
            return
        if "[remote rejected]" in told or _NO_RIGHT.search(told):
            raise self._refused(told)
        if "[rejected]" in told:
            raise OutdatedError(
                message("others changed the branch `{branch}` just now", branch=self.place.branch),
                hint=message("run the same command again"),
            )
        raise OutcomeUnknownError(
            self._meant(told, message("git broke off")),
            hint=message("run the same command again: it looks whether it is there"),
        )

    def _change(self, path: str, content: bytes | None, index: Mapping[str, str]) -> None:
        if content is None:
            gone = f"0 {_NOTHING}\t{path}\0".encode()
            self._said("update-index", "-z", "--index-info", sent=gone, env=index)
            return
        blob = self._said("hash-object", "-w", "--stdin", sent=content)
        self._said("update-index", "--add", "--cacheinfo", f"{_PLAIN},{blob},{path}", env=index)

    def _make_home(self) -> None:
        """Prepare the folder; what others, or a git that was killed, left in it does no harm.

        A repository's own settings can start programs (`core.alternateRefsCommand`,
        `credential.helper`), and a show's folder may come from somebody else.
        """
        home = self.place.home
        if not (home / "HEAD").is_file():
            home.parent.mkdir(parents=True, exist_ok=True)
            self._said("init", "-q", "--bare", "--", str(home), inside=False)
        (home / "config").unlink(missing_ok=True)  # it may be a link
        (home / "config").write_text(_CONFIG, "utf-8")
        for lock in (*home.glob("*.lock"), *home.glob("refs/**/*.lock")):
            lock.unlink(missing_ok=True)

    def _said(
        self,
        *arguments: str,
        sent: bytes = b"",
        env: Mapping[str, str] | None = None,
        inside: bool = True,
    ) -> str:
        """Run git on this machine only, and return the line it prints."""
        ran = self._run(*arguments, sent=sent, env=env, inside=inside)
        if ran.code:
            raise self._refused(ran.err)
        return ran.out.decode("ascii", "replace").strip()

    def _run(
        self,
        *arguments: str,
        sent: bytes = b"",
        env: Mapping[str, str] | None = None,
        inside: bool = True,
    ) -> Ran:
        """Run git; secrets go by its environment, where other users don't see them."""
        where = ["--git-dir", str(self.place.home)] if inside else []
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the settings let plain addresses through
                ["git", "-c", "core.hooksPath=/dev/null", *where, *arguments],  # noqa: S607 - the user's own git
                input=sent,
                capture_output=True,
                env={**_environment(), **_login(self.place), **(env or {})},
                timeout=PATIENCE_S,
                check=False,
            )
        except FileNotFoundError:
            raise NotSentError(
                message("the program `{name}` is not installed", name="git"),
                hint=message("install it, or take the channel out of publish.yaml"),
            ) from None
        except subprocess.TimeoutExpired:
            return Ran(-1, b"", "it took too long")
        return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def _not_let_in(self, ran: Ran) -> DeliveryError:
        """Say why nothing could be fetched; nothing was changed by that."""
        if _NO_RIGHT.search(ran.err):
            return self._refused(ran.err)
        return NotSentError(
            self._meant(ran.err, message("the repository can't be read")),
            hint=message("look at `repository` in publish.yaml and at the network connection"),
        )

    def _refused(self, told: str) -> RefusedError:
        return RefusedError(
            self._meant(told, message("git refuses")),
            hint=message("look whether you may push to that branch, and with which key or token"),
        )

    def _meant(self, told: str, otherwise: Message) -> Message:
        """Say what git means, with its own words behind it for those who know git."""
        meanings = (words for pattern, words in _MEANINGS if pattern.search(told))
        problem = next(meanings, otherwise)
        return message("{problem} (git: “{words}”)", problem=problem, words=self._reason(told))

    def _reason(self, told: str) -> str:
        """Return the line in which git says what is wrong, without a secret that it repeats."""
        lines = [line.strip() for line in told.splitlines() if line.strip()]
        marked = (line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:")))
        reason = next(marked, lines[-1] if lines else "")
        return (reason.replace(self.place.token, "…") if self.place.token else reason)[:200]


def open_repository(place: GitPlace) -> RealRepository:
    """Return a branch elsewhere; nothing is asked yet."""
    return RealRepository(place)


def _environment() -> dict[str, str]:
    """Return what git may know: the user's own settings, but no secrets and nobody to ask."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PODCASTER_", "GIT_")) or name == "GIT_SSH_COMMAND"
    }
    return {
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_ALLOW_PROTOCOL": TRANSPORTS,
        "LC_ALL": "C.UTF-8",
    }


def _login(place: GitPlace) -> dict[str, str]:
    """Return the token as a header for this repository's address alone."""
    if not place.token or not place.address.startswith("http"):
        return {}
    login = b64encode(f"{place.user}:{place.token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"http.{place.address}.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {login}",
        "GIT_CONFIG_KEY_1": "http.followRedirects",
        "GIT_CONFIG_VALUE_1": "false",
    }


def _signed(signature: Signature) -> dict[str, str]:
    moment = f"{int(signature.at.timestamp())} +0000"
    return {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", signature.name),
            ("EMAIL", signature.email),
            ("DATE", moment),
        )
    }
