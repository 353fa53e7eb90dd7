"""The commands from an empty folder to a published show, with the real rooms and doors."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from tests.cli.command_line import everything_in, run
from tests.shows import change


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_new_show_is_accepted_by_check(tmp_path: Path, language: str) -> None:
    made = run("--lang", language, "init", tmp_path / "x")
    checked = run("-C", tmp_path / "x", "check", "--json")

    assert made.out == f"{tmp_path / 'x'}\n"
    assert checked.code == 0
    assert {row["code"] for row in checked.json()} == {"PC208", "PC901"}
    assert {row["severity"] for row in checked.json()} == {"warning"}


def test_an_empty_folder_becomes_a_podcast_with_three_commands(show: Path) -> None:
    built = run("-C", show, "build", "--json")

    row = built.json()
    assert built.code == 0
    assert row["folder"] == str(show / "public")
    assert row["feed"] == "feed.xml"
    assert (row["mastered"], row["reused"], row["unchanged"]) == (1, 0, 0)
    [episode] = row["episodes"]
    assert episode["slug"] == "erste-folge"
    assert episode["audio"][0]["type"] == "audio/mpeg"
    for path in (row["feed"], episode["page"], episode["audio"][0]["path"], "index.html"):
        assert (show / "public" / path).is_file()
    assert row["written"] == len([p for p in everything_in(show / "public") if p[0] != "."])


def test_a_second_build_masters_and_writes_nothing(show: Path) -> None:
    run("-C", show, "build")

    row = run("-C", show, "build", "--json").json()

    assert (row["written"], row["mastered"], row["reused"]) == (0, 0, 1)


def test_a_build_goes_where_it_is_told(show: Path, tmp_path: Path) -> None:
    built = run("-C", show, "build", "-o", tmp_path / "elsewhere")

    assert built.out.splitlines()[0] == str(tmp_path / "elsewhere/feed.xml")
    assert "episodes mastered: 1, reused: 0" in built.err
    assert not (show / "public").exists()


def test_plan_delivers_nothing_and_publish_delivers_once(show: Path) -> None:
    planned = run("-C", show, "plan", "--json").json()
    assert not (show / "public").exists()
    published = run("-C", show, "publish", "--json")
    again = run("-C", show, "publish", "--json")

    assert [row["action"] for row in planned] == ["host", "announce"]
    assert [row["state"] for row in published.json()] == ["done", "handed_over"]
    assert [row["action"] for row in again.json()] == ["none", "none"]
    assert set(planned[0]) == {"item", "channel", "action", "reason", "state", "changes"}
    assert {"title", "enclosure", "page"} <= {one["field"] for one in planned[0]["changes"]}
    assert (show / "public/feed.xml").is_file()


def test_publish_ends_with_where_everything_is(show: Path) -> None:
    first = run("-C", show, "publish")
    again = run("-C", show, "publish")

    where = [line.split()[-1] for line in again.out.splitlines()]
    assert where == [
        str(show / "public/index.html"),
        str(show / "public/feed.xml"),
        str(show / "outbox/website"),
    ]
    assert first.out.endswith(again.out)
    assert "nothing to do" in again.err


def test_publish_names_no_file_that_a_host_did_not_write(show: Path) -> None:
    (show / "public").write_text("in the way")

    outcome = run("-C", show, "publish")

    assert outcome.code == 1
    assert "failed" in outcome.out
    assert str(show / "public/index.html") not in outcome.out
    assert str(show / "outbox") not in outcome.out
    assert "files written before it broke off: 0" in outcome.err


def test_a_new_show_is_remembered_from_its_first_moment_and_a_copy_is_not(
    show: Path, tmp_path: Path
) -> None:
    add = "channels:\n  linkedin:\n    type: linkedin\n    organization: '1'\n"
    change(show / "publish.yaml", "channels:\n", add)
    copy = tmp_path / "copy"
    copytree(show, copy, ignore=ignore_patterns("ledger.sqlite"))
    change(copy / "episodes/erste-folge/episode.yaml", "published_at: 20", "published_at: 19")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODCASTER_LINKEDIN_TOKEN", "never-sent")
        born = {row["channel"]: row["state"] for row in run("-C", show, "plan", "--json").json()}
        cloned = run("-C", copy, "publish")

    assert born["linkedin"] == "ready"
    assert cloned.code == 0
    assert "came out before publishing began here, so not sent: 1" in cloned.err
    assert "your turn" not in cloned.out


def test_new_begins_the_memory_of_a_show_of_which_nothing_is_out(tmp_path: Path) -> None:
    run("init", tmp_path / "x")
    ledger = tmp_path / "x/.podcaster/ledger.sqlite"

    assert ledger.is_file()
    ledger.unlink()
    run("-C", tmp_path / "x", "new", "eins")
    assert ledger.is_file()
    change(tmp_path / "x/episodes/eins/episode.yaml", "status: draft", "status: published")
    ledger.unlink()
    run("-C", tmp_path / "x", "new", "zwei")
    assert not ledger.exists()


def test_a_channel_that_is_not_there_is_told_before_anything_is_mastered(show: Path) -> None:
    outcome = run("-C", show, "publish", "--channel", "linkdin")

    assert outcome.code == 2
    assert "the show has no channel `linkdin`" in outcome.err
    assert not (show / ".podcaster/cache").exists()


def test_a_dry_run_delivers_nothing(show: Path) -> None:
    outcome = run("-C", show, "publish", "--dry-run")

    assert outcome.code == 0
    assert "announce" in outcome.out
    assert not (show / "public").exists()
    assert not (show / "outbox").exists()


def test_status_tells_the_next_command(show: Path) -> None:
    before = run("-C", show, "status")
    run("-C", show, "publish")
    run("-C", show, "new", "zweite")
    after = run("-C", show, "status", "--json")

    assert "`podcaster publish` does it" in before.err
    assert [(row["item"], row["channel"], row["state"]) for row in after.json()] == [
        ("episode/erste-folge", "public", "done"),
        ("episode/erste-folge", "website", "handed_over"),
        ("episode/zweite", "", "skipped"),
    ]
    assert set(after.json()[0]) == {"item", "channel", "state", "reason", "url"}


def test_adopt_marks_what_was_announced_elsewhere(show: Path) -> None:
    adopted = run("-C", show, "adopt", "--json").json()
    planned = run("-C", show, "plan", "--json").json()

    assert [(row["item"], row["channel"]) for row in adopted] == [
        ("episode/erste-folge", "website")
    ]
    assert [row["action"] for row in planned] == ["host", "none"]


def test_there_is_nothing_to_resolve_where_nothing_is_uncertain(show: Path) -> None:
    settled = run("-C", show, "resolve", "episode/erste-folge", "website", "--again")
    unsaid = run("-C", show, "resolve", "episode/erste-folge", "website")

    assert (settled.code, unsaid.code) == (2, 2)
    assert "nothing is in doubt" in settled.err
    assert "`--url URL` or `--again`" in unsaid.err


def test_check_shows_the_place_and_can_look_at_one_episode(show: Path) -> None:
    change(show / "publish.yaml", "Society & Culture", "Goverment")
    run("-C", show, "new", "zweite")
    change(show / "episodes/zweite/episode.yaml", 'title: "Zweite"', "title: Zwei: Was nun?")

    whole = run("-C", show, "check")
    one = run("-C", show, "check", "erste-folge", "--json")
    other = run("-C", show, "check", "zweite", environment={"LANG": "de_DE.UTF-8"})

    assert whole.code == 1
    assert "publish.yaml:14:7: PC201 " in whole.out
    assert "\n     |       ^^^^^^^^^\n" in whole.out
    assert "hint: did you mean `Government`?" in whole.out
    assert whole.err.startswith("errors: 2, warnings: ")
    assert {row["file"].split("/")[1] for row in one.json()} == {"erste-folge"}
    assert one.code == 0
    assert 'Tipp: Setzen Sie den Text in Anführungszeichen: `title: "Zwei: Was nun?"`' in other.out


def test_nothing_is_built_of_a_show_with_errors(show: Path) -> None:
    change(show / "publish.yaml", "Society & Culture", "Goverment")

    for command in ("build", "plan", "publish"):
        outcome = run("-C", show, command, "--json")

        assert outcome.code == 1
        assert outcome.out == ""
        assert "PC201" in outcome.err
        assert not (show / "public").exists()


def test_settings_that_cannot_be_understood_are_findings_to_check_and_stop_the_rest(
    show: Path,
) -> None:
    change(show / "publish.yaml", "language: en", "languge: en")

    checked = run("-C", show, "check", "--json")
    built = run("-C", show, "build")

    assert (checked.code, built.code) == (1, 2)
    assert "PC105" in {row["code"] for row in checked.json()}
    assert "did you mean `language`?" in built.err


@pytest.mark.parametrize("slug", ["../oben", "a/b", "Bürger", ".."])
def test_new_takes_no_bad_slug(tmp_path: Path, slug: str) -> None:
    run("init", tmp_path / "x")
    before = everything_in(tmp_path)

    outcome = run("-C", tmp_path / "x", "new", slug)

    assert outcome.code == 2
    assert "can't be a slug" in outcome.err
    assert everything_in(tmp_path) == before


def test_a_recording_is_found_from_here_and_from_the_show(
    show: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(recording.parent)
    (show / "inside.wav").write_bytes(recording.read_bytes())

    assert run("-C", "x", "new", "a", "--audio", "some.wav").code == 0
    assert run("-C", "x", "new", "b", "--audio", "inside.wav").code == 0
    assert (show / "episodes/b/audio.wav").is_file()


def test_a_show_is_found_from_inside(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(show / "episodes/erste-folge")

    assert run("check").code == 0


def test_where_there_is_no_show_the_way_to_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    for command in ("check", "build", "plan", "publish", "status", "adopt", "schema --write"):
        outcome = run(*command.split())

        assert outcome.code == 2
        assert "`publish.yaml` is missing" in outcome.err
        assert "podcaster init DIR" in outcome.err


def test_a_show_whose_file_ends_otherwise_is_told_its_name(tmp_path: Path) -> None:
    (tmp_path / "publish.yml").touch()

    outcome = run("-C", str(tmp_path), "check")

    assert "hint: rename `publish.yml` to `publish.yaml`" in outcome.err


def test_a_file_in_utf_16_is_shown_as_it_reads(show: Path) -> None:
    file = show / "publish.yaml"
    file.write_text(file.read_text("utf-8"), "utf-16")

    outcome = run("-C", str(show), "check")

    assert "publish.yaml:1:1: PC102 this is not written in UTF-8" in outcome.out + outcome.err
    assert "\\x00" not in outcome.out + outcome.err


def test_schemas_are_printed_and_written(show: Path) -> None:
    one = run("schema", "episode").json()
    every = run("schema").json()
    written = run("-C", show, "--lang", "de", "schema", "--write")

    assert every["episode"] == one
    assert set(every) == {"publish", "episode", "news"}
    assert written.out.splitlines()[0] == ".podcaster/schema/publish.json"
    assert "Name der Show" in (show / ".podcaster/schema/publish.json").read_text("utf-8")
