"""Addresses of the papers."""

from django.urls import path

from office.papers import views

urlpatterns = [path("campaigns/<int:pk>/bulletin.docx", views.bulletin, name="bulletin")]
