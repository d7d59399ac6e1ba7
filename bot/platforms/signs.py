"""The signs that every platform sets before an answer, so that its tone is seen at once."""

from bot.chat.reply import Tone

SIGNS = {Tone.PLAIN: "", Tone.DONE: "✅", Tone.QUESTION: "❔", Tone.PROBLEM: "⚠️"}
