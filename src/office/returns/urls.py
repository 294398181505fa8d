"""Addresses of the pages that take figures in."""

from django.urls import path

from office.returns import views
from office.returns.forming import views as forming
from office.returns.mapping import views as mapping

urlpatterns = [
    path("import/", views.take_in, name="import"),
    path("campaigns/<int:pk>/forms/", forming.forms, name="forms"),
    path("forms/<int:pk>/term/", forming.set_term, name="form-term"),
    path("holidays/", forming.holidays, name="holidays"),
    path("uploads/<int:pk>/", mapping.mapping, name="mapping"),
    path("uploads/<int:pk>/mend/", mapping.mend, name="mapping-mend"),
    path("uploads/<int:pk>/take/", mapping.take, name="mapping-take"),
]
