"""What people see of a message, as plain text for assertions."""

from tests.fakes.telegram.entities import covered

_FILES = ("document", "video", "audio", "voice")


def text_of(message: dict) -> str:
    """Visible text, the name or kind of a file in angle brackets, then one line of `[label]` per
    button row."""
    lines = [message[name] for name in ("text", "caption") if name in message]
    lines += [f"<{message[kind].get('file_name', kind)}>" for kind in _FILES if kind in message]
    lines += ["<photo>"] if "photo" in message else []
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    lines += [" ".join(f"[{button['text']}]" for button in row) for row in rows]
    return "\n".join(lines)


def pings(message: dict) -> list[str]:
    """Mentions that became live in the message, as written; empty if nobody is called."""
    part = "text" if "text" in message else "caption"
    entities = message.get("entities", message.get("caption_entities", []))
    live = [entity for entity in entities if entity["type"] in {"mention", "text_mention"}]
    return [covered(message[part], entity) for entity in live]
