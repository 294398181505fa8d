"""Addresses of the pages that open a campaign."""

from django.urls import path

from office.campaigns import views

urlpatterns = [path("start/", views.start, name="start")]
