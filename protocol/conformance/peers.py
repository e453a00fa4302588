"""Lines between peers (SPEC 7)."""

import letters
import messages
import refusals
import values as v
from lines import Line
from messages import Message, Refused
from schema import Refusal, Shape, param, rest, word

SENDER, ROOM = word("sender", v.NAME), word("room", v.NAME)
ID = param("id", v.HEX_32)
KEYS = ("salt", "entitledFrom", "chains", "control")
KEY_WORDS = (word("salt", v.HEX_32), word("entitledFrom", v.FROM_ONE))


def _ascending(read):
    """At most 32 chains, in the order of their numbers, none of which comes twice."""
    numbers = [int(chain.split(":")[1]) for chain in read["chains"]]
    if numbers != sorted(set(numbers)):
        raise Refusal()


def _placed(read):
    if read["first"] > read["number"]:
        raise Refusal()


def _ranged(read):
    if not read["from"] <= read["to"] <= read["from"] + 255:
        raise Refusal()


def _file_end(word):
    """What a later version says counts as a failure (SPEC 16.1)."""
    return word.upper() if word in {"withdrawn", "refused", "cancelled", "done", "failed"} else "FAILED"


CHAINS = rest("chains", v.CHAIN, 0, 32)
CONTROL = (param("control", v.CONTROL_KEY, None),)

MESSAGES = [
    Shape("ChatRequest", "CHAT_REQUEST", ("sender", "recipient"), (word("recipient", v.NAME),), (
        param("from", v.NAME, field="sender"),)),
    Shape("DirectMessage", "DIRECT_MESSAGE",
          ("sender", "recipient", "id", ("place", ("log", "number", "first")),
           ("body", ("text", "fields")), "mail", "keeper", "keeperMail"),
          (SENDER, word("recipient", v.NAME), word("text", v.MESSAGE_TEXT)),
          (ID, param("log", v.HEX_16), param("n", v.POSITIVE, field="number"), param("first", v.POSITIVE),
           param("body", v.FIELDS, v.Text(""), field="fields"), param("mail", v.TOKEN, None),
           param("keeper", v.KEEPER, None), param("keeper-mail", v.TOKEN, None, field="keeperMail")),
          check=_placed),
    Shape("DirectBroadcast", "DIRECT_BROADCAST", ("sender", "room", "datagrams"), (SENDER,), (param("room", v.NAME),),
          rest("datagrams", v.DATAGRAM, 1, 4)),
    Shape("GiveRoomKeys", "ROOM_KEYS", ("sender", "room", ("keys", KEYS)), (SENDER, ROOM, *KEY_WORDS), CONTROL,
          rest=CHAINS, check=_ascending),
    Shape("AskRoomKeys", "ASK_ROOM_KEYS", ("sender", "room", "stream", "through"),
          (SENDER, ROOM, word("stream", v.STREAM), word("through", v.FROM_ZERO))),
    Shape("AskRoomHistory", "ASK_ROOM_HISTORY", ("sender", "room", "stream", "from", "to"),
          (SENDER, ROOM, word("stream", v.STREAM), word("from", v.FROM_ONE), word("to", v.FROM_ONE)), check=_ranged),
    Shape("AskRoomHeads", "ASK_ROOM_HEADS", ("sender", "room"), (SENDER, ROOM)),
    Shape("AskRoomRepair", "ASK_ROOM_REPAIR", ("sender", "room", "stream", "from", "to"),
          (SENDER, ROOM, word("stream", v.STREAM), word("from", v.FROM_ONE), word("to", v.FROM_ONE)), check=_ranged),
    Shape("OfferFile", "OFFER_FILE", ("sender", "recipient", "id", ("file", ("name", "size")), "port", "room"),
          (SENDER, word("recipient", v.NAME), word("name", v.FILE_NAME)),
          (ID, param("size", v.FILE_SIZE), param("port", v.FILE_PORT), param("room", v.NAME, None))),
    Shape("EndFile", "END_FILE", ("sender", "recipient", "id", "end"), (SENDER, word("recipient", v.NAME)),
          (ID, param("end", v.Value(_file_end, str.lower)))),
    Shape("AskLineBack", "ASK_LINE_BACK", ("sender",), (SENDER,)),
    Shape("AskHandOut", "ASK_HAND_OUT", ("sender", "recipient", "id"), (SENDER, word("recipient", v.NAME)), (ID,)),
    Shape("AskHandOutReport", "ASK_HAND_OUT_REPORT", ("sender", "recipient", "id", "needs"),
          (SENDER, word("recipient", v.NAME)), (ID, param("needs", v.number(0, 4096)))),
    Shape("EndHandOut", "END_HAND_OUT", ("sender", "recipient", "id"), (SENDER, word("recipient", v.NAME)), (ID,)),
]


