"""Addresses of the pages that share targets out."""

from django.urls import path

from office.decomposing import views

urlpatterns = [
    path("campaigns/<int:pk>/decompositions/", views.targets, name="decompositions"),
    path("targets/<int:pk>/decompose/", views.decompose, name="decompose"),
    path("decompositions/<int:pk>/", views.version, name="decomposition"),
]
