"""Sign in, own password."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kaimenhong.errors import Mistake
from office.people import actions, queries
from office.people.forms import OwnPasswordForm
from office.people.models import Person


class SignIn(LoginView):
    """The sign-in page; a one-time password is spent by the sign-in that it allows."""

    template_name = "people/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, and spend the password where it was for one time."""
        answer = super().form_valid(form)
        person = form.get_user()
        actions.note_sign_in(username=person.username, by=person)
        if person.must_set_password:
            actions.spend_one_time_password(by=person)
            update_session_auth_hash(self.request, person)
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Note the failure, and show the form again; a spent password is called by its name."""
        username, password = (str(form.data.get(name, "")) for name in ("username", "password"))
        actions.note_sign_in(username=username, by=None)
        context = self.get_context_data(form=form, spent=queries.is_spent(username, password))
        return self.render_to_response(context)


@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Let the person set his own password."""
    person = cast(Person, request.user)
    form = OwnPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_own_password(by=person, password=form.cleaned_data["password"])
        except Mistake as weak:
            form.add_error("password", weak.remedy)
        else:
            update_session_auth_hash(request, person)
            messages.success(request, "密码已设置。")
            return redirect("board")
    return render(request, "people/own_password.html", {"form": form})
