"""Addresses of the papers."""

from django.urls import path

from office.papers import views
from office.papers.keeping import views as keeping
from office.papers.manuscripts import views as manuscripts
from office.papers.polishing import views as polishing

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
    path("papers/template/<int:pk>/", keeping.template, name="template"),
    path("papers/template/<int:pk>/stop/", keeping.stop, name="template-stop"),
    path("papers/fill/", manuscripts.manuscripts, {"purpose": "fill"}, name="manuscripts-fill"),
    path("papers/check/", manuscripts.manuscripts, {"purpose": "check"}, name="manuscripts-check"),
    path(
        "papers/polish/", manuscripts.manuscripts, {"purpose": "polish"}, name="manuscripts-polish"
    ),
    path("papers/text/<int:pk>/polish/", polishing.polishing, name="polishing"),
    path("papers/text/<int:pk>/polish/next/", polishing.suggest, name="polishing-next"),
    path("papers/suggestion/<int:pk>/", polishing.decide, name="suggestion"),
    path("papers/text/<int:pk>/", manuscripts.manuscript, name="manuscript"),
    path("papers/text/<int:pk>/copy/", manuscripts.copy, name="manuscript-copy"),
]
