"""Several websites in one publish: each gets the topics it takes, and one's trouble is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.deliver.releases import FOLDER, a_release, a_workspace, told
from tests.servers.drupal import PASSWORD, Drupal, drupal_server
from tests.servers.json_server import Fault
from tests.servers.site_repository import Site, a_site_repository

from podcaster.deliver import deliver
from podcaster.model.release import Release
from podcaster.outside.git import open_repository
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

SECRETS = {"PODCASTER_FORUM_PASSWORD": PASSWORD, "PODCASTER_PORTAL_PASSWORD": PASSWORD}


def a_show(folder: Path, days: float = 0) -> Workspace:
    show = a_workspace(folder, web=RealWeb(), days=days)
    return replace(show, secrets=SECRETS, git=open_repository)


def three_websites(forum: Drupal, portal: Drupal, site: Site) -> Mapping[str, Mapping[str, object]]:
    return {
        "public": FOLDER,
        "forum": forum.settings,
        "portal": {**portal.settings, "topics": ["Vorurteile"]},
        "archive": {**site.settings, "topics": ["Plätze", "Klima"]},
    }


def a_mixed_release(folder: Path, channels: Mapping[str, Mapping[str, object]]) -> Release:
    release = a_release(folder, "eins", "zwei", channels=channels)
    topics = {"episode/eins": ("Plätze",), "episode/zwei": ("vorurteile", "Klima")}
    mixed = (replace(one, topics=topics[one.item]) for one in release.announcements)
    return replace(release, announcements=tuple(mixed))


def test_each_website_gets_its_topics_and_trouble_stays_where_it_is(tmp_path: Path) -> None:
    site = a_site_repository(tmp_path / "website.git")
    with drupal_server() as forum, drupal_server() as portal:
        portal.web.faults.append(Fault("/article", 403, method="POST"))
        release = a_mixed_release(tmp_path / "show", three_websites(forum, portal, site))

        first = deliver(release, a_show(tmp_path / "show"))
        before = (len(forum.nodes), len(portal.nodes), len(site.log()))
        second = deliver(release, a_show(tmp_path / "show", days=1))

    assert before == (2, 0, 3)
    assert told(first.standings, "portal")["episode/zwei"] == ("announce", "failed")
    assert told(second.standings, "portal") == {
        "episode/eins": ("none", "skipped"),
        "episode/zwei": ("announce", "done"),
    }
    assert (len(forum.nodes), len(portal.nodes), len(site.log())) == (2, 1, 3)
