"""The project's own pages, for the tests that compare them with the code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def block_after(text, heading):
    """The first fenced block below this heading."""
    return re.search(rf"^#+ {heading}$.*?^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]


def table_after(text, heading):
    """The rows of the first table below this heading, as lists of cells, without its head."""
    section = re.search(rf"^#+ {heading}$(.*?)(^#|\Z)", text, re.MULTILINE | re.DOTALL)[1]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]
