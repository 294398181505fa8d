"""Addresses of returns: the list, one return, its answers, its way to acceptance."""

from django.urls import path

from office.filing import views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/<int:pk>/", views.one, name="return"),
    path("returns/<int:pk>/lines/<int:line>/", views.history, name="return-history"),
    path("returns/<int:pk>/template/", views.template, name="return-template"),
    path("returns/<int:pk>/upload/", views.upload, name="return-upload"),
    path("returns/<int:pk>/upload/<int:upload>/", views.again, name="return-again"),
    path("returns/<int:pk>/answer/", views.answer, name="return-answer"),
    path("returns/<int:pk>/save/", views.save, name="return-save"),
    path("returns/<int:pk>/accept/", views.accept, name="return-accept"),
    path("returns/<int:pk>/send-back/", views.send_back, name="return-send-back"),
    path("returns/<int:pk>/reopen/", views.reopen, name="return-reopen"),
]
