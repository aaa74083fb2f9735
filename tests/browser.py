"""Find a Chromium for the browser tests, or get one. Run as a script, it leaves with an error where none can be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Chromium without its own windows first: the same engine, and the tests take half the time in it. CHROMIUM=PATH takes another.
_PACKAGES = ("chromium-headless-shell", "chromium")
_NAMES = (*_PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, else one on the PATH, else the one that Playwright keeps."""
    on_path = next(filter(None, map(shutil.which, filter(None, (os.environ.get("CHROMIUM"), *_NAMES)))), None)
    return on_path or _playwright_browser()


def _playwright_browser() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:  # `make programs` runs this while Playwright is being installed
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install_from_debian() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        for package in _PACKAGES:
            if find_browser() is None:
                subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", package], env=quiet, check=False)


def _install_from_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)


def main() -> int:
    for install in (lambda: None, _install_from_debian, _install_from_playwright):
        install()
        if path := find_browser():
            print(f"browser for the tests: {path}")
            return 0
    print(
        "NO BROWSER: the browser tests need Chromium. None is on the PATH, and neither Debian's package nor Playwright's own "
        "could be installed. Install one (for example: apt-get install chromium) and run `make test` again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
