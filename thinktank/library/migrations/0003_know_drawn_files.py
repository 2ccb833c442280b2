import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0002_read_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='fingerprint',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='image',
            name='made',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, editable=False),
        ),
        migrations.CreateModel(
            name='EarlierKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('made', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list)),
                ('replaced', models.DateTimeField(auto_now_add=True)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_keys', to='library.image')),
            ],
            options={
                'verbose_name': 'earlier key of an image',
                'verbose_name_plural': 'earlier keys of images',
            },
        ),
    ]