def _fixed(**fields):
    return lambda read: read.update(fields)


TAKEN = {
    "DIRECT_UNICAST_NOTIFICATION": Shape(
        "DirectTaken", "DIRECT_UNICAST_NOTIFICATION", ("sender", "id", "log", "through", "text"),
        (SENDER, word("text", v.MESSAGE_TEXT)),
        (ID, param("log", v.HEX_16), param("n", v.POSITIVE, field="through"))),
    "DIRECT_BROADCAST_NOTIFICATION": Shape(
        "BroadcastTaken", "DIRECT_BROADCAST_NOTIFICATION", ("sender",), (SENDER,)),
    "ROOM_KEYS_RESPONSE": Shape("RoomKeysTaken", "ROOM_KEYS_RESPONSE", ("taken",), check=_fixed(taken=True)),
    "ASK_ROOM_KEYS_RESPONSE": Shape(
        "RoomKeysAnswer", "ASK_ROOM_KEYS_RESPONSE", (("keys", KEYS),), KEY_WORDS, CONTROL, rest=CHAINS,
        check=_ascending),
    "ASK_ROOM_HISTORY_RESPONSE": Shape(
        "RoomHistory", "ASK_ROOM_HISTORY_RESPONSE", ("entries",), rest=rest("entries", letters.ENTRY, 0, 4)),
    "ASK_ROOM_HEADS_RESPONSE": Shape(
        "RoomHeads", "ASK_ROOM_HEADS_RESPONSE", ("heads",), rest=rest("heads", letters.HEAD, 0, 64)),
    "ASK_ROOM_REPAIR_RESPONSE": Shape(
        "RoomRepair", "ASK_ROOM_REPAIR_RESPONSE", ("datagrams",), rest=rest("datagrams", v.DATAGRAM, 0, 4)),
}

REFUSED = {
    "DIRECT_BROADCAST_NOTIFICATION": Shape(
        "BroadcastRefused", "DIRECT_BROADCAST_NOTIFICATION", ("sender",), (SENDER,)),
    "ROOM_KEYS_RESPONSE": Shape("RoomKeysTaken", "ROOM_KEYS_RESPONSE", ("taken",), check=_fixed(taken=False)),
    "ASK_ROOM_KEYS_RESPONSE": Shape(
        "RoomKeysAnswer", "ASK_ROOM_KEYS_RESPONSE", ("keys",), check=_fixed(keys=None)),
    "ASK_ROOM_HISTORY_RESPONSE": Shape(
        "RoomHistory", "ASK_ROOM_HISTORY_RESPONSE", ("entries",), check=_fixed(entries=None)),
    "ASK_ROOM_HEADS_RESPONSE": Shape("RoomHeads", "ASK_ROOM_HEADS_RESPONSE", ("heads",), check=_fixed(heads=None)),
    "ASK_ROOM_REPAIR_RESPONSE": Shape("RoomRepairRefused", "ASK_ROOM_REPAIR_RESPONSE"),
}

TAKEN["END_FILE_RESPONSE"] = Shape("FileEndHeard", "END_FILE_RESPONSE", ("heard",), check=_fixed(heard=True))
TAKEN["ASK_LINE_BACK_RESPONSE"] = Shape("LineBack", "ASK_LINE_BACK_RESPONSE", ("works",), check=_fixed(works=True))
REFUSED["ASK_LINE_BACK_RESPONSE"] = Shape("LineBack", "ASK_LINE_BACK_RESPONSE", ("works",), check=_fixed(works=False))
REFUSED["END_FILE_RESPONSE"] = Shape("FileEndHeard", "END_FILE_RESPONSE", ("heard",), check=_fixed(heard=False))

