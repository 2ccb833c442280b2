"""Log-ins: made by administrators, with one of the four roles, for one person each."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from articles import departures
from articles.states import Role
from people.models import Appointment, Person
from thinktank.modeladmin import ModelAdmin


class LoginForm(forms.ModelForm):
    """What both forms ask: the role, and whose log-in it is."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Role,
        help_text=_("Authors write their own pieces, editors all; publishers publish; administrators "
                    "also make log-ins and keep the settings."),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Person"),
        required=False,
        help_text=_(
            "Whose log-in it is: this person then keeps their own page. Type three letters."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" not in self.fields:
            return
        person = self.fields["person"]
        person.queryset = Person.objects.filter(user=None)
        if self.instance.pk:
            person.queryset |= Person.objects.filter(user=self.instance)
            group = self.instance.groups.filter(name__in=Role.values).first()
            self.initial["role"] = group.name if group else Role.AUTHOR
            self.initial["person"] = getattr(self.instance, "person", None)
        person.widget = AutocompleteSelect(Appointment._meta.get_field("person"), admin.site)
        person.widget.choices = person.choices
        person.widget.is_required = False


class NewLogin(LoginForm, AdminUserCreationForm):
    usable_password = None


class ChangedLogin(LoginForm, UserChangeForm):
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Hand over to"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Of somebody who leaves: pieces in work, reviews and personal links go on as this "
                    "colleague’s. With nobody, the personal links open to nobody any more."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "successor" in self.fields:
            colleagues = User.objects.filter(is_active=True, is_staff=True).order_by("username")
            self.fields["successor"].queryset = colleagues.exclude(pk=self.instance.pk)

    def clean(self):
        wanted = super().clean()
        if self.cleaned_data.get("successor") and self.cleaned_data.get("is_active"):
            self.add_error("successor", _now("Only who leaves hands over. Take away the tick at "
                                             "“Active”, or choose nobody here."))  # fmt: skip
        return wanted


# The queue of tasks is the machine's: what fails there stands in the log.
admin.site.unregister([User, Group, DBTaskResult])


@admin.register(User)
class LoginAdmin(ModelAdmin, UserAdmin):
    form, add_form = ChangedLogin, NewLogin
    filter_horizontal = ()
    list_display = ["username", "role", "whose", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    list_select_related = ["person"]
    ordering = ["username"]
    sortable_by = ["username", "last_login"]
    fieldsets = [
        (None, {"fields": ["username", "password", "role", "person", "is_active", "successor"]}),
        (_("For mails"), {"fields": [("first_name", "last_name"), "email"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2", "role", "person", "email"]}),
    ]

    def get_queryset(self, request):
        """A superuser is made on the machine itself, and changed by another one only."""
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        """Nobody hands over to a successor and stays."""
        found = super().get_fieldsets(request, obj)
        if obj != request.user:
            return found
        return [
            (name, {**about, "fields": [each for each in about["fields"] if each != "successor"]})
            for name, about in found
        ]

    def get_readonly_fields(self, request, obj=None):
        """Nobody takes away their own role or locks themselves out."""
        return ["is_active"] if obj == request.user else []

    @admin.display(description=_("role"))
    def role(self, user):
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=_("person"))
    def whose(self, user):
        return getattr(user, "person", None) or "–"

    def save_model(self, request, obj, form, change):
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user, wanted = form.instance, form.cleaned_data
        if user != request.user:
            user.groups.set(Group.objects.filter(name=wanted["role"]))
        elif wanted["role"] not in user.groups.values_list("name", flat=True):
            self.message_user(
                request, _now("Your own role stays: another administrator changes it.")
            )
        _link(user, wanted["person"])
        if successor := wanted.get("successor"):
            number = departures.hand_over(user, successor)
            self.message_user(request, _handed_over(successor, number))


def _handed_over(successor, number):
    said = _now("Handed over to %(who)s. In work: %(pieces)d; to review: %(reviews)d; "
                "personal links: %(links)d.")  # fmt: skip
    return said % {"who": successor, **number}


def _link(user, person):
    """One log-in, one person: the link moves, and nobody is left with two."""
    for former in Person.objects.filter(user=user).exclude(pk=person.pk if person else None):
        former.user = None
        former.save()
    if person and person.user_id != user.pk:
        person.user = user
        person.save()
