"""The pages that somebody sees who installs the app: before Slack's consent page and after it."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.chat.speech import Speech, best_language
from bot.chat.text import Msg, _

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem}"
    "h1{font-size:1.6rem;line-height:1.3}"
    "a{display:inline-block;margin-top:1rem;padding:.6rem 1.4rem;border-radius:.4rem;"
    "background:#1d4f76;color:#fff;font-weight:600;text-decoration:none}"
    "a:focus-visible{outline:3px solid #e0a030;outline-offset:3px}"
)
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
# Nothing is loaded, sent or framed; the code and the state in the address go nowhere.
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ID = re.compile(r"[A-Z0-9]{1,30}")
_WORD = re.compile(r"[a-z0-9_]{1,60}")
AGAIN = "/slack/install"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says. The link, if it has one, is the next thing to do."""

    title: Msg
    sentences: tuple[Msg, ...]
    label: Msg | None = None
    link: str = ""
    status: int = 200


def shown(page: Page, request: Request) -> Response:
    """The page in the language that the browser asks for first among those we speak."""
    speech = Speech(best_language(*_languages(request)))
    title = escape(speech.say(page.title))
    sentences = "".join(f"<p>{escape(speech.say(each))}</p>" for each in page.sentences)
    link = f'<a href="{escape(page.link)}">{escape(speech.say(page.label))}</a>'
    return HTMLResponse(
        f'<!doctype html><html lang="{speech.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{sentences}{link if page.link else ''}</main></body></html>",
        status_code=page.status,
        headers=_HEADERS,
    )


def invitation(link: str) -> Page:
    """The page with the button that leads to Slack's consent page."""
    return Page(
        _("Add Attaché to Slack"),
        (
            _(
                "Attaché keeps the memory of a network of cities: who to write to, what passed"
                " between two cities, and what is due next."
            ),
            _(
                "Slack will show you what Attaché asks for. You can take it out of your workspace"
                " again at any time."
            ),
        ),
        _("Add to Slack"),
        link,
    )


def welcome(name: str, team_id: str, app_id: str) -> Page:
    """A workspace has the app."""
    return Page(
        _("Attaché is installed in {workspace}", workspace=name or team_id),
        (
            _(
                "Now bind this workspace: ask the steward of your network to say /network bind in"
                " the Slack channel that works with the network."
            ),
            _("Then say /help to see what Attaché can do for you."),
        ),
        _("Open Slack"),
        f"https://slack.com/app_redirect?app={app_id}&team={team_id}"
        if _ID.fullmatch(app_id) and _ID.fullmatch(team_id)
        else "https://slack.com/",
    )


def organisation_welcome(name: str, enterprise_id: str, app_id: str) -> Page:
    """An organisation has the app, but as yet none of its workspaces.

    https://docs.slack.dev/enterprise/organization-ready-apps
    """
    ids = _ID.fullmatch(app_id) and _ID.fullmatch(enterprise_id)
    manage = f"https://app.slack.com/manage/{enterprise_id}/integrations/profile/{app_id}"
    return Page(
        _("Attaché is installed in {organisation}", organisation=name or enterprise_id),
        (
            _("Now choose the workspaces of your organisation that are to have it."),
            _(
                "Then bind each of them: ask the steward of your network to say /network bind in"
                " the Slack channel that works with the network."
            ),
        ),
        _("Choose workspaces"),
        f"{manage}/workspaces/add" if ids else "https://app.slack.com/",
    )


def declined() -> Page:
    """Whoever was asked said no."""
    return Page(
        _("Attaché was not installed"),
        (_("You did not allow it, so nothing was changed and nothing was kept."),),
        _("Start again"),
        AGAIN,
    )


def other_browser() -> Page:
    """The consent was not begun in this browser, or its cookie is gone."""
    return _failed(
        _(
            "This installation was begun in another browser or tab, or too long ago. Nothing was"
            " installed by it. Please start again here."
        ),
        400,
    )


def used_up() -> Page:
    """The state was used before, or is too old."""
    return _failed(
        _(
            "This page is good once and for ten minutes only. If Attaché is among the apps of your"
            " workspace and answers to /help, all is well; otherwise please start again."
        ),
        400,
    )


def no_code() -> Page:
    """Slack's permission is missing, used or too old."""
    return _failed(_("Slack's permission is missing or was used already. Please start again."), 400)


def half_done(status: int = 503) -> Page:
    """Slack may have added the app, but nothing was kept here."""
    return _failed(
        _(
            "The installation stopped half way: Slack may already list Attaché, but it cannot"
            " work yet. Nothing was kept. Please start again in a minute; that completes it."
        ),
        status,
    )


def crowded() -> Page:
    """More people open these pages than can be."""
    return _failed(_("Too many people are here at once. Please start again in a minute."), 429)


def refused(reason: str) -> Page:
    """Slack says no, in a word of its own."""
    word = reason if _WORD.fullmatch(reason) else "unknown"
    return _failed(
        _(
            "Slack did not allow the installation ({reason}), and nothing was kept. Please start"
            " again; if it stays so, tell the people who run Attaché this word.",
            reason=word,
        ),
        502,
    )


def _failed(sentence: Msg, status: int) -> Page:
    title = _("Attaché is not installed yet")
    return Page(title, (sentence,), _("Start again"), AGAIN, status)


def _languages(request: Request) -> list[str]:
    """The wanted languages in the order they stand; browsers list the best first."""
    wanted = request.headers.get("accept-language", "")[:200]
    return [each.partition(";")[0].strip() for each in wanted.split(",") if each.strip()]
