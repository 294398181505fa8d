"""Addresses of the board."""

from django.urls import path

from office.board import views

urlpatterns = [
    path("", views.home, name="board"),
    path("campaigns/<int:pk>/", views.board, name="campaign"),
    path("campaigns/<int:pk>/indicators/<path:indicator>/", views.indicator, name="indicator"),
    path("campaigns/<int:pk>/gdp/", views.gdp, name="gdp"),
    path("campaigns/<int:pk>/reconcile/", views.reconcile, name="reconcile"),
    path("tasks/<int:pk>/", views.task, name="task"),
]
