"""Addresses of the pages that take figures in."""

from django.urls import path

from office.returns import views

urlpatterns = [path("import/", views.take_in, name="import")]
