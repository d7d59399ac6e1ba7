"""What tests of the local Slack send it, and what they look for in it."""

import asyncio
from typing import Any

from tests.fakes.slack import FakeSlack

BUTTONS = [
    {"type": "header", "text": {"type": "plain_text", "text": "Odesa"}},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Mykola &amp; <https://odesa.ua|city hall>"},
        "fields": [{"type": "mrkdwn", "text": "*Stage* active"}],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Follow up"},
                "action_id": "follow",
                "value": "7",
            }
        ],
    },
]
FORM = {
    "type": "modal",
    "callback_id": "log",
    "title": {"type": "plain_text", "text": "Log"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "city",
            "label": {"type": "plain_text", "text": "City"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "optional": True,
            "label": {"type": "plain_text", "text": "Kind"},
            "element": {
                "type": "static_select",
                "action_id": "chosen",
                "options": [
                    {"text": {"type": "plain_text", "text": "Visit"}, "value": "visit"},
                    {"text": {"type": "plain_text", "text": "Letter"}, "value": "letter"},
                ],
            },
        },
    ],
}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        # What is waited for lies in another's state, which offers no event.
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def refusal(slack: FakeSlack) -> str:
    (violation,) = slack.take_violations()
    return violation.code


def extra_fields(told: dict[str, Any], published: dict[str, Any]) -> set[str]:
    extra = set(told) - set(published)
    for name in set(told) & set(published):
        if isinstance(told[name], dict) and isinstance(published[name], dict) and published[name]:
            extra |= {f"{name}.{field}" for field in extra_fields(told[name], published[name])}
    return extra
