from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('articles', '0011_index_changes_that_went_out'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='article',
            index=models.Index(models.F('expires_at'), condition=models.Q(('expires_at__isnull', False)), name='article_expires_idx'),
        ),
        AddIndexConcurrently(
            model_name='article',
            index=models.Index(models.F('embargo_until'), condition=models.Q(('embargo_until__isnull', False)), name='article_embargo_idx'),
        ),
    ]
