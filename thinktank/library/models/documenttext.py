"""The text of a document, for search. In a table of its own: no list of documents carries it along."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class DocumentText(models.Model):
    document = models.OneToOneField(
        "library.Document", models.CASCADE, primary_key=True, related_name="reading"
    )
    text = models.TextField()
    # Words as they stand: editors look for a name or a number. Readers search pieces, not documents.
    vector = models.GeneratedField(
        expression=SearchVector("text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="document_text_vector_idx")]

    def __str__(self):
        return self.text[:60]
