"""Amendments with what they ask for, signers' certificates of an own authority, what a paper says of its parties."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_forecast'),
        ('files', '0001_promised'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AmendmentReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('text', models.CharField(max_length=200)),
                ('text_en', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ('position', 'code'),
            },
        ),
        migrations.CreateModel(
            name='RevocationList',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('content', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-number',),
            },
        ),
        migrations.CreateModel(
            name='SignerCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=64, unique=True)),
                ('certificate', models.TextField()),
                ('pkcs12', models.BinaryField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ('-valid_from', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='amendment',
            name='changes',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='amendment',
            name='cut_off',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='amendment',
            name='edits',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='amendment',
            name='exception_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='amendment',
            name='number',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='amendment',
            name='revision',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='agreements.revision'),
        ),
        migrations.AddField(
            model_name='revision',
            name='parties',
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='agreements_amendment_once'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('exception_at', None), ('exception_by', None)), models.Q(('exception_at__isnull', False), ('exception_by__isnull', False), models.Q(('exception', ''), _negated=True)), _connector='OR'), name='agreements_amendment_exception'),
        ),
        migrations.AddField(
            model_name='amendmentreason',
            name='year',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendment_reasons', to='agreements.year'),
        ),
        migrations.AddField(
            model_name='signercertificate',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='amendmentreason',
            constraint=models.UniqueConstraint(fields=('year', 'code'), name='agreements_amendment_reason_once'),
        ),
    ]
