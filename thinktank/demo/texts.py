"""The demo's texts as they lie in content/: TOML tables, and HTML pieces below a TOML head."""

import tomllib
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def table(name):
    """content/<name>.toml as a dictionary."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))


def pieces(folder):
    """Every text in a folder, in the order of the files' names: its head and its `body`."""
    paths = sorted((CONTENT / folder).iterdir())
    return [piece(str(path.relative_to(CONTENT))) for path in paths]


def piece(path):
    """The text at this path: {…what its head says, "body": …}."""
    _before, head, body = (CONTENT / path).read_text("utf-8").split("+++\n", 2)
    return {**tomllib.loads(head), "body": body.strip()}
