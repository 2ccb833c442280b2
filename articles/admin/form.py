"""The article's form: its fields in an editor's words, and the rules that only a form can tell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import locks
from articles.admin import hours, planning
from articles.admin.fields import LinesField, TagsField
from articles.models import Article, Kind
from articles.states import Status
from thinktank.markup.characters import slug_of

HELP = {
    "title": _("As readers see it, without a full stop."),
    "body": _("Headings begin at level 2. What you paste keeps its headings, lists and links."),
    "kind": _("What readers may expect of it: its label is explained to them."),
    "regions": _("Where it is about."),
    "series": _("If it stands in a numbered row."),
    "series_number": _("Given at publication when empty."),
    "lead_image": _("Shown under the title and where the piece is put forward."),
    "lead_caption": _("What the picture shows, where and when. The credit is printed by itself."),
    "language": _("In which the piece is written."),
    "translation_of": _("The piece in its first language, if this one is a translation."),
    "supersedes": _("Readers of the older piece are led here."),
    "doi": _("If one was registered: 10.5555/…"),
    "funding": _("Who paid for the work. If somebody did, name them below."),
    "licence": _("What others may do with the text. The institute’s usual one stands here."),
    "discussion": _("Whether readers may answer."),
}


class ArticleForm(forms.ModelForm):
    key_points = LinesField(
        label=_("Key points"),
        required=False,
        help_text=_(
            "What a reader with one minute takes away: one point a line, three to five of them."
        ),
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Words a reader might look for. Choose or type."),
    )

    class Meta:
        # No model and no fields here: the admin's class names both.
        help_texts = HELP
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "data-one-line": ""}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "interests": forms.Textarea(attrs={"rows": 2}),
            "expires_at": hours.SaidMoment(_("Leaves the site %s.")),
            "embargo_until": hours.SaidMoment(_("The embargo ends %s.")),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reviewer" in self.fields:
            planning.with_current(self.fields["reviewer"], self.instance)

    def full_clean(self):
        # What is found to be free must still be so when it is stored.
        if self.is_bound and self.is_public:
            locks.hold_addresses(self.instance.year)
        super().full_clean()

    def clean(self):
        super().clean()
        self._follow_title()
        return self.cleaned_data

    def _follow_title(self):
        """Until it is published, an address made from the title follows the title."""
        if self.is_public or "title" not in self.cleaned_data or "slug" not in self.fields:
            return
        made = slug_of(self.initial.get("title", ""), longest=100)
        if self.cleaned_data.get("slug") in ("", made):
            self.cleaned_data["slug"] = slug_of(self.cleaned_data["title"], longest=100)

    def clean_title(self):
        """A title pasted in two lines is one title."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_expires_at(self):
        return hours.in_reach(self.cleaned_data["expires_at"])

    def clean_embargo_until(self):
        return hours.in_reach(self.cleaned_data["embargo_until"])

    @property
    def is_public(self):
        return self.instance.status in (Status.PUBLISHED, Status.WITHDRAWN)

    def clean_slug(self):
        """The year belongs to the address too, and it is not on the form."""
        slug = self.cleaned_data["slug"]
        if not self.is_public:
            return slug
        if not slug:
            raise forms.ValidationError(_("A published piece keeps an address. Give one."))
        others = Article.objects.filter(year=self.instance.year, slug=slug)
        if slug == "feed" or others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This address is taken in %d. Choose another.") % self.instance.year
            )
        return slug


def defaults_for(kind):
    """What a new form begins with: the kind, and what kind and institute decide once."""
    article = Article(kind=kind)
    article.set_defaults()
    names = ("licence", "discussion", "funding")
    return {"kind": kind.pk, **{name: getattr(article, name) for name in names}}


def kind_asked_for(request):
    """The kind that the address of an empty form names (?kind=commentary), else the first."""
    named = Kind.objects.filter(code=request.GET.get("kind", "")).first()
    return named or Kind.objects.first()
