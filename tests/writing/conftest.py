"""The desk's own cast, and how a form's script speaks to the desk."""

import pytest

from tests.admin.conftest import at_desk, cast, institute, kind  # noqa: F401

KEEP, PRESENT, HERE = (f"/admin/unsaved/{name}/" for name in ("keep", "present", "here"))


@pytest.fixture
def say(cast, at_desk):  # noqa: F811
    """say(Role.EDITOR, KEEP, "people.person:1", name="…"): as that role's open form would."""

    def post(role, address, form, **typed):
        signed = {"_form": form, "_writer": cast[role].pk, "opening": "an-opening", **typed}
        return at_desk(role).post(address, signed)

    return post
