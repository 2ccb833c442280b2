"""The house: which room may import which, and how things are named."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parent.parent

# From the ground up. A room imports from floors below its own, never from beside or above.
FLOORS = [
    ("ground", ["thinktank.markup", "thinktank.keyset", "thinktank.atom", "thinktank.structured",
                "thinktank.environment", "thinktank.formats", "thinktank.embedded",
                "thinktank.converters", "thinktank.diffs", "thinktank.languages", "thinktank.tasks"]),
    ("what is typed", ["thinktank.writing"]),
    ("forms of the desk", ["thinktank.modeladmin"]),
    ("files and addresses", ["thinktank.library", "thinktank.addresses", "thinktank.audit",
                             "thinktank.notices"]),
    ("the institute", ["thinktank.site"]),
    ("themes", ["themes"]),
    ("people", ["people"]),
    ("articles", ["articles"]),
    ("roof", ["thinktank"]),
]  # fmt: skip
ROOMS = ["articles", "people", "themes", "thinktank"]
NAMES_THAT_HIDE = {"utils", "util", "helpers", "helper", "services", "service", "misc", "common"}
LONGEST_FILE = 250


def python_files():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor_of(module):
    """(height, room) of the most particular room this module lies in; None for other packages."""
    found = [
        (len(room), height, room)
        for height, (_name, rooms) in enumerate(FLOORS)
        for room in rooms
        if module == room or module.startswith(f"{room}.")
    ]
    return max(found)[1:] if found else None


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_go_down_only():
    floors = "\n".join(f"  {name}: {', '.join(rooms)}" for name, rooms in FLOORS)
    wrong = []
    for path in python_files():
        height, room = floor_of(module_of(path))
        for imported in imports_of(path):
            other = floor_of(imported)
            if other is None or other[1] == room or imported == "thinktank":
                continue
            if other[0] >= height and height != len(FLOORS) - 1:
                wrong.append(f"{path.relative_to(ROOT)} imports {imported}")
    assert not wrong, f"{wrong}\nImports go down only. From the ground up:\n{floors}"


def test_no_room_has_a_name_that_says_nothing():
    assert not [path for path in python_files() if path.stem in NAMES_THAT_HIDE]


def test_no_file_is_longer_than_one_sitting():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not long, f"Split them where a second subject begins: {long}"


def test_signals_are_connected_in_one_place():
    uses = [
        path for path in python_files()
        if re.search(r"@receiver|\.connect\(", path.read_text()) and path.name != "hooks.py"
        and "embedded" not in path.parts
    ]  # fmt: skip
    assert not uses


def test_markup_is_marked_safe_only_where_it_was_just_escaped():
    allowed = {"articles/search.py", "thinktank/structured.py"}
    uses = {
        str(path.relative_to(ROOT)) for path in python_files() if "mark_safe" in path.read_text()
    }
    assert uses <= allowed


def public_patterns():
    """(name with its namespace, view) of the pages of the public rooms."""

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                if pattern.name:
                    yield space, pattern
            elif pattern.app_name != "admin":
                yield from walk(pattern.url_patterns, pattern.namespace or space)

    yield from walk(get_resolver().url_patterns, "")


@pytest.mark.parametrize("space", ["articles", "people", "themes", "site"])
def test_address_view_and_template_are_the_same_word(space):
    patterns = [pattern for room, pattern in public_patterns() if room == space]
    assert patterns
    for pattern in patterns:
        if pattern.name.endswith("feed") or pattern.name in ("permanent", "preview_file"):
            continue
        assert pattern.callback.__name__ == pattern.name
        assert (ROOT / "templates" / space / f"{pattern.name}.html").exists(), pattern.name


def test_no_template_holds_inline_script_or_style():
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        scripts = re.findall(r"<script(?![^>]*(\bsrc=|application/(ld\+)?json))[^>]*>", text)
        if scripts or re.search(r"<style|\sstyle=|\son[a-z]+=", text):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong
