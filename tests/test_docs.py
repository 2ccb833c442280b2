"""Documentation that cannot rot: what it says of the code is compared with the code."""

import re
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils.translation import override

from articles.moves import may_edit
from articles.states import ALONE, EDITABLE, STEPS, Role, Status
from tests.make import make_article, make_user
from tests.pages import ROOT, table_after

WORKFLOW = (ROOT / "docs/workflow.md").read_text()
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
# Not “page”: that is a browser’s.
each_document = pytest.mark.parametrize(
    "document", PAGES, ids=lambda path: str(path.relative_to(ROOT))
)

# Named in the pages and made only when the site runs.
MADE_LATER = ("var/", ".venv/")


def asked_by(step):
    asks = {
        "a reason": step.asks_reason,
        "that nothing blocks it": step.checks,
        "two different people for one text": step.second and step.name in ("clear", "accept"),
    }
    return ", ".join(words for words, is_asked in asks.items() if is_asked)


def test_table_of_steps_is_that_of_the_code():
    with override("en"):
        wanted = [
            [f"`{step.name}`", str(step.label), ", ".join(str(each.label) for each in step.sources),
             str(step.target.label), ", ".join(str(role.label) for role in step.roles), asked_by(step)]
            for step in STEPS.values()
        ]  # fmt: skip
        assert table_after(WORKFLOW, "The steps") == wanted
        alone = ", ".join(str(state.label) for state in ALONE)
    assert f"publishes from any of these: {alone}." in " ".join(WORKFLOW.split())


def test_table_of_who_may_change_the_text_is_that_of_the_code():
    with override("en"):
        wanted = [
            [str(role.label), *("yes" if state in EDITABLE[role] else "" for state in Status)]
            for role in Role
            if role in EDITABLE
        ]
    assert table_after(WORKFLOW, "Who may change the form") == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("role", EDITABLE)
def test_who_may_change_the_text_is_what_that_table_says(role):
    user = make_user(role=role)
    allowed = {
        state for state in Status if may_edit(user, make_article(status=state, created_by=user))
    }
    assert allowed == set(EDITABLE[role])


def paths_in(text):
    """Words in backticks that look like a path of this repository."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for word in re.findall(r"`([^`\s]+)`", text):
        first = word.split("/")[0]
        is_path = "/" in word and first and (ROOT / first).exists()
        if (is_path or re.fullmatch(r"\w+\.(py|md|toml|txt)", word)) and not re.search(
            r"[<*{(:]", word
        ):
            yield word


@each_document
def test_paths_named_in_the_pages_exist(document):
    missing = [
        path
        for path in paths_in(document.read_text())
        if not path.startswith(MADE_LATER) and not (ROOT / path).exists()
    ]
    assert not missing


@each_document
def test_links_between_the_pages_lead_somewhere(document):
    broken = []
    for target, anchor in re.findall(
        r"\]\((?!https?:|mailto:)([^)#]*)#?([^)]*)\)", document.read_text()
    ):
        there = (document.parent / target).resolve() if target else document
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            broken.append(f"{target}#{anchor}")
    assert not broken


def anchors_of(document):
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_examples_in_contributing_stand_in_the_code():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    examples = re.findall(r"^```python\n# (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(examples) == text.count("```python")
    for path, example in examples:
        code = squeezed((ROOT / path).read_text())
        for part in re.split(r"^\s*…$", example, flags=re.MULTILINE):
            assert squeezed(part) in code, f"{path} no longer holds:\n{part}"


@each_document
def test_commands_named_in_the_pages_exist(document):
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", document.read_text(), re.DOTALL))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", code)) <= set(get_commands())


def test_make_alone_tells_of_every_target():
    makefile = (ROOT / "Makefile").read_text()
    told = re.findall(r"^([a-z-]*):.*## .+", makefile, re.MULTILINE)
    assert sorted(told) == sorted(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())


@pytest.mark.parametrize(
    "listed", sorted(ROOT.glob("requirements/*.in")), ids=lambda path: path.name
)
def test_every_package_has_its_line_in_the_list_of_dependencies(listed):
    reasons = (ROOT / "docs/dependencies.md").read_text().lower()
    packages = re.findall(r"^([a-z][\w-]*)", listed.read_text().lower(), re.MULTILINE)
    assert packages
    assert [name for name in packages if not re.search(rf"\b{name}\b", reasons)] == []


def test_decisions_are_numbered_and_say_what_was_given_up():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        title, *headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
        assert title.startswith(f"{int(path.name[:4])}. "), path.name
        assert headings == ["Context", "Decision", "What we gave up"], path.name


def test_what_is_said_to_be_left_for_later_is_not_there_yet():
    """Whoever brings one in writes a decision of its own, and takes it out of the thirteenth."""
    later = ("allauth", "thinktank.pagecache")
    assert [app for app in settings.INSTALLED_APPS if app.startswith(later)] == []


def test_changelog_begins_with_what_is_unreleased():
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert sections[0] == "Unreleased"


def test_nothing_names_a_developers_machine_or_leaves_work_undone():
    # Put together here, so that this file is clean too.
    forbidden = re.compile(
        "|".join(["/wo" + "rk/", "/ro" + "ot/", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b"])
    )
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if not path.is_file() or b"\0" in (content := path.read_bytes()):
            continue
        text = content.decode(errors="replace")
        found += [f"{name}: {match[0]}" for match in forbidden.finditer(text)]
    assert not found
