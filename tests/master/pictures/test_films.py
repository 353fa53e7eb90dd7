"""With `audiograms: true` every soundbite is a film; where none can be made, that is said."""

from __future__ import annotations

from pathlib import Path

from tests.shows import a_show, a_workspace

from podcaster.check import check
from podcaster.load import load
from podcaster.master.show import master
from podcaster.model.film import Film
from podcaster.model.mastered import Mastered
from podcaster.outside.audio import RealAudio

BITE = {"start_s": 0.5, "duration_s": 15.0, "title": "Wem gehört die Stadt?"}


class QuickAudio(RealAudio):
    """Writes a film down without drawing it; what films look like is looked at elsewhere."""

    def film(self, film: Film, path: Path) -> None:
        path.write_bytes(f"{film.rate_hz} {film.per_s}".encode())


def _mastered(folder: Path, *, site: dict[str, object], **changes: object) -> Mastered:
    show = a_show(folder, episode=changes, site=site)
    workspace = a_workspace(show, audio=QuickAudio())
    draft = load(show, workspace)
    return master(check(draft, draft.settings), workspace)


def test_each_soundbite_is_a_film_in_each_shape_beside_its_page(tmp_path: Path) -> None:
    mastered = _mastered(tmp_path, site={"audiograms": True}, soundbites=[BITE])

    (excerpt,) = mastered.episodes[0].excerpts
    assert excerpt.title == "Wem gehört die Stadt?"
    assert {shape: film.size_px for shape, film in excerpt.films.items()} == {
        "square": (1080, 1080),
        "wide": (1280, 720),
    }
    for shape, film in excerpt.films.items():
        assert film.path == f"episodes/eins/audiogram-1-{shape}-{film.sha256[:8]}.mp4"
        assert film.source.is_file()


def test_nobody_waits_for_films_that_nobody_asked_for(tmp_path: Path) -> None:
    mastered = _mastered(tmp_path, site={}, soundbites=[BITE])

    assert mastered.episodes[0].excerpts == ()


def test_what_can_not_become_a_film_is_told_and_stops_nothing(tmp_path: Path) -> None:
    bite = BITE | {"title": "\u0378\u0379"}

    mastered = _mastered(tmp_path, site={"audiograms": True}, soundbites=[bite])

    assert mastered.episodes[0].excerpts == ()
    (found,) = [one for one in mastered.findings if one.code == "PC510"]
    assert str(found.message) == "no typeface here has `\u0378\u0379`"
    assert found.place.file == "episodes/eins/episode.yaml"
