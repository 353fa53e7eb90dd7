"""A real WordPress on loopback: Debian's, with PHP's own web server and a MariaDB without network.

    server = wordpress()
    ... server.address, server.user, server.password, server.posts() ...

It takes some seconds to start, so one serves all tests of a process and goes with it. Its code
stays where Debian put it; only the configuration and what it writes stand in a temporary folder.
"""

from __future__ import annotations

import atexit
import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import requests
from tests.judges_at_hand import leave_out, program
from tests.servers.ports import free_port, wait_for

PATIENCE_S: Final = 60.0
INSTALLED: Final = Path("/usr/share/wordpress")

#: It asks itself for pages that are embedded, while the one who wanted that waits.
WORKERS: Final = "3"

#: One user per role; each is called like the role.
ROLES: Final = ("editor", "author", "contributor")

CONFIG: Final = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', '%(user)s');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HOME', '%(address)s');
define('WP_SITEURL', '%(address)s');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
"""

#: Installs it, makes the users, and prints role -> application password as JSON.
INSTALL: Final = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification($title, $url, $id, $password) {}
wp_install('Forum', 'keeper', 'keeper@stadt.test', true, '', wp_generate_password());
$made = array();
foreach (explode(',', $argv[1]) as $role) {
    $id = wp_insert_user(array('user_login' => $role, 'role' => $role,
        'user_email' => $role . '@stadt.test', 'user_pass' => wp_generate_password()));
    $new = WP_Application_Passwords::create_new_application_password(
        $id, array('name' => 'podcaster'));
    $made[$role] = WP_Application_Passwords::chunk_password($new[0]);
}
echo json_encode($made);
"""


@dataclass(frozen=True)
class WordPress:
    """A running WordPress.

    Attributes:
        address: Where it is.
        passwords: Role, which is the user's name, too -> application password.
        site: Its folder; files in it are shown, too.
    """

    address: str
    passwords: Mapping[str, str] = field(repr=False)
    site: Path

    def settings(self, role: str = "author") -> dict[str, object]:
        """Return what publish.yaml says about it."""
        return {"type": "wordpress", "url": self.address, "user": role}

    def ask(self, method: str, route: str, role: str = "editor", **options: Any) -> Any:  # noqa: ANN401 - any JSON
        """Ask its interface as a user; raise if it refuses. Routes are those of `/wp/v2/`."""
        login = (role, self.passwords[role])
        asked = route if route.startswith("/") else f"/wp/v2/{route}"
        query = {"rest_route": asked, **options.pop("params", {})}
        answer = requests.request(
            method, self.address, params=query, auth=login, timeout=PATIENCE_S, **options
        )
        answer.raise_for_status()
        return answer.json()

    def posts(self, status: str = "publish") -> list[dict[str, Any]]:
        """Return the posts of one status, with what their authors see when they edit."""
        query = {"status": status, "context": "edit", "per_page": "100"}
        return list(self.ask("GET", "posts", params=query))

    def empty(self) -> None:
        """Delete every picture, every post of ours and the one that it is born with."""
        for one in self.ask("GET", "media", params={"per_page": "100"}):
            self.ask("DELETE", f"media/{one['id']}", params={"force": "true"})
        for one in self.posts("publish,future,draft,pending,private,trash"):
            self.ask("DELETE", f"posts/{one['id']}", params={"force": "true"})


@cache
def wordpress() -> WordPress:
    """Return the WordPress of this process, empty; start it the first time."""
    if not (INSTALLED / "wp-load.php").is_file():
        leave_out("WordPress: the package `wordpress` is not installed")
    for name in ("php", "mariadbd", "mariadb-install-db"):
        program(name, "WordPress")
    folder = Path(tempfile.mkdtemp(prefix="podcaster-wp-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    database = _database(folder / "db")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    site = _site(folder / "site", database, address)
    printed = _ran("php", str(site / "install.php"), ",".join(ROLES))
    (site / "install.php").unlink()
    _started(["php", "-S", f"127.0.0.1:{port}", "-t", str(site)], site)
    wait_for(port)
    server = WordPress(address, json.loads(printed), folder / "site")
    server.empty()
    return server


def _site(site: Path, database: Path, address: str) -> Path:
    """Lay out a WordPress whose code is Debian's and whose configuration is ours."""
    (site / "wp-content" / "uploads").mkdir(parents=True)
    for file in INSTALLED.glob("*.php"):
        if file.name != "wp-config.php":
            shutil.copyfile(file, site / file.name)
    for name in ("wp-admin", "wp-includes"):
        (site / name).symlink_to(INSTALLED / name)
    user = pwd.getpwuid(os.geteuid()).pw_name
    values = {"user": user, "socket": database, "address": address}
    (site / "wp-config.php").write_text(CONFIG % values)
    (site / "install.php").write_text(INSTALL)
    return site


def _database(folder: Path) -> Path:
    """Start a MariaDB that listens on a socket only; return the socket."""
    folder.mkdir()
    user = pwd.getpwuid(os.geteuid()).pw_name
    data, found = folder / "data", folder / "sock"
    common = ["--no-defaults", f"--datadir={data}", f"--user={user}"]
    login = ["--auth-root-authentication-method=socket", f"--auth-root-socket-user={user}"]
    _ran("mariadb-install-db", *common, *login, "--skip-test-db")
    lean = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF"]
    _started(["mariadbd", *common, *lean, f"--socket={found}", f"--pid-file={folder}/pid"], folder)
    made = "CREATE DATABASE wordpress CHARACTER SET utf8mb4"
    asked = ["--no-defaults", f"--socket={found}", f"--user={user}", "-e", made]
    _wait(lambda: _ran("mariadb", *asked))
    return found


def _ran(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [program(name, "WordPress"), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def _started(command: Sequence[str], folder: Path) -> None:
    """Start a program in a group of its own, since PHP's workers outlive their parent."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PHP_CLI_SERVER_WORKERS": WORKERS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    atexit.register(_stop, process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)


def _wait(reach: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            reach()
        except (OSError, subprocess.CalledProcessError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
