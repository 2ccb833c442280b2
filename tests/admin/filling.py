"""Filling in a form of the admin as a browser would: what stands in it, with what is typed."""

import lxml.html


def filled(response, **typed):
    """The values of the page's main form, changed by `typed` ("bylines-0-person" as bylines_0…)."""
    page = lxml.html.fromstring(response.content.decode())
    form = max(page.forms, key=lambda form: len(form.inputs.keys()))
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # which a browser takes for no part of it
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    # Buttons are not values: only the pressed one is sent.
    return {name: value for name, value in values.items() if not name.startswith("_")} | typed


def confirmed(client, address, **typed):
    """The answer to pressing the button of a page that asks first."""
    return client.post(address, filled(client.get(address), **typed))


def row(prefix, number=0, **fields):
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
