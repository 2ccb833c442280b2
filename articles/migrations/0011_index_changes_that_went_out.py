from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('articles', '0010_remember_changes_that_went_out'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='steptaken',
            index=models.Index(condition=models.Q(('of_change__isnull', False)), fields=['of_change'], name='step_of_change_idx'),
        ),
    ]
