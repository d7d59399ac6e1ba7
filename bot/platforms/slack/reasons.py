"""Why Slack did not do what it was asked for."""

from slack_sdk.errors import SlackApiError


def reason_of(error: SlackApiError) -> str:
    """Slack's word for what is wrong; `http_…` where it only gave a status, as a server in front of
    it does that answers with a page."""
    response = error.response
    if response.status_code == 429:
        return "ratelimited"
    body = response.data if isinstance(response.data, dict) else {}
    return str(body.get("error") or f"http_{response.status_code}")
