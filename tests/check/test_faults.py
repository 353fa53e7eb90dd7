"""Seeded faults: each is found with its code, at its line and column, and stops or does not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.check.faults import FAULTS
from tests.check.seeds import NOTES, Fault
from tests.shows import a_show, a_workspace

from podcaster.check import check, find
from podcaster.errors import FindingsError, SettingsError
from podcaster.load import load
from podcaster.model.checked import Checked
from podcaster.model.codes import CODES
from podcaster.model.findings import Finding


def findings_of(show: Path) -> tuple[Finding, ...]:
    try:
        return find(load(show, a_workspace(show)))
    except SettingsError as error:
        return error.findings


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_seeded_fault_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    fault.seed(show)

    found = [row for row in findings_of(show) if row.code == fault.code]

    assert [str(row.place) for row in found] == [fault.place]
    assert fault.says in str(found[0].message)
    assert fault.hint in str(found[0].hint)
    assert found[0].stops is fault.stops


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_finding_carries_its_line(fault: Fault, tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    fault.seed(show)

    for row in findings_of(show):
        if row.place.column:
            text = (show / row.place.file).read_bytes().decode("utf-8", "replace")
            lines = text.splitlines()
            assert row.source == lines[row.place.line - 1]
            assert row.place.column - 1 + row.place.length <= len(row.source) + 1


def test_every_code_has_a_seeded_fault() -> None:
    # What changed needs a history: test_published.py; tokens: test_linkedin_rules.py. Some only
    # master can find.
    elsewhere = {
        "PC304",
        "PC313",
        "PC314",
        "PC315",
        "PC408",
        "PC409",
        "PC415",
        "PC416",
        "PC509",
        "PC510",
        "PC932",
    }
    elsewhere |= {f"PC{number}" for number in range(422, 431)}

    assert {fault.code for fault in FAULTS} | elsewhere == set(CODES)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_an_error_stops_and_a_warning_does_not(fault: Fault, tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    fault.seed(show)

    def walk() -> Checked:
        draft = load(show, a_workspace(show))
        return check(draft, draft.settings)

    if fault.stops:
        with pytest.raises(FindingsError) as caught:
            walk()
        assert fault.code in {row.code for row in caught.value.findings}
    else:
        assert fault.code in {row.code for row in walk().findings}


def test_a_faultless_show_has_no_findings(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    assert findings_of(show) == ()


def test_a_file_that_may_not_be_opened_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = a_show(tmp_path)
    workspace = a_workspace(show)

    def refuse(path: Path) -> bytes:
        # Root may open everything, so taking the permission away would show nothing.
        raise PermissionError(errno.EACCES, "permission denied", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuse)
        with pytest.raises(SettingsError) as caught:
            load(show, workspace)

    assert {row.code for row in caught.value.findings} == {"PC101"}
    assert "permission denied" in str(caught.value.findings[0].message)


def test_a_pipe_is_a_finding_and_is_never_opened(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / NOTES).unlink()
    os.mkfifo(show / NOTES)

    assert [row.code for row in findings_of(show)] == ["PC101"]
