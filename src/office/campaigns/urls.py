"""Addresses of the pages that bring in a plan and review what was read."""

from django.urls import path

from office.campaigns import views
from office.campaigns.review import views as review

urlpatterns = [
    path("start/", views.start, name="start"),
    path("documents/<int:pk>/", review.document, name="document"),
    path("documents/<int:pk>/accept/", review.accept_all, name="accept-all"),
    path("documents/<int:pk>/add/", review.add, name="add"),
    path("documents/<int:pk>/confirm/", review.confirm, name="confirm"),
    path("documents/<int:pk>/discard/", views.discard, name="discard"),
    path("documents/<int:pk>/<slug:item>/accept/", review.accept, name="accept"),
    path("documents/<int:pk>/<slug:item>/correct/", review.correct, name="correct"),
    path("documents/<int:pk>/<slug:item>/reject/", review.reject, name="reject"),
    path("documents/<int:pk>/<slug:item>/reopen/", review.reopen, name="reopen"),
    path("documents/<int:pk>/<slug:item>/dismiss/", review.dismiss, name="dismiss"),
    path("documents/<int:pk>/<slug:item>/edit/", review.edit, name="edit"),
    path("documents/<int:pk>/<slug:item>/settle/", review.settle, name="settle"),
]
