"""An entry in words: who did what to what."""

from django.apps import apps
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thinktank.audit.models import Event

SAID = {
    Event.LOGIN: gettext_lazy("{who} logged in."),
    Event.LOGIN_FAILED: gettext_lazy("{who} failed to log in as {name}."),
    Event.LOGOUT: gettext_lazy("{who} logged out."),
    Event.PASSWORD: gettext_lazy("{who} set a new password for {what}."),
    Event.PERMISSION: gettext_lazy("{who} changed what {what} may do."),
    Event.SETTINGS: gettext_lazy("{who} changed the settings of {what}."),
    Event.STEP: gettext_lazy("{who} took the step {step} with {what}."),
    Event.ADD: gettext_lazy("{who} added {what}."),
    Event.SAVE: gettext_lazy("{who} saved {what}."),
    Event.DELETE: gettext_lazy("{who} deleted {what}."),
    Event.REFUSED: gettext_lazy("{who} was refused."),
    Event.EXPORT: gettext_lazy("{who} downloaded the log."),
    Event.LINK_GIVEN: gettext_lazy("{who} gave a personal link to {what}."),
    Event.LINK_REVOKED: gettext_lazy("{who} revoked a personal link to {what}."),
    Event.ANSWERED: gettext_lazy("{who}, by a personal link, answered about {what}."),
    Event.HANDED_OVER: gettext_lazy("{who} handed over what {what} had in work."),
}
OTHERWISE = gettext_lazy("{who}: {event}, {what}.")
IN_THE_SENTENCE = {"step"}
FIRST = ["said", "method", "path", "from", "to"]  # the database does not keep an order of its own
MOST_OF_A_LIST = 5


def sentence(entry):
    """“editor saved the article “Water””, as markup that is safe to print."""
    return format_html(
        str(SAID.get(entry.event, OTHERWISE)),
        who=_who(entry), what=_what(entry), name=_quoted(entry.subject_name),
        step=_quoted(entry.detail.get("step", "")), event=entry.get_event_display(),
    )  # fmt: skip


def details(entry, most=MOST_OF_A_LIST):
    """[(what, its value as a text)]; what is “” before a whole sentence. Long lists are cut."""
    return [
        ("" if key == "said" else capfirst(key), _worded(value, most))
        for key, value in sorted(entry.detail.items(), key=_place)
        if key not in IN_THE_SENTENCE
    ]


def _place(item):
    return FIRST.index(item[0]) if item[0] in FIRST else len(FIRST)


def _who(entry):
    """A log-in's name as it is; whoever has none begins the sentence with a capital."""
    name = entry.actor_name if entry.actor else capfirst(entry.actor_name or _("somebody"))
    return format_html("<bdi>{}</bdi>", name)


def _quoted(text):
    return format_html("“<bdi>{}</bdi>”", text)


def _what(entry):
    """the article “Water”"""
    try:
        kind = apps.get_model(entry.subject_model)._meta.verbose_name
    except (LookupError, ValueError):
        return _quoted(entry.subject_name)
    return format_html("{} {}", _("the %s") % kind, _quoted(entry.subject_name))


def _worded(value, most):
    if isinstance(value, list):
        named = ", ".join(str(each) for each in value[:most])
        more = len(value) - most
        return named if more <= 0 else _("%(named)s and %(more)d more") % {
            "named": named, "more": more
        }  # fmt: skip
    return str(value)