HAND_OUT, REPORT = ("number", "key", "group", "pieceBytes", "blockPieces"), ("highest", "heard", "from", "needs")
COUNT = v.number(0, 2**31 - 1)


def _signed(word):
    """64 bits in hex digits, which a meaning shows as a signed number."""
    return int.from_bytes(bytes.fromhex(v.HEX_16.read(word)), "big", signed=True)


def _needs(text):
    needs = letters.unspelt(text)
    if not 1 <= len(needs) <= 4096 or max(needs) > 128:
        raise ValueError(text)
    return list(needs)


TAKEN["ASK_HAND_OUT_RESPONSE"] = Shape(
    "HandOutAnswer", "ASK_HAND_OUT_RESPONSE", (("handOut", HAND_OUT),), (),
    (param("number", v.Value(_signed, lambda number: f"{number % 2**64:016x}")), param("key", v.HEX_64), param("group", v.GROUP),
     param("piece", v.number(1, 1164), field="pieceBytes"), param("block", v.number(1, 128), field="blockPieces")))
TAKEN["ASK_HAND_OUT_REPORT_RESPONSE"] = Shape(
    "HandOutReported", "ASK_HAND_OUT_REPORT_RESPONSE", (("report", REPORT),), (),
    (param("highest", COUNT), param("heard", COUNT), param("from", COUNT),
     param("needs", v.Value(_needs, lambda needs: letters.spelt(bytes(needs))), [])))
TAKEN["END_HAND_OUT_RESPONSE"] = Shape("HandOutEndHeard", "END_HAND_OUT_RESPONSE", ("heard",), check=_fixed(heard=True))
REFUSED["ASK_HAND_OUT_RESPONSE"] = Shape(
    "HandOutAnswer", "ASK_HAND_OUT_RESPONSE", ("handOut",), check=_fixed(handOut=None))
REFUSED["ASK_HAND_OUT_REPORT_RESPONSE"] = Shape(
    "HandOutReported", "ASK_HAND_OUT_REPORT_RESPONSE", ("report",), check=_fixed(report=None))
REFUSED["END_HAND_OUT_RESPONSE"] = Shape(
    "HandOutEndHeard", "END_HAND_OUT_RESPONSE", ("heard",), check=_fixed(heard=False))

FILE_ANSWERS = {"taken": 200, "done": 200, "refused": 404, "not-sender": 404, "not-recipient": 404, "full": 503,
                "unavailable": 503}
DIRECT_REASONS = {"not-sender": 404, "not-recipient": 404, "out-of-order": 404, "number-taken": 300, "unavailable": 503}
CHAT_ANSWERS = {("<ACCEPT>", 200): "ACCEPT", ("<BUSY>", 300): "BUSY", ("<REJECT>", 404): "REJECT"}
STATUS_OF = {
    "ACCEPT": ["<ACCEPT>", "<200>"], "BUSY": ["<BUSY>", "<300>"],
    "REJECT": ["<REJECT>", "<404>"], "UNANSWERED": ["<REJECT>", "<404>"],
}


KEEPERS = {shape.name: shape.command for shape in letters.REQUESTS}  # what a keeper of mailboxes is asked (SPEC 14.5)


def _nested(field, meaning):
    """A meaning as the value of a field: without its type."""
    return f"{field}={{{meaning.partition(' ')[2]}}}"


def _ask_keeper(line):
    if not line.words or not v.is_name(line.words[0]):
        raise Refused("UNKNOWN", "malformed")
    try:
        asked = messages.read_request(Line(line.tag, line.name, line.words[1:], line.params))
    except Refused as refused:
        raise Refused("UNKNOWN", refused.reason) from None
    asked.line.words.insert(0, line.words[0])
    return Message(f"AskKeeper sender={line.words[0]} {_nested('request', asked.meaning)}", asked.line)


def _keeper_answer(line):
    name = line.name.removesuffix("_RESPONSE")
    try:
        told = messages.read_reply(Line(line.tag, name, line.words, line.params), KEEPERS[name])
    except Refused as refused:
        raise Refused("UNKNOWN", refused.reason) from None
    answer = Line(line.tag, line.name, told.line.words, told.line.params)
    return Message(f"KeeperAnswer {_nested('reply', told.meaning)}", answer)


