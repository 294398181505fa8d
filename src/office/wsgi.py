"""What the server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.settings")  # noqa: TID251 -- names the settings, reads nothing
application = get_wsgi_application()
