from articles.models.appearances import Appearance
from articles.models.article import Article
from articles.models.attachments import Attachment
from articles.models.bylines import Byline
from articles.models.corrections import Correction
from articles.models.endorsements import Endorsement
from articles.models.features import Feature, Pin
from articles.models.filed import ArticleTheme
from articles.models.funders import Funder
from articles.models.imports import FileImport
from articles.models.kinds import Kind, Region, Series
from articles.models.listing import Listing
from articles.models.logbook import StepTaken
from articles.models.notes import Note
from articles.models.previews import Preview, PreviewAnswer, PreviewOpening
from articles.models.revisions import Revision
from articles.models.searchtext import SearchText
from articles.models.tags import Tagged, public_tags

__all__ = [
    "Appearance",
    "Article",
    "ArticleTheme",
    "Attachment",
    "Byline",
    "Correction",
    "Endorsement",
    "Feature",
    "FileImport",
    "Funder",
    "Kind",
    "Listing",
    "Note",
    "Pin",
    "Preview",
    "PreviewAnswer",
    "PreviewOpening",
    "Region",
    "Revision",
    "SearchText",
    "Series",
    "StepTaken",
    "Tagged",
    "public_tags",
]
