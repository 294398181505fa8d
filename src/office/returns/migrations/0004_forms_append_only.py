"""What happened to returns can be added and read; the database itself refuses anything else."""

from django.db import migrations

from office.people.append_only import guard

TABLES = ("holidayyear", "returnevent", "entry", "notice", "upload", "layoutmending")


class Migration(migrations.Migration):
    dependencies = [("returns", "0003_forms")]
    operations = [guard(f"returns_{table}") for table in TABLES]
