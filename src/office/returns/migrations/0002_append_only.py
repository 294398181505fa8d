"""Observations can be added and read; the database itself refuses anything else."""

from django.db import migrations

from office.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial")]
    operations = [guard("returns_observation")]
