"""Says at the door of `people.access` that figures under embargo are withheld."""

from django.apps import AppConfig


class Releases(AppConfig):
    """The app of embargoes and of what left the house."""

    name = "office.releases"

    def ready(self) -> None:
        """Withhold the ledger's figures by the embargoes in force."""
        from office.people import access
        from office.releases import queries

        access.withhold("returns.Observation", queries.withheld)
