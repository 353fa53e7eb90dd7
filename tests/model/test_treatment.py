"""What show and episode ask for together."""

from __future__ import annotations

from podcaster.model.treatment import PRESETS, Treatment, TreatmentSettings, chosen


def test_without_a_word_nothing_is_done() -> None:
    assert chosen(TreatmentSettings(), None).is_nothing


def test_an_episode_replaces_field_by_field() -> None:
    show = TreatmentSettings(preset="speech", hum=False, longest_pause_s=2.0)
    episode = TreatmentSettings(noise="keep", longest_pause_s=0)

    found = chosen(show, episode)

    assert found == Treatment(
        level=True, high_pass_hz=80, hum=False, noise="keep", de_ess=True, trim=True,
        longest_pause_s=0, crosstalk=True,
    )  # fmt: skip


def test_a_preset_of_the_episode_counts_more() -> None:
    assert (
        chosen(TreatmentSettings(preset="speech"), TreatmentSettings(preset="music"))
        == (PRESETS["music"])
    )
