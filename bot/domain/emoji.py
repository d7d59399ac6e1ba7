"""Emoji as they stand in texts, whole: flags, skin tones, families joined by a joiner, keycaps."""

# Blocks of pictographs, arrows and signs (https://www.unicode.org/reports/tr51/, 1.4.1).
_PICTURES = (
    "\U0001f000-\U0001faff\u2600-\u27bf\u2300-\u23ff\u2b00-\u2bff\u2190-\u21ff\u25a0-\u25ff"
    "\u2934\u2935\u3030\u303d\u3297\u3299\u203c\u2049\u2122\u2139\u24c2\u00a9\u00ae"
)
# Joiner, variation selectors, keycap, and the tags of flags such as Scotland's.
_ADDITIONS = "\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f"
# A pattern for a run of emoji without anything between them.
EMOJI = rf"(?:[{_PICTURES}][{_ADDITIONS}]*|[0-9#*]\ufe0f?\u20e3)+"
