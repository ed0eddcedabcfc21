"""The files of the checkout that are ours to read: those git tracks, and those it may soon."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "models", "scheduler")
GENERATED = ("models/migrations/versions/",)
WRITTEN = frozenset(
    {".py", ".md", ".css", ".js", ".html", ".j2", ".typ", ".toml", ".yaml", ".yml", ".mako", ""}
)
"""The endings of what people write; sheets, locks and pictures are something else."""


@cache
def ours() -> tuple[Path, ...]:
    """Every file that git tracks or would, below the root, as a path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    names = sorted(set(filter(None, listed.split("\0"))))
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def written() -> list[Path]:
    """The files that people write, migrations apart."""
    return [
        file
        for file in ours()
        if file.suffix in WRITTEN and not file.as_posix().startswith(GENERATED)
    ]


def read(file: Path | str) -> str:
    """The words of a file named from the root."""
    return (ROOT / file).read_text(encoding="utf-8")
