"""The program on one screen: five steps, each made for the result of the one before.

folder -> load -> Draft -> check -> Checked -> master -> Mastered -> render -> Release
       -> deliver -> Delivery
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, cast

from podcaster import check, deliver, load, master, render
from podcaster.errors import PodcasterError, RefusedError, UsageError
from podcaster.model.artefacts import Media
from podcaster.model.checked import Checked
from podcaster.model.delivery import Delivery, Standing
from podcaster.model.findings import Finding
from podcaster.model.mastered import Mastered
from podcaster.model.message import message
from podcaster.model.profiles import Profile
from podcaster.model.release import Release
from podcaster.outside.confined import Limits, confined, one_ahead
from podcaster.workspace import Films, Workspace

#: What filling templates may use: so much for any show, and for each item (a second of CPU).
SHOW_CPU_S: Final = 20
SHOW_BYTES: Final = 512 << 20
ITEM_BYTES: Final = 4 << 20


#: The film that posts show: square ones are seen best on telephones.
FILM: Final = "-1-square.mp4"


@dataclass(frozen=True)
class Step:
    """One room of the house: its name, the room, and what it may use beside its input."""

    name: str
    room: ModuleType
    uses: Literal["workspace", "settings"]

    @property
    def function(self) -> Callable[..., Any]:
        """The function that is called like the room; the room is loaded when it is walked."""
        return cast("Callable[..., Any]", getattr(self.room, self.name))


STEPS: Final = (
    Step("load", load, "workspace"),
    Step("check", check, "settings"),
    Step("master", master, "workspace"),
    Step("render", render, "settings"),
    Step("deliver", deliver, "workspace"),
)


def walk(thing: Any, workspace: Workspace, *names: str) -> Any:  # noqa: ANN401 - see test_steps.py
    """Walk the steps of these names with what the step before the first of them made."""
    for step in STEPS:
        if step.name in names:
            beside = workspace if step.uses == "workspace" else thing.settings
            thing = _taken(step, thing, beside)
    return thing


def _taken(step: Step, thing: Any, beside: object) -> Any:  # noqa: ANN401 - see test_steps.py
    """Take a step; templates that are not ours are filled in a process of their own."""
    if step.name == "render" and _has_own_templates(thing):
        return confined(step.function, thing, beside, limits=_limits_for(thing))
    return step.function(thing, beside)


def _has_own_templates(mastered: Mastered) -> bool:
    sources = mastered.checked.draft.templates.values()
    return any(one.own and one.name.endswith(".j2") for one in sources)


def _limits_for(mastered: Mastered) -> Limits:
    """Return ten times what a show of this size needs."""
    items = len(mastered.episodes) + len(mastered.news)
    return Limits(cpu_s=SHOW_CPU_S + items, memory_bytes=SHOW_BYTES + items * ITEM_BYTES)


def find_all(workspace: Workspace, profile: Profile = "all") -> tuple[Finding, ...]:
    """Return every finding about the show, as `profile` sees it.

    Raises:
        SettingsError: If publish.yaml can't be understood; it carries the findings.
    """
    return check.find(load.load(workspace.folder, workspace), profile)


def release(workspace: Workspace) -> Release:
    """Walk to render."""
    return _rendered(workspace.folder, workspace, "load", "check", "master", "render")


def build(workspace: Workspace, folder: Path) -> tuple[Release, deliver.Written]:
    """Walk to render and write everything into `folder`."""
    made = release(workspace)
    written = deliver.write_folder(made.artefacts, folder, workspace.state)
    deliver.remember_build(workspace.state, made)
    return made, written


@contextmanager
def rebuilding(folder: Path) -> Iterator[Callable[[], None]]:
    """Lend what gets ready for the next build of the show in `folder` while nobody waits."""
    with one_ahead(render.render) as start:
        yield lambda: start() if any(folder.glob("templates/**/*.j2")) else None


def build_unpublished(
    workspace: Workspace, folder: Path, shown: Callable[[Checked], None] = lambda _: None
) -> None:
    """Walk to render with drafts and what is scheduled, write everything into `folder`.

    Args:
        workspace: The show's.
        folder: Where to.
        shown: Is called with the show as it is, which says what of it is not out, as soon as the
            pages are there; the search follows.
    """
    checked = cast("Checked", walk(workspace.folder, workspace, "load", "check"))
    made = cast("Release", walk(check.with_unpublished(checked), workspace, "master", "render"))
    deliver.write_folder(made.artefacts, folder, folder.parent)
    shown(checked)
    made = deliver.with_search_index(made, workspace)
    deliver.write_folder(made.artefacts, folder, folder.parent)


def audiograms(workspace: Workspace, slug: str, folder: Path) -> tuple[Path, ...]:
    """Write films of an episode's soundbites into `folder`, and return them.

    Raises:
        UsageError: If there is no such episode that could be out.
    """
    out = cast("Checked", walk(workspace.folder, workspace, "load", "check"))
    checked = check.with_unpublished(out)
    alone = tuple(one for one in checked.episodes if one.slug == slug)
    if not alone:
        raise UsageError(
            message("there is no finished episode `{slug}`", slug=slug),
            hint=message("`podcaster check {slug}` says what it lacks", slug=slug),
        )
    mastered = walk(replace(checked, episodes=alone, news=()), workspace, "master")
    films = master.audiograms_of(mastered, mastered.episodes[0], workspace)
    deliver.write_folder(films, folder, workspace.state)
    return tuple(folder / film.path for film in films)


def preview(workspace: Workspace, order: deliver.Order) -> tuple[Standing, ...]:
    """Walk to render and say what deliver would do."""
    return deliver.plan(_release_for(workspace, order), workspace, order)


def approve(workspace: Workspace, order: deliver.Order) -> tuple[Standing, ...]:
    """Walk to render and note that what waits for it may be told."""
    return deliver.approve(workspace, preview(workspace, order), order.promise)


def adopt(workspace: Workspace, channels: Collection[str] | None) -> tuple[Standing, ...]:
    """Walk as far as channels can be asked what is out, and note that it is.

    What is out is known after check; to recognise it elsewhere takes its post.
    """
    thing = cast("Checked | Release", walk(workspace.folder, workspace, "load", "check"))
    if deliver.can_be_asked(thing.settings, workspace, channels):
        thing = walk(thing, workspace, "master", "render")
    return deliver.adopt(workspace, thing, channels)


def publish(workspace: Workspace, order: deliver.Order) -> Delivery:
    """Walk the whole way."""
    release = _release_for(workspace, order)
    return deliver.deliver(release, replace(workspace, films=_filming(release, workspace)), order)


def _filming(release: Release, workspace: Workspace) -> Films:
    """Return what makes an episode's film when a post wants it, and not before."""

    def film(item: str) -> Media | None:
        found = (one for one in release.mastered.episodes if one.draft.item == item)
        episode = next((one for one in found if one.soundbites and one.enclosure.media), None)
        if episode is None:
            return None
        try:
            films = master.audiograms_of(release.mastered, episode, workspace)
        except PodcasterError as error:
            raise RefusedError(error.what, place=error.place, hint=error.hint) from error
        return next(one for one in films if one.path.endswith(FILM))

    return film


def _release_for(workspace: Workspace, order: deliver.Order) -> Release:
    """Walk to render; what is wrong with the order is said before anything is mastered."""
    checked = cast("Checked", walk(workspace.folder, workspace, "load", "check"))
    deliver.open_channels(checked.settings, workspace, order)
    return _rendered(checked, workspace, "master", "render")


def _rendered(thing: object, workspace: Workspace, *names: str) -> Release:
    """Walk the steps of these names up to render, and index what is to be searched."""
    return deliver.with_search_index(cast("Release", walk(thing, workspace, *names)), workspace)
