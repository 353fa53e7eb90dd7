"""News items in a site's repository: real git, a real push, each item once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import FOLDER, a_release, a_workspace, an_announcement, files_in, told
from tests.servers.site_repository import KEPT, TOKEN, USER, Site, a_site_repository, served

from podcaster.deliver import deliver
from podcaster.deliver.announcers.git import TRIES, Git, git
from podcaster.doors.git import GitPlace, Repository, Signature
from podcaster.errors import DeliveryError, OutcomeUnknownError, OutdatedError, RefusedError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.websites import GitChannel
from podcaster.outside.git import RealRepository, open_repository
from podcaster.workspace import Workspace

VARIABLE = "PODCASTER_WEBSITE_TOKEN"
PATH = "content/news/2026-03-10-episode-eins.html"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return a_site_repository(tmp_path / "website.git")


def a_show(folder: Path, token: str = "", days: float = 0) -> Workspace:
    show = replace(a_workspace(folder / "show", days=days), git=open_repository)
    return replace(show, secrets={VARIABLE: token})


def a_channel(folder: Path, site: Site, token: str = "", **changes: object) -> Git:
    settings = GitChannel.model_validate({**site.settings, **changes})
    return git("website", settings, a_show(folder, token))


@dataclass
class Tripping:
    """A repository in whose pushes something goes wrong, or somebody is faster.

    Attributes:
        real: The repository.
        faults: What happens at each push in turn: `lost` answer, or a path that others add.
        pushed: Every commit that was to be pushed.
    """

    real: Repository
    faults: list[tuple[str, Site]]
    pushed: list[str] = field(default_factory=list)

    def tip(self) -> str:
        return self.real.tip()

    def read(self, commit: str, path: str) -> bytes | None:
        return self.real.read(commit, path)

    def commit(
        self, onto: str, changes: Mapping[str, bytes | None], words: str, signature: Signature
    ) -> str:
        return self.real.commit(onto, changes, words, signature)

    def push(self, commit: str) -> None:
        self.pushed.append(commit)
        fault, site = self.faults.pop(0) if self.faults else ("", None)
        if site and fault != "lost":
            site.add(fault, b"theirs")
        self.real.push(commit)
        if fault == "lost":
            raise OutcomeUnknownError(message("the answer is lost"))


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return what stands between the lines, read as YAML, and what follows."""
    _, front, body = text.split("---\n", 2)
    return YAML(typ="safe").load(front), body


def test_the_item_is_a_file_with_a_front_matter_and_a_picture(tmp_path: Path, site: Site) -> None:
    announcement = an_announcement(tmp_path, html="<p>Ein Platz --- am\n---\nAbend</p>")

    receipt = a_channel(tmp_path, site).announce(announcement, FakeMemory())

    values, body = front_matter(site.files()[PATH])
    assert (receipt.state, receipt.remote_id) == (State.DONE, PATH)
    assert values["title"] == announcement.title
    assert values["tags"] == ["Plätze"]
    assert datetime.fromisoformat(values["date"]) == announcement.published_at
    assert (values["image"], values["image_alt"]) == (
        "2026-03-10-episode-eins.png",
        "Ein Platz am Abend",
    )
    assert body.strip() == announcement.html
    assert PATH.replace(".html", ".png") in site.files()
    assert site.files()[KEPT[0]] == KEPT[1].decode()
    assert site.log()[0] == announcement.title
    assert site.git("log", "-1", "--format=%an|%ae|%aI", "main").strip() == (
        "podcaster|podcaster@localhost|2026-03-10T12:00:00+00:00"
    )


