"""The mastering report as a page: what it says, and in which language."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

from tests.render.mastering_reports import a_course, a_mastered_file, an_account

from podcaster.model.audio import Target
from podcaster.model.codes import finding
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.treatment import Work
from podcaster.render.report import MOST_ROWS, report_page
from podcaster.render.report_chart import HEIGHT, WIDTH, chart_of
from podcaster.words import translator

STATED = re.compile(r"[ML](-?[\d.]+) (-?[\d.]+)")


def a_page(language: str = "en", name: str = "talk.wav", after_lufs: float | None = -16.0) -> str:
    """Return a page."""
    mastered, gettext = a_mastered_file(name, after_lufs), translator(language, "podcaster")
    return report_page(an_account(mastered, name), gettext, language)


def test_the_page_says_target_gain_limiter_and_result() -> None:
    page = a_page()

    assert "Target −16.0 LUFS with true peaks up to −1.0 dBTP. Gain 11.0 dB" in page
    assert "took 4.5 dB at most" in page
    assert '<tr><th scope="row">0:03</th><td>−1.3</td></tr>' in page


def test_a_limiter_that_took_nothing_is_said_to_have_had_nothing_to_do() -> None:
    mastered = a_mastered_file()
    assert mastered.course
    calm = replace(mastered.course, limiter_db=(0.0, -0.04))

    page = report_page(an_account(replace(mastered, course=calm)), str, "en")

    assert "the limiter had nothing to do. The finished file" in page


def test_the_page_speaks_german_with_decimal_commas() -> None:
    page = a_page("de")

    assert '<html lang="de">' in page
    assert "Verstärkung 11,0 dB" in page
    assert "Loudness over time" not in page


def test_a_file_off_its_target_is_told_and_others_are_not() -> None:
    assert "Warning" not in a_page()
    assert "the file is −4.0 LU off its target" in a_page(after_lufs=-20.0)
    assert "the finished file is silent" in a_page(after_lufs=None)


def test_what_a_listener_would_not_like_is_told_and_what_to_do() -> None:
    said, hint = message("silence for {n} s", n=12), message("listen to it")
    doubt = finding("PC425", Place("talk.wav"), said, hint)

    page = report_page(an_account(a_mastered_file(), "talk.wav", doubt), str, "en")

    assert "silence for 12 s" in page
    assert '<span class="hint">listen to it</span>' in page


def test_shortened_pauses_are_counted_and_added_up() -> None:
    work = Work("silero", pauses=3, pauses_s=10.04)

    page = report_page(an_account(a_mastered_file(), work=work), str, "en")

    assert "<td>3, by 10.0\N{NARROW NO-BREAK SPACE}s in all</td>" in page


def test_a_name_cannot_become_markup() -> None:
    assert "<script" not in a_page(name="<script>alert(1)<|script>.wav")


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = a_page()

    assert not re.search(r"<script|<link|https?://|url\(|@import", page)


def test_the_same_input_makes_the_same_page() -> None:
    assert a_page() == a_page()


def test_the_table_over_time_stays_short_enough_to_be_read() -> None:
    page = report_page(an_account(a_mastered_file(course=a_course(1000, 14.4))), str, "en")

    rows = page[page.index("Figures over time") :].count('<th scope="row">')
    assert MOST_ROWS - 2 <= rows <= MOST_ROWS
    assert len(page) < 100_000


def test_a_curve_stays_in_its_panel_and_begins_after_the_silence() -> None:
    chart = chart_of(a_course(), Target(-70.0), 10.0)

    places = [(float(x), float(y)) for x, y in STATED.findall(chart.before)]
    assert len(places) == 99
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert chart.before.count("M") == 1
    assert (chart.target.at, chart.target.label) == (100, "−70")
    assert chart.limiter.count("M") == 1


def test_judges_of_pages_find_no_error(node_judges: Path, tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in ("de", "en")]
    for page in pages:
        page.write_text(a_page(page.stem, after_lufs=-20.0), "utf-8")
    packages = node_judges / "node_modules"
    vnu = next((packages / "vnu-jar").rglob("vnu.jar"))

    nu = _said(["java", "-jar", vnu, "--errors-only", "--format", "json", *pages])
    validate = _said(
        [packages / ".bin" / "html-validate", "--preset", "standard", "-f", "json", *pages],
        node_judges,
    )

    assert json.loads(nu.stderr)["messages"] == []
    assert [one["messages"] for one in json.loads(validate.stdout)] in ([], [[], []])


def _said(
    command: list[str | Path], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8")
