"""Who may do what to which piece, in which state: tables written by hand, tried by forged requests.

Nothing here is worked out from articles/states.py: what the two disagree on fails. Letters: A an
author with a piece of their own, a the same with a foreign one, E editor, P publisher, D
administrator. A `-` is nobody. Each cell is one request to the real address, undone afterwards.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import clearance, history, moves
from articles.models import Article, Note, StepTaken
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.make import make_article, make_user

STATES = ("idea", "draft", "review", "mended", "cleared", "scheduled", "published", "withdrawn",
          "binned", "c-draft", "c-review", "c-cleared", "c-scheduled")  # fmt: skip

# `mended`: under review, changed and cleared by its clearer, so that another must accept it.
# `c-`: a change beside a published piece. The last column but none is scheduled for its hour.
STEPS = """
step          idea draft review mended cleared scheduled published withdrawn binned c-draft c-review c-cleared c-scheduled
start         AEPD -     -      -      -       -         -         -         -      -       -        -         -
send          -    AEPD  -      -      -       -         -         -         -      AEPD    -        -         -
ask           -    -     EPD    EPD    EPD     -         -         -         -      -       EPD      EPD       EPD
clear         -    -     EPD    EPD    -       -         -         -         -      -       EPD      -         -
accept        -    -     -      AEPD   -       -         -         -         -      -       -        -         -
publish       -    -     -      -      PD      -         -         -         -      -       -        -         -
apply         -    -     -      -      -       -         -         -         -      -       -        PD        PD
correct_typo  -    -     -      -      -       -         -         -         -      PD      PD       PD        PD
overrule      -    PD    PD     PD     -       -         -         -         -      PD      PD       -         -
reschedule    -    -     -      -      -       PD        -         -         -      -       -        -         -
hold          -    -     -      -      -       EPD       -         -         -      -       -        -         EPD
revise        -    -     -      -      -       AEPD      AEPD      -         -      -       -        -         -
withdraw      -    -     -      -      -       -         PD        -         -      -       -        -         -
restore       -    -     -      -      -       -         -         PD        -      -       -        -         -
take_down     -    -     -      -      -       -         PD        PD        -      -       -        -         -
bin           AEPD AEPD  EPD    EPD    EPD     -         -         -         -      AEPD    EPD      EPD       EPD
unbin         -    -     -      -      -       -         -         -         AEPD   -       -        -         -
"""

# (address under the piece, method) → who gets it. 404 for all others; a GET changes nothing.
PAGES = """
address                 method idea draft review mended cleared scheduled published withdrawn binned c-draft c-review c-cleared c-scheduled
change/                 GET    AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
history/                GET    AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
compare/?from=1         GET    AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
revisions/1/            GET    AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
revisions/1/restore/    POST   AEPD AEPD  EPD    EPD    EPD     AEPD      AEPD      -         -      AEPD    EPD      EPD       EPD
duplicate/              POST   AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
preview/                GET    AEPD AEPD  EPD    EPD    EPD     PD        PD        -         -      AEPD    EPD      EPD       EPD
notes/                  GET    AEPD AEPD  AEPD   AEPD   AEPD    AEPD      AEPD      AEPD      AEPD   AEPD    AEPD     AEPD      AEPD
merge/                  GET    AEPD AEPD  EPD    EPD    EPD     -         -         -         -      AEPD    EPD      EPD       EPD
rebase/                 GET    -    -     -      -      -       -         -         -         -      AEPD    EPD      EPD       EPD
refresh/                POST   AEPD AEPD  EPD    EPD    EPD     -         -         -         -      AEPD    EPD      EPD       EPD
delete/                 GET    -    -     -      -      -       -         -         -         PD     -       -        -         -
"""

# Who may save the form.
SAVES = {
    "idea": "AEPD", "draft": "AEPD", "review": "EPD", "mended": "EPD", "cleared": "EPD",
    "scheduled": "PD", "published": "PD", "withdrawn": "-", "binned": "-",
    "c-draft": "AEPD", "c-review": "EPD", "c-cleared": "EPD", "c-scheduled": "EPD",
}  # fmt: skip
ROLES = {"A": Role.AUTHOR, "a": Role.AUTHOR, "E": Role.EDITOR, "P": Role.PUBLISHER,
         "D": Role.ADMINISTRATOR}  # fmt: skip
ANSWERS = {"why": "A reason.", "when": "now", "retraction": "on", "change_type": "update",
           "change_note": "It said less."}  # fmt: skip


def table(text):
    """{first words of a row: {state: letters}}"""
    head, *rows = (line.split() for line in text.strip().splitlines())
    words = len(head) - len(STATES)
    assert tuple(head[words:]) == STATES
    return {tuple(row[:words]): dict(zip(STATES, row[words:], strict=True)) for row in rows}


class Undone(Exception):
    pass


@pytest.fixture
def others(institute):
    """Two colleagues who are none of the cast: one writes and sends, one clears."""
    return make_user(role=Role.PUBLISHER, name="writes"), make_user(
        role=Role.PUBLISHER, name="clears"
    )


def in_state(state, kind, author, others):
    """A piece in this state, its steps taken by the two others; begun by `author`, or by one of them."""
    writes, clears = others
    if state.startswith("c-"):
        piece = in_state("published", kind, author, others)
        change = moves.take_step(piece, "revise", by=writes).made
        Article.objects.filter(pk=change.pk).update(created_by=author or writes)
        change.refresh_from_db()
        change.body = "<p>The text of that piece.</p>"
        change.save()
        return _moved(change, state.removeprefix("c-"), writes, clears)
    piece = make_article(kind=kind, created_by=author or writes)
    history.keep(piece, by=writes)
    return _moved(piece, state, writes, clears)


def _moved(piece, state, writes, clears):
    if state == "idea":
        Article.objects.filter(pk=piece.pk).update(status=Status.IDEA)
    elif state == "binned":
        moves.take_step(piece, "bin", by=writes)
    elif state != "draft":
        moves.take_step(piece, "send", by=writes)
    if state == "mended":
        piece.title = "Mended by who clears it"
        piece.save()
        clearance.saved(piece, history.keep(piece, by=clears), clears)
    if state not in ("idea", "binned", "draft", "review"):
        moves.take_step(piece, "clear", by=clears)
        _gone_out(piece, state, clears)
    return Article.objects.get(pk=piece.pk)


def _gone_out(piece, state, clears):
    hour = timezone.now() + timedelta(days=1)
    if state == "scheduled" and piece.replaces_id:
        moves.take_step(piece, "apply", by=clears, at=hour, change_type="update", change_note="x")
    elif state in ("scheduled", "published", "withdrawn"):
        at = hour if state == "scheduled" else None
        moves.take_step(piece, "publish", by=clears, at=at)
    if state == "withdrawn":
        moves.take_step(piece, "withdraw", by=clears, why="Wrong.")


def clients(cast):
    made = {}
    for letter, role in ROLES.items():
        made[letter] = Client()
        made[letter].force_login(cast[role])
    return made


def tried(client, method, address, data=None):
    """(status, new steps) of one request, which is undone."""
    before = set(StepTaken.objects.values_list("pk", flat=True))
    rows = Article.objects.count()
    try:
        with transaction.atomic():
            response = getattr(client, method.lower())(address, data or {})
            steps = StepTaken.objects.exclude(pk__in=before).values_list("step", flat=True)
            found = response, list(steps), Article.objects.count() - rows
            raise Undone
    except Undone:
        return found


@pytest.fixture
def world(kind, cast, others):
    def make(state):
        return {
            "A": in_state(state, kind, cast[Role.AUTHOR], others),
            "": in_state(state, kind, None, others),
        }

    return make


def piece_for(letter, pieces):
    return pieces["A"] if letter == "A" else pieces[""]


@pytest.mark.parametrize("state", STATES)
def test_each_request_is_answered_to_whom_the_tables_say_and_to_nobody_else(state, world, cast):
    pieces, by = world(state), clients(cast)
    wrong = [*steps_taken(state, pieces, by), *doors_opened(state, pieces, by),
             *forms_saved(state, pieces, by)]  # fmt: skip
    assert not wrong


def steps_taken(state, pieces, by):
    day = timezone.localdate() + timedelta(days=5)
    for (step,), letters in table(STEPS).items():
        for letter in ROLES:
            piece = piece_for(letter, pieces)
            answers = ANSWERS | {"title": piece.title}
            if step == "reschedule":
                answers |= {"day": day.isoformat(), "hour": "09:00"}
            address = f"/admin/articles/article/{piece.pk}/step/{step}/"
            response, steps, _new = tried(by[letter], "POST", address, answers)
            if (step in steps) != (letter in letters[state]) or response.status_code >= 500:
                yield f"{letter} {step}: {steps}, {response.status_code}"
            if letter == "a" and response.status_code != 404:
                yield f"a {step}: {response.status_code}, wanted 404"


def doors_opened(state, pieces, by):
    for (address, method), letters in table(PAGES).items():
        for letter in "AaEP":
            piece = piece_for(letter, pieces)
            response, steps, new = tried(
                by[letter], method, f"/admin/articles/article/{piece.pk}/{address}"
            )
            opened = response.status_code in (200, 302)
            if opened != (letter in letters[state]) or (not opened and response.status_code != 404):
                yield f"{letter} {method} {address}: {response.status_code}"
            if method == "GET" and (steps or new):
                yield f"{letter} GET {address} changed something: {steps}"


def forms_saved(state, pieces, by):
    for letter in ROLES:
        piece = piece_for(letter, pieces)
        address = f"/admin/articles/article/{piece.pk}/change/"
        form = by[letter].get(address)
        data = filled(form) if form.status_code == 200 else {}
        data |= {"version": piece.saved_at.isoformat(), "_save": "1"}
        response, _steps, _new = tried(by[letter], "POST", address, data)
        if (response.status_code == 302) != (letter in SAVES[state]):
            yield f"{letter} saves: {response.status_code}"


@pytest.mark.parametrize("state", ["draft", "review", "cleared", "published", "c-cleared"])
def test_a_step_forged_as_a_button_of_the_form_obeys_the_same_table(state, world, cast):
    """The form saves and moves at once: who may not take a step moves nothing by it."""
    pieces, wrong, by = world(state), [], clients(cast)
    for letter in "AaE":
        piece = piece_for(letter, pieces)
        address = f"/admin/articles/article/{piece.pk}/change/"
        shown = by[letter].get(address)
        typed = filled(shown) if shown.status_code == 200 else {}
        for (step,), letters in table(STEPS).items():
            if letter in letters[state]:
                continue
            data = typed | {"version": piece.saved_at.isoformat(), "_step": step}
            _response, steps, _new = tried(by[letter], "POST", address, data)
            if step in steps:
                wrong.append(f"{letter} {step}")
    assert not wrong


# -- foreign ids, one by one --


def test_a_revision_of_another_piece_is_not_reached_through_ones_own(world, cast):
    pieces, client = world("draft"), clients(cast)["A"]
    foreign = pieces[""]
    history.keep(Article.objects.get(pk=foreign.pk))
    foreign.revisions.filter(number=1).update(number=77)
    own = f"/admin/articles/article/{pieces['A'].pk}"
    for address in ("compare/?from=1&to=77", "compare/?from=77", "revisions/77/"):
        assert client.get(f"{own}/{address}").status_code == 404, address
    for address in ("revisions/77/restore/", "revisions/77/label/"):
        assert client.post(f"{own}/{address}", {"label": "x"}).status_code == 404, address


def test_a_note_of_another_piece_is_not_reached_through_ones_own(world, cast):
    pieces, client = world("draft"), clients(cast)["A"]
    note = Note.objects.create(article=pieces[""], text="Canary")
    own = f"/admin/articles/article/{pieces['A'].pk}"
    for address in (f"notes/{note.pk}/settle/", f"notes/{note.pk}/answer/"):
        assert client.post(f"{own}/{address}", {"text": "x"}).status_code == 404, address
    note.refresh_from_db()
    assert note.resolved_at is None


@pytest.mark.parametrize("action", ["start", "send", "clear", "hold", "bin", "unbin"])
def test_bulk_steps_move_no_foreign_piece(world, cast, action):
    pieces, client = world("draft"), clients(cast)["a"]
    chosen = {"action": action, "_selected_action": [pieces[""].pk]}
    client.post("/admin/articles/article/", chosen, follow=True)
    assert Article.objects.get(pk=pieces[""].pk).status == Status.DRAFT


def test_an_author_neither_joins_a_foreign_piece_nor_sees_it_in_a_choice(world, cast):
    foreign, client = world("draft")[""], clients(cast)["a"]
    Article.objects.filter(pk=foreign.pk).update(title="Canary")
    asked = {"app_label": "articles", "model_name": "article", "field_name": "supersedes",
             "term": "canary"}  # fmt: skip
    assert client.get("/admin/autocomplete/", asked).json()["results"] == []
    assert b"Canary" not in client.get("/admin/articles/article/?q=canary").content
    for key in ("desk=waiting", "desk=due", "state=draft", "whose=mine"):
        assert b"Canary" not in client.get(f"/admin/articles/article/?{key}").content


@pytest.mark.parametrize(
    "lookup",
    ["replaces__title__startswith=C", "revisions__content__contains=C", "reviewer__password=x",
     "endorsements__by_name=x", "notes__text__contains=C", "cleared_hash__startswith=0"],
)  # fmt: skip
def test_no_lookup_of_the_address_bar_reads_another_table(kind, cast, lookup):
    client = clients(cast)["E"]
    assert client.get(f"/admin/articles/article/?{lookup}").status_code == 400
