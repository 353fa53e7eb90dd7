#!/bin/sh
# Installs what tests need beside Python packages and what is missing here: system tools as root
# with apt-get, judges written in JavaScript with npm. Where it may not, it names what has to be
# left out. With CI=true nothing may be left out.
set -eu
cd "$(dirname "$0")/.."

# Command or file | Debian package | what needs it
needed='
ffprobe|ffmpeg|an independent look at the finished audio
chromium|chromium|pages in a real browser
/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf|fonts-dejavu-core|text in that browser
xmllint|libxml2-utils|an independent look at the feed
node|nodejs|judges of the feed written in JavaScript
npm|npm|installing those judges
java|default-jre-headless|the HTML validator of the W3C
mpg123|mpg123|an independent decoder of MP3
sox|sox|an independent reader of audio
/usr/share/doc/libsox-fmt-mp3|libsox-fmt-mp3|its way to read MP3
newsboat|newsboat|an independent reader of feeds
/usr/sbin/nginx|nginx-light|the public side of a host
/usr/sbin/apache2|apache2-bin|delivery over WebDAV
/usr/sbin/sshd|openssh-server|delivery over SFTP
/usr/lib/postgresql|postgresql|a ledger on a server
/usr/sbin/mariadbd|mariadb-server|the database of a real WordPress
/usr/share/wordpress|wordpress|a real WordPress
php|php-cli|the server of that WordPress
/usr/share/doc/php-mysql|php-mysql|its way to the database
'
judges=tests/judges
installed=$judges/node_modules/.package-lock.json

present() {
    case $1 in
        /*) [ -e "$1" ] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# Prints packages, or words for people, of the rows whose command or file is not here.
missing() {
    printf '%s\n' "$needed" | while IFS='|' read -r what package why; do
        [ -n "$what" ] || continue
        present "$what" || case $1 in
            packages) printf '%s ' "$package" ;;
            words) printf '  %s: %s\n' "$what" "$why" ;;
        esac
    done
}

install_packages() {
    echo "needed by the tests and not here: $1"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null || return 0
    for package in $1; do # one by one, so that one that does not exist spoils nothing else
        apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$package" \
            >/dev/null || continue
    done
}

install_judges() {
    [ "$installed" -nt $judges/package-lock.json ] && return 0
    command -v npm >/dev/null || return 0
    npm ci --prefix $judges --silent --no-audit --no-fund >/dev/null && touch $installed ||
        echo "  $judges: npm could not install the judges of the feed"
}

packages=$(missing packages)
[ -z "$packages" ] || install_packages "$packages"
left_out=$(missing words; install_judges)
[ -n "$left_out" ] || exit 0
printf 'not here, so the tests that need it are left out:\n%s\n' "$left_out" >&2
[ "${CI:-}" != true ] || { echo 'with CI=true nothing may be left out' >&2; exit 1; }