def test_the_same_item_on_the_same_branch_is_the_same_commit(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        site = a_site_repository(tmp_path / name / "website.git")
        a_channel(tmp_path / name, site).announce(an_announcement(tmp_path), FakeMemory())
        made.append(site.git("rev-parse", "main"))

    assert made[0] == made[1]


@pytest.mark.parametrize("fault", ["lost", "theirs.txt"])
def test_a_lost_answer_or_a_faster_one_makes_no_second_commit(
    tmp_path: Path, site: Site, fault: str
) -> None:
    trips = [(fault, site)]
    pushed: list[str] = []

    def opened(place: GitPlace) -> Repository:
        return Tripping(open_repository(place), trips, pushed)

    channels = {"public": FOLDER, "website": site.settings}
    release = a_release(tmp_path, "eins", channels=channels)
    for days in range(3):
        delivery = deliver(release, replace(a_show(tmp_path, days=days), git=opened))

    assert told(delivery.standings, "website") == {"episode/eins": ("none", "done")}
    ours = [one for one in site.log() if one.startswith("Plätze")]
    assert len(ours) == 1
    assert len(pushed) == (1 if fault == "lost" else 2)
    assert fault == "lost" or site.files()[fault] == "theirs"


def test_who_is_always_overtaken_says_so(tmp_path: Path, site: Site) -> None:
    channel = a_channel(tmp_path, site)
    trips = [(f"{number}.txt", site) for number in range(TRIES)]

    with pytest.raises(OutdatedError):
        replace(channel, repository=Tripping(channel.repository, trips)).announce(
            an_announcement(tmp_path), FakeMemory()
        )

    assert PATH not in site.files()


def test_a_change_and_a_farewell_are_commits_too(tmp_path: Path, site: Site) -> None:
    channel, announcement = a_channel(tmp_path, site), an_announcement(tmp_path)
    path = channel.announce(announcement, FakeMemory()).remote_id or ""

    channel.update(path, replace(announcement, html="<p>neu</p>", picture=None), FakeMemory())
    changed = site.files()
    channel.delete(path)

    assert front_matter(changed[path])[1].strip() == "<p>neu</p>"
    assert path.replace(".html", ".png") not in changed
    assert list(site.files()) == [KEPT[0]]
    assert len(site.log()) == 4


def test_over_the_web_the_token_goes_to_its_repository_and_nowhere_else(
    tmp_path: Path, site: Site
) -> None:
    announcement = an_announcement(tmp_path)
    with served(site) as address:

        def told_to(token: str) -> Git:
            return a_channel(tmp_path, site, token, repository=address, user=USER)

        for wrong in ("wrong-canary", ""):
            with pytest.raises(DeliveryError) as caught:
                told_to(wrong).announce(announcement, FakeMemory())
            assert "canary" not in f"{caught.value} {caught.value.hint}"
        receipt = told_to(TOKEN).announce(announcement, FakeMemory())

    assert receipt.state is State.DONE
    assert PATH in site.files()
    stored = b"".join(files_in(tmp_path / "show").values())
    assert TOKEN.encode() not in stored
    assert "canary" not in repr(told_to(TOKEN))


def test_a_branch_that_is_not_there_is_not_made(tmp_path: Path, site: Site) -> None:
    with pytest.raises(RefusedError) as caught:
        a_channel(tmp_path, site, branch="mian").announce(an_announcement(tmp_path), FakeMemory())

    assert "mian" in str(caught.value)
    assert site.git("for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]


def test_what_the_other_side_refuses_is_said_in_its_words(tmp_path: Path, site: Site) -> None:
    hook = site.folder / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'main is protected' >&2\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(RefusedError) as caught:
        a_channel(tmp_path, site).announce(an_announcement(tmp_path), FakeMemory())

    assert str(caught.value).startswith("the repository does not take the commit (git: “")
    assert "protected" in str(caught.value) or "hook declined" in str(caught.value)


def test_the_repositorys_own_names_do_no_harm(tmp_path: Path, site: Site) -> None:
    """A folder that is a file in the repository is left as it is."""
    site.add("content", b"a file")

    with pytest.raises(RefusedError):
        a_channel(tmp_path, site).announce(an_announcement(tmp_path), FakeMemory())

    assert site.files()["content"] == "a file"


def test_what_lies_in_the_folder_of_ours_starts_nothing_and_stops_nothing(
    tmp_path: Path, site: Site
) -> None:
    channel, trap = a_channel(tmp_path, site), tmp_path / "trap"
    channel.repository.tip()
    [home] = (tmp_path / "show").glob(".podcaster/cache/git/website")
    (home / "objects/info").mkdir(exist_ok=True)
    (home / "objects/info/alternates").write_text(f"{site.folder}/objects\n", "utf-8")
    hostile = f"[core]\n\tbare = true\n\talternateRefsCommand = touch {trap}; true\n"
    (home / "config").write_text(hostile, "utf-8")
    for name in ("shallow.lock", "refs/site/tip.lock", "config.lock"):
        (home / name).write_text("", "utf-8")
    site.add("news.txt", b"theirs")

    tip = channel.repository.tip()

    assert channel.repository.read(tip, "news.txt") == b"theirs"
    assert not trap.exists()


def test_an_address_without_a_repository_sends_nothing(tmp_path: Path) -> None:
    place = GitPlace(str(tmp_path / "none.git"), "main", tmp_path / "home")

    with pytest.raises(DeliveryError) as caught:
        RealRepository(place).tip()

    assert str(caught.value).startswith("there is no repository at this address (git: “fatal: ")
    assert caught.value.hint is not None
    assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.parametrize(
    "changed",
    [
        {"repository": "http://git.stadt.test/website.git"},
        {"repository": "ext::sh -c touch% /tmp/x"},
        {"repository": "--upload-pack=touch /tmp/x"},
        {"repository": "https://user:secret@git.stadt.test/website.git"},
        {"repository": "file:///srv/website.git"},
        {"branch": "-delete"},
        {"branch": "main:other"},
        {"branch": "a..b"},
        {"folder": "../news"},
        {"folder": "/etc"},
        {"email": "nobody"},
    ],
)
def test_settings_that_could_do_something_else_are_refused(changed: dict[str, str]) -> None:
    fine = {"type": "git", "repository": "git@git.stadt.test:forum/website.git"}

    assert GitChannel.model_validate(fine).branch == "main"
    with pytest.raises(ValidationError):
        GitChannel.model_validate({**fine, **changed})


def test_values_that_look_like_yaml_stay_text(tmp_path: Path, site: Site) -> None:
    title = '---\nlayout: x # "no" \\ \u2028'
    announcement = an_announcement(tmp_path, title=title)

    path = a_channel(tmp_path, site).announce(announcement, FakeMemory()).remote_id or ""

    line = next(one for one in site.files()[path].split("\n") if one.startswith("title: "))
    assert json.loads(line.removeprefix("title: ")) == title
