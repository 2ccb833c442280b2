"""What differs between two texts is found by paragraph and by word; three texts are merged."""

from hypothesis import given
from hypothesis import strategies as st

from thinktank import diffs
from thinktank.diffs import ADDED, BOTH, CHANGED, CONFLICT, OURS, REMOVED, SAME, THEIRS

RIVER = "The river is read twice a day by the keeper."
CANAL = "Nobody looks at the ledger of the upper canal."
WEIR = "The weir was built in a dry year."


def ops(changes):
    return [change[0] for change in changes]


def kinds(hunks):
    return [hunk.kind for hunk in hunks]


def test_two_forms_of_a_paragraph_stand_together():
    changes = diffs.by_paragraph([RIVER, CANAL], [WEIR, RIVER.replace("twice", "once"), CANAL])
    assert ops(changes) == [ADDED, CHANGED, SAME]


def test_a_paragraph_that_has_nothing_in_common_is_another_one():
    assert ops(diffs.by_paragraph([RIVER], ["Entirely different words"])) == [REMOVED, ADDED]


def test_words_that_differ_are_named_in_order():
    assert diffs.words("read twice a day", "read once a day") == [
        (SAME, "read "), (REMOVED, "twice"), (ADDED, "once"), (SAME, " a day"),
    ]  # fmt: skip


def test_a_blank_between_two_changed_words_is_changed_with_them():
    assert diffs.words("the old river", "the new canal") == [
        (SAME, "the "), (REMOVED, "old river"), (ADDED, "new canal"),
    ]  # fmt: skip


def test_words_of_urdu_are_told_apart():
    assert (REMOVED, "دو") in diffs.words("دن میں دو بار", "دن میں تین بار")


def test_a_paragraph_that_only_the_newer_file_changed_is_theirs():
    hunks = diffs.merge([RIVER, CANAL], [RIVER, CANAL], [RIVER, CANAL + " Still."])
    assert kinds(hunks) == [SAME, THEIRS]


def test_what_only_the_draft_changed_stays_ours_and_both_may_change_alike():
    hunks = diffs.merge(
        [RIVER, CANAL, WEIR], [RIVER + " x", CANAL, WEIR + " y"], [RIVER, CANAL, WEIR + " y"]
    )
    assert kinds(hunks) == [OURS, SAME, BOTH]


def test_what_both_changed_otherwise_is_a_conflict():
    hunks = diffs.merge([RIVER], [RIVER + " x"], [RIVER + " y"])
    assert kinds(hunks) == [CONFLICT]


def test_neighbours_are_told_apart_where_each_has_its_counterpart():
    hunks = diffs.merge([RIVER, CANAL], [RIVER + " x", CANAL], [RIVER, CANAL + " y"])
    assert kinds(hunks) == [OURS, THEIRS]


def test_a_new_paragraph_after_one_that_both_changed_is_told_apart():
    hunks = diffs.merge([RIVER, CANAL], [RIVER + " x", CANAL], [RIVER + " y", WEIR, CANAL])
    assert kinds(hunks) == [CONFLICT, THEIRS, SAME]


def test_without_a_base_every_difference_is_theirs():
    assert kinds(diffs.merge([RIVER], [RIVER], [RIVER, WEIR])) == [SAME, THEIRS]


TEXTS = st.lists(st.sampled_from([RIVER, CANAL, WEIR, "a", "b", "c"]), max_size=12)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_changes(old, new):
    changes = diffs.by_paragraph(old, new)
    assert [each.old for each in changes if each.op != ADDED] == old
    assert [each.new for each in changes if each.op != REMOVED] == new


@given(TEXTS, TEXTS, TEXTS)
def test_all_three_texts_can_be_read_off_the_hunks(base, ours, theirs):
    hunks = diffs.merge(base, ours, theirs)
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        assert [each for hunk in hunks for each in getattr(hunk, name)] == text
    for hunk in hunks:
        assert hunk.kind == diffs._kind(hunk.base, hunk.ours, hunk.theirs)


@given(TEXTS, TEXTS)
def test_merging_with_an_unchanged_draft_or_file_leaves_no_conflict(base, other):
    assert CONFLICT not in kinds(diffs.merge(base, base, other))
    assert CONFLICT not in kinds(diffs.merge(base, other, base))


@given(st.text("ab. \n", max_size=60), st.text("ab. \n", max_size=60))
def test_both_forms_can_be_read_off_the_words(old, new):
    parts = diffs.words(old, new)
    assert "".join(text for op, text in parts if op != ADDED) == old
    assert "".join(text for op, text in parts if op != REMOVED) == new
