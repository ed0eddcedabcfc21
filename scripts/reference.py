"""Write docs/reference from the code: every command, every setting, every verb and who may do what.

`make reference` writes the pages; `--check` says which of them are not what the code says.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from reference_commands import commands_page
from reference_settings import partnership_page, settings_page
from reference_verbs import permissions_page, verbs_page

FOLDER = ROOT / "docs/reference"
PAGES = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "partnership.toml": partnership_page,
    "verbs.md": verbs_page,
    "permissions.md": permissions_page,
}


def main(*, check: bool) -> int:
    """Write the pages, or say which are stale; gives the exit code."""
    FOLDER.mkdir(exist_ok=True)
    stale = []
    for name, page in PAGES.items():
        file, words = FOLDER / name, page()
        if check and (not file.exists() or file.read_text(encoding="utf-8") != words):
            stale.append(name)
        elif not check:
            file.write_text(words, encoding="utf-8")
    if stale:
        sys.stderr.write(
            f"docs/reference is not what the code says ({', '.join(stale)}). Run: make reference\n"
        )
    return bool(stale)


if __name__ == "__main__":
    raise SystemExit(main(check="--check" in sys.argv))
