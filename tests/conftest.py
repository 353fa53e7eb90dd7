"""What every test gets: loopback only, no skips in CI, hypothesis without a database on disk."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,  # two shared cores: time says nothing about the code
    derandomize=os.environ.get("CI") == "true",  # a change is judged by itself; at home it searches
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true nothing may be left out: a skipped test fails and says what it lacked."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"left out, and with CI=true nothing may be: {report.longrepr}"
    return report
