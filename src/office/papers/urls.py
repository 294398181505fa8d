"""Addresses of the papers."""

from django.urls import path

from office.papers import views
from office.papers.manuscripts import views as manuscripts

urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/recompose/", views.recompose, name="paper-recompose"),
    path("papers/<int:pk>/replace/", views.replace, name="paper-replace"),
    path("papers/<int:pk>/check/", views.check, name="paper-check"),
    path("papers/<int:pk>/issue/", views.issue, name="paper-issue"),
    path("papers/<int:pk>/withdraw/", views.withdraw, name="paper-withdraw"),
    path("papers/<int:pk>/<int:version>.docx", views.file, {"form": "docx"}, name="paper-docx"),
    path("papers/<int:pk>/<int:version>.pdf", views.file, {"form": "pdf"}, name="paper-pdf"),
    path("papers/fill/", manuscripts.manuscripts, {"purpose": "fill"}, name="manuscripts-fill"),
    path("papers/check/", manuscripts.manuscripts, {"purpose": "check"}, name="manuscripts-check"),
    path("papers/text/<int:pk>/", manuscripts.manuscript, name="manuscript"),
    path("papers/text/<int:pk>/copy/", manuscripts.copy, name="manuscript-copy"),
]
