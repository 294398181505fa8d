"""What was kept back, from whom, and what was taken away can be added and read, never changed."""

from django.db import migrations

from office.people.append_only import guard

TABLES = ("embargo", "recipient", "lift", "download")


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [guard(f"releases_{table}") for table in TABLES]
