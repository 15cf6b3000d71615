#!/usr/bin/env bash
# Puts a browser without a window into build/browser, for the tests of the site: Debian's chromium-headless-shell with what it needs and
# the system lacks, which debian.sh fetches and unpacks. build/browser/run starts it. FLYWHEEL_BROWSER names another one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

folder=browser
[ -n "${FLYWHEEL_BROWSER:-}" ] && exit 0
[ -x "$folder/run" ] && exit 0

lacking() {
  echo "build.sh: the tests of the site need a browser. $1 and set FLYWHEEL_BROWSER to the path of its program." >&2
  exit 6
}
case "$(uname -s)" in
  Linux) ;;
  *) lacking "Install Chrome or Chromium," ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Fetching a browser (chromium-headless-shell, 90 MB) by apt into build/$folder …"
{ ./debian.sh --with-needed "$work/root" chromium-headless-shell && ./debian.sh "$work/root" fonts-dejavu-core; } ||
  lacking "Type: sudo apt-get install chromium (apt could not download chromium-headless-shell into build/$folder),"

# The libraries that it was linked with are those of the folder first. Its fonts are the folder's alone: a page looks the same everywhere.
cat >"$work/root/run" <<'RUN'
#!/usr/bin/env bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
libraries=$(printf '%s:' "$here"/usr/lib/*-linux-gnu "$here"/usr/lib/*-linux-gnu/pulseaudio)
export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-/usr/lib} FONTCONFIG_FILE=$here/fonts.conf XDG_CACHE_HOME=$here/cache
exec "$here/usr/lib/chromium/chromium-headless-shell" "$@"
RUN
cat >"$work/root/fonts.conf" <<'FONTS'
<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <alias><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
FONTS
chmod +x "$work/root/run"

# Moved into place at the end, so that a broken download leaves nothing half done.
rm -rf "$folder.part" "$folder"
cp -r "$work/root" "$folder.part"
mv "$folder.part" "$folder"
