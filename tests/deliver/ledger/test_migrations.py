"""A ledger of an earlier version becomes one of this version, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, text
from tests.deliver.releases import NOW, a_release, a_workspace
from tests.servers.postgres import postgres_server

from podcaster.deliver import deliver, standings
from podcaster.deliver.ledger.file import FILE, engine_of, writing_to
from podcaster.deliver.ledger.migrations.versions import version_1, version_2
from podcaster.deliver.ledger.opening import opened_ledger, read_ledger
from podcaster.deliver.ledger.schema import MIGRATIONS
from podcaster.deliver.ledger.tables import METADATA, VERSIONS

#: What podcaster 0.1 left behind: a post that was sent, and one that was being sent.
LEFT = """
INSERT INTO meta VALUES ('version', '1'), ('begun_at', '2026-01-01T00:00:00+00:00');
INSERT INTO channel VALUES ('linkedin', '2026-01-01 00:00:00.000000');
INSERT INTO delivery VALUES
 ('{eins}', 'linkedin', 'episode/eins', 'announce', 'rev', 'guid-eins', 'done', 'sent', 0,
  '{{}}', NULL, 'urn:li:share:1', 'https://www.linkedin.com/feed/update/urn:li:share:1/', 1, 1,
  NULL, '2026-01-02 00:00:00.000000', '2026-01-02 00:00:00.000000'),
 ('{zwei}', 'linkedin', 'episode/zwei', 'announce', 'rev', 'guid-zwei', 'sending', 'sent', 0,
  '{{}}', NULL, NULL, NULL, 2, 1, NULL, '2026-01-03 00:00:00.000000',
  '2026-01-03 00:00:00.000000');
INSERT INTO attempt VALUES (1, '{eins}', 1, '2026-01-02 00:00:00.000000', 'done', 'sent', NULL);
"""


def an_old_ledger(state: Path) -> Path:
    """Make the file that podcaster 0.1 would have made."""
    state.mkdir(parents=True, exist_ok=True)
    with (
        writing_to(engine_of(state / FILE, "rwc")) as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        version_1.upgrade()
    with closing(sqlite3.connect(state / FILE)) as database:
        database.executescript(LEFT.format(eins=_id("eins"), zwei=_id("zwei")))
    return state / FILE


def _id(slug: str) -> str:
    return sha256(f"linkedin|episode/{slug}|announce|rev".encode()).hexdigest()


def test_what_an_earlier_version_knew_is_known(tmp_path: Path) -> None:
    an_old_ledger(tmp_path)

    snapshot = read_ledger(tmp_path).settled("here", busy=False)

    states = {row.item: str(row.state) for row in snapshot.rows}
    assert states == {"episode/eins": "done", "episode/zwei": "unknown"}
    assert snapshot.rows[0].remote_id == "urn:li:share:1"
    assert snapshot.begun.keys() == {"linkedin"}


def test_publishing_goes_on_after_it(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    an_old_ledger(workspace.state)
    release = a_release(tmp_path, "drei")

    deliver(release, workspace)

    rows = {
        (row.item, row.channel): str(row.state) for row in standings(workspace, release.settings)
    }
    assert rows["episode/eins", "linkedin"] == "done"
    assert rows["episode/drei", "public"] == "done"


def test_a_migration_that_breaks_off_leaves_the_old_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = an_old_ledger(tmp_path)
    before = _dumped(file)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.command.upgrade", broken)
    with pytest.raises(KeyboardInterrupt), opened_ledger(tmp_path, NOW):
        pass
    monkeypatch.undo()
    left = _dumped(file)
    with opened_ledger(tmp_path, NOW) as ledger:
        known = ledger.host_memory("public").writer

    assert left == before
    assert len(known) == 32


def _dumped(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'migrated.sqlite'}"
        return
    with postgres_server() as url:
        yield url.replace("postgresql", "postgresql+psycopg")


def test_migrated_tables_are_the_tables_that_are_made_new(address: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            version_1.upgrade()
            version_2.upgrade()
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        ours = {"compare_server_default": False, "version_table": "none"}
        context = MigrationContext.configure(connection, opts=ours)
        differences = compare_metadata(context, METADATA)
    engine.dispose()

    assert differences == []


def test_every_version_has_a_migration_in_order() -> None:
    files = sorted(path.stem for path in (MIGRATIONS / "versions").glob("version_*.py"))

    assert files == [f"version_{version}" for version in VERSIONS]
    assert (version_2.revision, version_2.down_revision) == ("2", "1")
