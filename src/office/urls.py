"""All addresses; each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("office.people.urls")),
    path("", include("office.campaigns.urls")),
    path("", include("office.releases.urls")),
    path("", include("office.returns.urls")),
    path("", include("office.filing.urls")),
    path("", include("office.papers.urls")),
    path("", include("office.decomposing.urls")),
    path("", include("office.board.urls")),
]

handler404 = "office.board.views.page_not_found"
handler500 = "office.board.views.server_error"
