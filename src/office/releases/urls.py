"""Addresses of the pages of embargoes and of what was taken away."""

from django.urls import path

from office.releases import views
from office.releases.trail import views as trail

urlpatterns = [
    path("embargoes/", views.embargoes, name="embargoes"),
    path("embargoes/<int:pk>/lift/", views.lift, name="embargo-lift"),
    path("audit/", trail.trail, name="audit"),
    path("audit/export/", trail.export, name="audit-export"),
    path("downloads/", views.downloads, name="downloads"),
]
