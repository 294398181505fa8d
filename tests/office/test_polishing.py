"""Wording polished by a service of the own network: a stub that answers well, badly, or not."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kaimenhong.errors import Code, Mistake
from office.campaigns.models import Campaign
from office.papers.models import Manuscript, Suggestion, Wording
from office.papers.polishing import service
from office.people.models import AuditEntry

HEAD = "一、下步打算"
FIRST = "各单位要把项目推进的工作抓得再紧一些，确保一季度固定资产投资增长10%以上。"
SECOND = "对一百二十个重点项目，要逐个地排出时间表，压实责任。"
BETTER = {
    "各单位要把项目推进的工作抓得再紧一些，⟦1⟧。": "各单位要抓紧推进项目，⟦1⟧。",
    "对⟦1⟧重点项目，要逐个地排出时间表，压实责任。": "对⟦1⟧重点项目逐个排出时间表，压实责任。",
}
type Answering = Callable[[str], tuple[int, bytes]]


def chat(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def better(text: str) -> tuple[int, bytes]:
    return 200, chat(BETTER.get(text, text))


@dataclass
class Stub:
    """A service on this machine, and all that was ever sent to it."""

    answering: Answering = better
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def stub(settings: Settings) -> Iterator[Stub]:
    made = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.asked.append({"path": self.path, **body})
            made.keys.append(self.headers["Authorization"])
            status, answer = made.answering(body["messages"][-1]["content"])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://203.0.113.7/")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    settings.POLISH, settings.POLISH_MODEL, settings.POLISH_KEY = made.address, "本地模型", ""
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def upload(page: Client, campaign: Campaign, file: SimpleUploadedFile) -> Manuscript:
    answer = page.post(reverse("manuscripts-polish"), {"campaign": campaign.pk, "file": file})
    assert answer.status_code == 302
    return Manuscript.objects.latest("pk")


def text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("讲话.txt", f"{HEAD}\n{FIRST}\n{SECOND}\n".encode())


def ask_all(page: Client, row: Manuscript) -> list[Suggestion]:
    for _ in range(2):
        assert page.post(reverse("polishing-next", args=[row.pk])).status_code == 302
    return list(row.suggestions.all())


def shown(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_it_is_off_until_a_place_sets_it_up(page: Client, campaign: Campaign) -> None:
    assert "润色" not in shown(page.get(reverse("papers")))
    asked = page.get(reverse("manuscripts-polish"))
    assert asked.status_code == 400
    assert "没有开启润色" in shown(asked)
    sent = page.post(reverse("manuscripts-polish"), {"campaign": campaign.pk, "file": text_file()})
    assert sent.status_code == 400
    assert not Manuscript.objects.exists()


def test_each_paragraph_is_asked_about_without_its_figures(
    page: Client, campaign: Campaign, stub: Stub
) -> None:
    row = upload(page, campaign, text_file())
    assert "还没有" not in shown(page.get(reverse("polishing", args=[row.pk])))
    assert not stub.asked  # nothing leaves before a person asks for it
    rows = ask_all(page, row)
    assert [one.state for one in rows] == [Wording.OFFERED, Wording.OFFERED]
    sent = [one["messages"][-1]["content"] for one in stub.asked]  # type: ignore[index]
    assert sent == list(BETTER)
    assert {(one["path"], one["model"]) for one in stub.asked} == {
        ("/v1/chat/completions", "本地模型")
    }
    assert stub.keys == [None, None]
    assert page.post(reverse("polishing-next", args=[row.pk])).status_code == 302
    assert len(stub.asked) == 2


def test_only_what_a_person_takes_is_in_the_copy(
    page: Client, campaign: Campaign, stub: Stub
) -> None:
    row = upload(page, campaign, text_file())
    first, second = ask_all(page, row)
    scripted = {"HX-Request": "true"}
    taken = page.post(reverse("suggestion", args=[first.pk]), {"taken": "1"}, headers=scripted)
    assert "待定 1 段，已采用 1 段" in shown(taken)
    page.post(reverse("suggestion", args=[second.pk]), {"taken": "0"})
    copy = page.get(reverse("manuscript-copy", args=[row.pk]))
    after = "各单位要抓紧推进项目，确保一季度固定资产投资增长10%以上。"
    assert shown(copy).split() == [HEAD, after, SECOND]
    row.refresh_from_db()
    assert bytes(row.data).decode().split() == [HEAD, FIRST, SECOND]
    acts = AuditEntry.objects.order_by("pk").values_list("act", flat=True)
    assert [one for one in acts if one.startswith("suggestion.")] == [
        "suggestion.asked", "suggestion.asked", "suggestion.decided", "suggestion.decided",
    ]  # fmt: skip


def test_a_word_file_keeps_its_format(page: Client, campaign: Campaign, stub: Stub) -> None:
    made, saved = docx.Document(), BytesIO()
    paragraph = made.add_paragraph()
    paragraph.add_run("各单位").bold = True
    paragraph.add_run(FIRST.removeprefix("各单位"))
    made.save(saved)
    row = upload(page, campaign, SimpleUploadedFile("讲话.docx", saved.getvalue()))
    page.post(reverse("polishing-next", args=[row.pk]))
    page.post(reverse("suggestion", args=[row.suggestions.get().pk]), {"taken": "1"})
    copy = page.get(reverse("manuscript-copy", args=[row.pk])).content
    (paragraph,) = docx.Document(BytesIO(copy)).paragraphs
    assert paragraph.text == "各单位要抓紧推进项目，确保一季度固定资产投资增长10%以上。"
    assert [run.text for run in paragraph.runs if run.bold] == ["各单位"]


def test_what_changes_a_figure_is_refused_and_not_kept(
    page: Client, campaign: Campaign, stub: Stub
) -> None:
    stub.answering = lambda text: (200, chat(text.replace("⟦1⟧", "确保增长12%")))
    row = upload(page, campaign, text_file())
    first, second = ask_all(page, row)
    assert (first.state, first.after) == (Wording.REFUSED, "")
    told = shown(page.get(reverse("polishing", args=[row.pk])))
    assert "12%" not in told
    assert "丢了、添了或改了数字的位置" in told
    decided = page.post(reverse("suggestion", args=[first.pk]), {"taken": "1"})
    assert decided.status_code == 400
    first.refresh_from_db()
    assert first.state == Wording.REFUSED
    copy = page.get(reverse("manuscript-copy", args=[row.pk]))
    assert shown(copy).split() == [HEAD, FIRST, SECOND]
    assert second.state == Wording.REFUSED


BAD: dict[str, tuple[Answering, str]] = {
    "an error": (lambda _: (500, b"oops"), "状态码 500"),
    "elsewhere": (lambda _: (302, b""), "状态码 302"),
    "no json": (lambda _: (200, b"<html>"), "看不懂的内容"),
    "no choice": (lambda _: (200, b'{"choices": []}'), "看不懂的内容"),
    "no words": (lambda _: (200, chat(None)), "没有文字"),
    "too long": (lambda _: (200, b" " * (service.LARGEST_ANSWER + 1)), "更长的回答"),
}


@pytest.mark.parametrize("how", BAD)
def test_a_service_that_answers_badly_changes_nothing(
    page: Client, campaign: Campaign, stub: Stub, how: str
) -> None:
    stub.answering, came = BAD[how]
    row = upload(page, campaign, text_file())
    answer = page.post(reverse("polishing-next", args=[row.pk]))
    assert answer.status_code == 400
    assert came in shown(answer)
    assert "原文没有改动" in shown(answer)
    assert not row.suggestions.exists()


def test_with_scripts_it_goes_on_by_itself_and_stops_at_a_mistake(
    page: Client, campaign: Campaign, stub: Stub
) -> None:
    row = upload(page, campaign, text_file())
    scripted = {"HX-Request": "true"}
    first = shown(page.post(reverse("polishing-next", args=[row.pk]), headers=scripted))
    assert 'hx-trigger="submit, load"' in first
    assert 'hx-swap-oob="true"' in first
    stub.answering = lambda _: (500, b"")
    second = page.post(reverse("polishing-next", args=[row.pk]), headers=scripted)
    assert second.status_code == 200  # htmx shows what happened, in its place
    assert 'hx-trigger="submit"' in shown(second)
    assert Code.POLISHING_UNANSWERED in shown(second)
    stub.answering = better
    last = shown(page.post(reverse("polishing-next", args=[row.pk]), headers=scripted))
    assert "hx-trigger" not in last


def test_a_silent_service_is_given_up(
    page: Client, campaign: Campaign, stub: Stub, settings: Settings
) -> None:
    waiting = threading.Event()
    stub.answering = lambda text: (200 if waiting.wait(20) else 500, chat(text))
    settings.POLISH_SECONDS = 0.2
    row = upload(page, campaign, text_file())
    answer = page.post(reverse("polishing-next", args=[row.pk]))
    waiting.set()
    assert answer.status_code == 400
    assert not row.suggestions.exists()


def test_nobody_is_there(page: Client, campaign: Campaign, settings: Settings) -> None:
    settings.POLISH = "http://127.0.0.1:9/v1"
    row = upload(page, campaign, text_file())
    answer = page.post(reverse("polishing-next", args=[row.pk]))
    assert answer.status_code == 400
    assert Code.POLISHING_UNANSWERED in shown(answer)


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("127.0.0.1", True), ("::1", True), ("10.2.3.4", True), ("172.16.0.9", True),
        ("192.168.1.5", True), ("fd00::7", True), ("169.254.3.4", True), ("fe80::1%eth0", True),
        ("::ffff:10.2.3.4", True), ("8.8.8.8", False), ("::ffff:8.8.8.8", False),
        ("172.32.0.1", False), ("2001:4860:4860::8888", False), ("::", False),
        ("224.0.0.1", False), ("100.64.0.1", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_own_network_are_asked(address: str, is_own: bool) -> None:
    found = service.Service(secure=False, host="谁", port=80, path="/", model="", key="", seconds=1)
    if is_own:
        service.refuse_public(address, found)
        return
    with pytest.raises(Mistake) as refused:
        service.refuse_public(address, found)
    assert refused.value.code is Code.POLISHING_ELSEWHERE


def test_a_public_service_is_never_called(
    page: Client, campaign: Campaign, settings: Settings
) -> None:
    settings.POLISH = "https://203.0.114.7/v1"
    row = upload(page, campaign, text_file())
    answer = page.post(reverse("polishing-next", args=[row.pk]))
    assert answer.status_code == 400
    assert Code.POLISHING_ELSEWHERE in shown(answer)


@pytest.mark.parametrize("address", ["10.1.2.3:8000", "ftp://10.1.2.3/", "http://", "http://[::1"])
def test_an_address_that_is_none_is_told(
    page: Client, campaign: Campaign, settings: Settings, address: str
) -> None:
    settings.POLISH = address
    answer = page.get(reverse("manuscripts-polish"))
    assert answer.status_code == 400
    assert "http://10.1.2.3:8000/v1" in shown(answer)


def test_a_key_is_sent_where_one_is_set(
    page: Client, campaign: Campaign, stub: Stub, settings: Settings
) -> None:
    settings.POLISH_KEY = "key-甲"
    row = upload(page, campaign, text_file())
    ask_all(page, row)
    assert [(key or "").encode("latin-1").decode() for key in stub.keys] == ["Bearer key-甲"] * 2


def test_a_key_that_cannot_be_sent_is_told(
    page: Client, campaign: Campaign, stub: Stub, settings: Settings
) -> None:
    settings.POLISH_KEY = "key\nother: 1"
    row = upload(page, campaign, text_file())
    assert page.post(reverse("polishing-next", args=[row.pk])).status_code == 400
    assert not stub.asked


def test_who_may_not_write_papers_sees_none_of_it(
    client_of: Callable[..., Client], page: Client, campaign: Campaign, stub: Stub
) -> None:
    row = upload(page, campaign, text_file())
    first, _ = ask_all(page, row)
    leader = client_of("leader")
    for name, pk in (("polishing", row.pk), ("polishing-next", row.pk), ("suggestion", first.pk)):
        address = reverse(name, args=[pk])
        answer = leader.get(address) if name == "polishing" else leader.post(address)
        assert answer.status_code in (403, 404)
    assert len(stub.asked) == 2
