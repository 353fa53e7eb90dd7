"""What git says, said in words of ours, with its own behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcaster.doors.git import GitPlace
from podcaster.errors import DeliveryError
from podcaster.outside.git import Ran, RealRepository


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("remote: Permission denied\nfatal: error: 403", "does not let us in"),
        ("fatal: unable to access: Could not resolve host: git.stadt.test", "not to be found"),
        ("ssh: connect to host a port 22: Connection refused", "does not answer"),
        ("fatal: the remote end hung up", "the repository can't be read"),
    ],
)
def test_git_is_quoted_behind_a_sentence_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, meant: str
) -> None:
    monkeypatch.setattr(RealRepository, "_run", lambda *_, **__: Ran(128, b"", said))
    monkeypatch.setattr(RealRepository, "_make_home", lambda _: None)

    with pytest.raises(DeliveryError) as caught:
        RealRepository(GitPlace("git@git.stadt.test:a.git", "main", tmp_path)).tip()

    sentence, quoted = str(caught.value).split(" (git: ")
    assert meant in sentence
    assert quoted.removeprefix("“").removesuffix("”)") in said
