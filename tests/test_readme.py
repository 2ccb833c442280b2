"""The README says what is so: its variables, its picture of the workflow, its floors."""

import ast
import re

from django.utils.translation import override

from articles.states import STEPS, Status
from tests.pages import ROOT, block_after, table_after
from tests.test_architecture import FLOORS

README = (ROOT / "README.md").read_text()

# Read by the code, and nothing that whoever runs the site should set.
INTERNAL = {
    "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE",  # set by our own commands
    "HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR", "XDG_DATA_HOME",  # where bin/find-python looks
}  # fmt: skip


# env.number("NAME", 8) · os.environ.get("NAME", "1") · os.environ["NAME"] · … or 8
IN_PYTHON = re.compile(
    r"""(?:env\.\w+\(|environ\.\w+\(|environ\[)\s*["']([A-Z_]+)["']"""
    r"""(?:,\s*([^)]*?))?\s*[)\]](?:\ or\ ([^\s)}]+))?""",
    re.VERBOSE,
)
IN_SHELL = re.compile(r"\$\{?([A-Z][A-Z_]+)")


def python_files():
    for folder in ("thinktank", "articles", "people", "themes", "benchmarks", "deploy"):
        yield from ROOT.glob(f"{folder}/**/*.py")
    yield from (ROOT / name for name in ("manage.py", "tests/conftest.py", "tests/settings.py"))


def variables():
    """{name: default as a text, or ""} of every environment variable that something here reads."""
    found = {}
    for path in python_files():
        for name, second, otherwise in IN_PYTHON.findall(path.read_text()):
            found[name] = literal(second) or literal(otherwise) or found.get(name, "")
    for path in [*ROOT.glob("bin/*"), ROOT / ".ci/run", ROOT / "deploy/compose.yaml"]:
        found = dict.fromkeys(IN_SHELL.findall(path.read_text()), "") | found
    return found


def literal(text):
    """The default as the README writes it; "" where it is worked out, or where there is none."""
    try:
        return str(ast.literal_eval(text) or "")
    except (SyntaxError, ValueError):
        return ""


def test_readme_lists_the_variables_that_the_code_reads():
    listed = {row[0].strip("`") for row in table_after(README, "Environment variables")}
    read = set(variables())
    assert read >= INTERNAL, "INTERNAL names what nothing reads"
    assert listed == read - INTERNAL


def test_readme_gives_the_defaults_of_the_code():
    listed = {row[0].strip("`"): row[2] for row in table_after(README, "Environment variables")}
    wrong = {
        name: (listed[name], default)
        for name, default in variables().items()
        if default and name in listed and f"`{default}`" not in listed[name]
    }
    assert not wrong, "In the README, and in the code"


def test_example_of_an_environment_sets_only_what_the_readme_explains():
    example = (ROOT / "deploy/environment.example").read_text()
    names = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    listed = {row[0].strip("`") for row in table_after(README, "Environment variables")}
    assert names
    assert set(names) <= listed


def drawn_steps():
    """{(from, step, to)} as the README's picture shows them."""
    states, _arrows, backward, _bin = block_after(README, "The workflow").splitlines()
    labels = [(match.span(), match[0]) for match in re.finditer(r"[A-Z][a-z]+( [a-z]+)?", states)]
    steps = re.findall(r"─([a-z]+)─▶", states)
    assert len(steps) == len(labels) - 1
    for (_, source), step, (_, target) in zip(labels, steps, labels[1:], strict=False):
        yield source, step, target
    for way in re.finditer(r"└[^┘]*┘", backward):
        target = _above(labels, way.start())
        for part in re.finditer(r"([a-z]+)─*(?=[┴┘])", way[0]):
            yield _above(labels, way.start() + part.end()), part[1], target


def _above(labels, column):
    return next(label for (start, end), label in labels if start <= column < end)


def test_picture_of_the_workflow_shows_every_state_and_the_main_way_through_them():
    """All steps stand in docs/workflow.md, whose table is compared with the code in test_docs.py."""
    with override("en"):
        there = {
            (str(source.label), step.name, str(step.target.label))
            for step in STEPS.values()
            for source in step.sources
        }
        states = [str(state.label) for state in Status]
    assert set(drawn_steps()) <= there
    assert {step for _source, step, _target in drawn_steps()} >= {
        "start", "send", "ask", "clear", "publish", "hold", "withdraw", "restore"}  # fmt: skip
    assert all(state in block_after(README, "The workflow") for state in states)


def test_floors_in_the_readme_are_those_that_are_tested():
    drawn = []
    for line in block_after(README, "The house").splitlines():
        name, rooms = line[:22].strip(), [room for room in line[22:].split(", ") if room]
        if name:
            drawn.append((name, []))
        drawn[-1][1].extend(room.strip(" ,") for room in rooms)
    assert drawn == list(reversed(FLOORS))
