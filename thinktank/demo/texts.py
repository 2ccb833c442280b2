"""The demo's texts as they lie in content/: TOML tables, and HTML pieces below a TOML head."""

import tomllib
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def table(name):
    """content/<name>.toml as a dictionary."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))


def pieces(folder):
    """Every text in a folder, in the order of the files' names: its head and its `body`."""
    return [_piece(path.read_text("utf-8")) for path in sorted((CONTENT / folder).glob("*.html"))]


def _piece(text):
    _before, head, body = text.split("+++\n", 2)
    return {**tomllib.loads(head), "body": body.strip()}