def read_message(line):
    """The message in a line; raises Refused."""
    if line.tag in "!?":  # SPEC 3.4
        raise Refused("UNKNOWN", "malformed")
    if line.name in KEEPERS:
        return _ask_keeper(line)
    shape = next((shape for shape in MESSAGES if shape.name == line.name), None)
    if not shape:
        raise Refused("UNKNOWN", "unknown-command")
    try:
        return _of(shape, line, line.words)
    except Refusal as refusal:
        raise Refused("UNKNOWN", refusal.reason) from None


def read_reply(line):
    """The reply in a line; raises Refused."""
    if line.name.removesuffix("_RESPONSE") in KEEPERS and line.name.endswith("_RESPONSE"):
        return _keeper_answer(line)
    if line.name not in {*TAKEN, "CHAT_REQUEST_RESPONSE", "OFFER_FILE_RESPONSE", "ERROR"}:
        raise Refused("UNKNOWN", "unknown-command")
    try:
        return _read_reply(line)
    except Refusal as refusal:
        raise Refused("UNKNOWN", refusal.reason) from None


def _read_reply(line):
    phrase, code, words = messages.status(line.words)
    if line.name == "CHAT_REQUEST_RESPONSE":
        return _chat_answer(line, phrase, code, words)
    if line.name == "OFFER_FILE_RESPONSE":
        return _file_offer_answered(line, code, words)
    if line.name == "ERROR":
        return _not_understood(line, code, words)
    if code == 200:
        return _of(TAKEN[line.name], line, words, ["<SUCCESS>", "<200>"])
    if line.name == "DIRECT_UNICAST_NOTIFICATION":
        return _direct_refused(line, code, words)
    return _of(REFUSED[line.name], line, words, ["<FAILURE>", "<404>"])


def _of(shape, line, words, status=(), params=None):
    read = shape.read(words, line.params if params is None else params)
    return Message(shape.meaning(read), shape.line(line.tag, read, status))


def _chat_answer(line, phrase, code, words):
    """The one reply whose phrase counts: it must go with the code."""
    decision = CHAT_ANSWERS.get((phrase, code), "REJECT")
    if decision == "REJECT" and code == 200:
        raise Refusal()
    params = {}
    if decision == "REJECT" and line.params.get("reason") == "no-answer":
        decision, params = "UNANSWERED", {"reason": "no-answer"}
    shape = Shape("ChatAnswer", line.name, ("decision", "sender"), (SENDER,), (param("reason", v.shaped(".*"), None),),
                  check=_fixed(decision=decision))
    return _of(shape, line, words, STATUS_OF[decision], params)


def _direct_refused(line, code, words):
    reason = line.params.get("reason")
    if reason not in DIRECT_REASONS:
        reason = {300: "number-taken", 404: "not-recipient"}.get(code, "unavailable")
    return _with_reason("DirectRefused", line, words, reason, DIRECT_REASONS[reason], (ID,))


def _file_offer_answered(line, code, words):
    answer = line.params.get("answer")
    if FILE_ANSWERS.get(answer) != code:
        answer = {200: "taken", 404: "refused"}.get(code, "unavailable")
    return _with_reason("FileOfferAnswered", line, words, answer, FILE_ANSWERS[answer], (ID,), "answer")


def _not_understood(line, code, words):
    if code == 200:
        raise Refusal()
    reason = refusals.reason("UNKNOWN", code, line.params.get("reason"))
    return _with_reason("NotUnderstood", line, words, reason, refusals.REASONS[reason], ())


def _with_reason(kind, line, words, reason, code, params, key="reason"):
    word_of = v.Value(lambda text: text.upper().replace("-", "_"), lambda name: name.lower().replace("_", "-"))
    shape = Shape(kind, line.name, (*(each.field for each in params), key), (), (*params, param(key, word_of)))
    status = [f"<{refusals.phrase('UNKNOWN', code)}>", f"<{code}>"]
    return _of(shape, line, words, status, {**line.params, key: reason})
