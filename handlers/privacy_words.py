"""How it is told what is held on a person, and what erasing it does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.chat.reply import Entries, Entry, Fields, Heading, Note, Paragraph, Part
from bot.chat.text import Language, Listing, Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.vocabulary import Closure, LegalBasis
from storage.erasing import Erased
from storage.forgetting_talk import KEPT_DAYS

_MOST = 10
Held = Mapping[str, Any]


def told(held: Held) -> list[Part]:
    """What is held, in groups; nothing is said of an empty one."""
    return [
        *_official(held),
        *_listed(_("Accounts"), [_account(each) for each in held["accounts"]]),
        *_listed(_("Roles"), [_role(each) for each in held["roles"]]),
        *_listed(_("Reminded in the place of"), [_stood_for(each) for each in held["backup_for"]]),
        *_listed(_("Follow-ups"), [_follow_up(each) for each in _open_first(held["follow_ups"])]),
        *_listed(_("Contacts"), [_contact(each) for each in held["contacts"]]),
        *_counted(held),
    ]


def purpose() -> list[Part]:
    """Why it is kept, and what can be done about it."""
    return [
        Note(
            _(
                "Purpose: cities stay in touch with each other, and every change has a name"
                " under it. It is not used for anything else and not passed on."
            )
        )
    ]


def kept_for_official(days: int | None) -> Note:
    """How long what is held on an official stays."""
    if days is None:
        return Note(_("It is kept until you ask to be forgotten: {say}", say="/privacy forget"))
    return Note(
        _n(
            "It is kept as long as you have a role, and {n} day after; or until you say {say}.",
            "It is kept as long as you have a role, and {n} days after; or until you say {say}.",
            days,
            say="/privacy forget",
        )
    )


def kept_for_contact(days: int | None, months: int | None) -> Note:
    """How long a contact stays."""
    if months is not None:
        return Note(
            _n(
                "A contact is kept until nobody has verified or changed it for {n} month.",
                "A contact is kept until nobody has verified or changed it for {n} months.",
                months,
            )
        )
    if days is not None:
        return Note(
            _n(
                "A contact is kept until it is removed, and erased {n} day after.",
                "A contact is kept until it is removed, and erased {n} days after.",
                days,
            )
        )
    return Note(_("A contact is kept until somebody has it erased."))


def erased_first(held: Held, shared: Sequence[str]) -> list[Part]:
    """What erasing would do, before it is done."""
    gone = [_("The record as an official, with name, language and time zone")] * bool(
        held["official"]
    )
    lines: list[Text] = [*gone]
    if held["accounts"]:
        lines.append(_n("{n} chat account", "{n} chat accounts", len(held["accounts"])))
    lines += [_role(each).lead for each in held["roles"]]
    if held["said"]:
        lines.append(
            _n(
                "{n} message that I brought to other places, also there",
                "{n} messages that I brought to other places, also there",
                len(held["said"]),
            )
        )
    for each in held["contacts"][:_MOST]:
        lines.append(_("The contact {name}, with all names and addresses", name=_called(each)))
    neutral = [
        _("Names and addresses in exchanges, notes and reasons, by a neutral mark"),
        _("Values in the audit trail"),
    ]
    stays = [
        _("Exchanges and partnerships themselves: they are the history of the cities"),
        _("In the audit trail: that something was done, and when, without names and values"),
    ]
    if held["follow_ups"]:
        stays.append(_("Follow-ups of theirs: the open ones are then nobody's in particular"))
    if shared:
        stays.append(
            _(
                "Addresses that other contacts have as well: {addresses}",
                addresses=Listing(tuple(shared[:_MOST])),
            )
        )
    return [
        *_listed(_("This is erased:"), [Entry(line) for line in lines]),
        *_listed(_("This is replaced:"), [Entry(line) for line in neutral]),
        *_listed(_("This stays:"), [Entry(line) for line in stays]),
        Paragraph(_("⚠️ This cannot be undone.")),
    ]


def erased_now(erased: Erased) -> list[Part]:
    """What was done."""
    lines: list[Text] = []
    if erased.is_official:
        lines.append(_("The record as an official is erased, with all accounts and roles."))
    counts = (
        _n("{n} contact is erased.", "{n} contacts are erased.", erased.contacts),
        _n("{n} exchange names nobody now.", "{n} exchanges name nobody now.", erased.exchanges),
        _n(
            "{n} message is taken back wherever I brought it.",
            "{n} messages are taken back wherever I brought them.",
            erased.said,
        ),
        _n("{n} text was changed.", "{n} texts were changed.", erased.texts),
        _n(
            "{n} entry of the audit trail has no values any more.",
            "{n} entries of the audit trail have no values any more.",
            erased.entries,
        ),
    )
    lines += [each for each in counts if each.count]
    return [
        Entries(tuple(Entry(line) for line in lines)),
        Note(
            _(
                "Partnerships, exchanges and who did what when stay on record, without the name."
                " Copies that were made before, such as backups and exported files, are not"
                " reached from here."
            )
        ),
    ]


def _official(held: Held) -> list[Part]:
    official = held["official"]
    if official is None:
        return []
    quiet = [official[each][:5] for each in ("quiet_from", "quiet_until") if official[each]]
    known: tuple[tuple[Text, object], ...] = (
        (_("Name"), official["name"]),
        (_("Language"), Language(official["language"]) if official["language"] else ""),
        (_("Time zone"), official["timezone"]),
        (_("Quiet hours"), " – ".join(quiet)),
        (_("Reminded on"), (official["reached_on"] or "").title()),
        (_("On record since"), datetime.fromisoformat(official["created_at"]).date()),
    )
    return [Fields(tuple((name, _value(value)) for name, value in known if value))]


def _account(account: Held) -> Entry:
    user = ":".join(filter(None, (account["team"], account["user"])))
    closed = _("closed") if account["closed_at"] else ""
    return Entry(_("{platform}: {place}", platform=account["platform"].title(), place=user), closed)


def _role(role: Held) -> Entry:
    lead = _c("two facts", "{first} · {second}", first=role["network"], second=_role_name(role))
    return Entry(lead)


def _role_name(role: Held) -> Text:
    name = _value(Role(role["role"]))
    if not role["city"]:
        return name
    return _c("two facts", "{first} · {second}", first=name, second=role["city"])


def _stood_for(post: Held) -> Entry:
    return Entry(_c("two facts", "{first} · {second}", first=post["name"], second=post["network"]))


def _open_first(follow_ups: Sequence[Held]) -> list[Held]:
    return sorted(follow_ups, key=lambda each: bool(each["closed_at"]))


def _follow_up(follow_up: Held) -> Entry:
    due = _("due {day}", day=date.fromisoformat(follow_up["due_on"]))
    closed = _value(Closure(follow_up["closure"])) if follow_up["closure"] else due
    return Entry(_value(follow_up["text"]), closed)


def _contact(contact: Held) -> Entry:
    ways = tuple(way["address"] for way in contact["ways"])
    basis = contact["legal_basis"]
    facts: list[tuple[Text, object]] = [
        (_("Position"), contact["position"]),
        (_("Source"), contact["source"]),
        (_("Kept on the basis of"), LegalBasis(basis) if basis else _("not recorded")),
        (_c("contact", "Note"), contact["note"]),
        (_("Removed"), _day(contact["removed_at"])),
    ]
    small = tuple(_("{label}: {value}", label=name, value=value) for name, value in facts if value)
    return Entry(_called(contact), _value(Listing(ways)) if ways else "", _value(Listing(small)))


def _called(contact: Held) -> Text:
    name = contact["name"] or contact["position"]
    if not contact["city"]:
        return str(name)
    return _("{name}, {city}", name=name, city=contact["city"])


def _counted(held: Held) -> list[Part]:
    texts = Counter(each["record"] for each in held["texts"])
    named = (
        _n("{n} exchange", "{n} exchanges", texts.pop("exchange", 0)),
        _n("{n} partnership", "{n} partnerships", texts.pop("partnership", 0)),
        _n("{n} other contact", "{n} other contacts", texts.pop("contact", 0)),
        _n("{n} follow-up", "{n} follow-ups", texts.pop("follow_up", 0)),
        _n("{n} other text", "{n} other texts", sum(texts.values())),
    )
    told_of = tuple(each for each in named if each.count)
    part = sum(len(each["took_part_in"]) for each in held["contacts"])
    known: tuple[tuple[Text, object], ...] = (
        (_("Took part in"), _n("{n} exchange", "{n} exchanges", part) if part else ""),
        (_("Named in"), Listing(told_of) if told_of else ""),
        (_("Invitations taken up"), len(held["invitations"])),
        (_("Wrong codes tried"), len(held["wrong_codes"])),
        (_("Reminders"), _since(held["deliveries"], "sent_at")),
        (_("Said in bridged or translated channels"), _since(held["said"], "said_at")),
        (_("Emoji under what was said there"), len(held["emoji"])),
        (_("Changes on record"), len(held["changes_about"])),
        (_("Changes made"), len(held["changes_by"])),
    )
    pairs = tuple((name, _value(value)) for name, value in known if value)
    parts: list[Part] = [Heading(_("In the records")), Fields(pairs)] if pairs else []
    return parts + [_kept_said()] * bool(held["said"])


def _kept_said() -> Note:
    return Note(
        _n(
            "What is said in bridged or translated channels is kept for {n} day.",
            "What is said in bridged or translated channels is kept for {n} days.",
            KEPT_DAYS,
        )
    )


def _since(rows: Sequence[Held], column: str) -> Text:
    """How many there are since when; empty for none."""
    moments = sorted(each[column] for each in rows if each[column])
    if not moments:
        return ""
    return _n("{n} since {day}", "{n} since {day}", len(moments), day=_day(moments[0]))


def _listed(heading: Text, entries: Sequence[Entry]) -> list[Part]:
    if not entries:
        return []
    shown = tuple(entries[:_MOST])
    more = len(entries) - len(shown)
    rest = [Note(_n("and {n} more", "and {n} more", more))] if more else []
    return [Heading(heading), Entries(shown), *rest]


def _day(moment: str | None) -> date | None:
    return datetime.fromisoformat(moment).date() if moment else None


def _value(value: object) -> Text:
    return _c("value", "{value}", value=value)
