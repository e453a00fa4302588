package org.hobnob.protocol.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of the messages between members of a room over TCP (SPEC 7). */
final class NativeRoomLines {
    private static final String BROADCAST = "DIRECT_BROADCAST";
    private static final String BROADCAST_ANSWER = "DIRECT_BROADCAST_NOTIFICATION";
    private static final String GIVE_KEYS = "ROOM_KEYS";
    private static final String GIVE_KEYS_ANSWER = "ROOM_KEYS_RESPONSE";
    private static final String ASK_KEYS = "ASK_ROOM_KEYS";
    private static final String ASK_KEYS_ANSWER = "ASK_ROOM_KEYS_RESPONSE";
    private static final String ASK_REPAIR = "ASK_ROOM_REPAIR";
    private static final String ASK_REPAIR_ANSWER = "ASK_ROOM_REPAIR_RESPONSE";
    private static final String ASK_HISTORY = "ASK_ROOM_HISTORY";
    private static final String ASK_HISTORY_ANSWER = "ASK_ROOM_HISTORY_RESPONSE";
    private static final String ASK_HEADS = "ASK_ROOM_HEADS";
    private static final String ASK_HEADS_ANSWER = "ASK_ROOM_HEADS_RESPONSE";
    private static final int OK = 200;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern STREAM = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private NativeRoomLines() {}

    static NativeLine print(String tag, PeerMessage.OfRoom message) {
        return message.with(new Printer(tag));
    }

    /** Encodes each kind of message with this tag. */
    private record Printer(String tag) implements PeerMessage.Cases<NativeLine> {
        @Override
        public NativeLine broadcast(PeerMessage.DirectBroadcast broadcast) {
            LineBuilder line = new LineBuilder().word(broadcast.sender());
            broadcast.datagrams().forEach(datagram -> line.word(datagram.word()));
            return line.param("room", broadcast.room()).build(tag, BROADCAST);
        }

        @Override
        public NativeLine keysGiven(PeerMessage.GiveRoomKeys give) {
            return keys(begin(give), give.keys()).build(tag, GIVE_KEYS);
        }

        @Override
        public NativeLine keysAsked(PeerMessage.AskRoomKeys ask) {
            return begin(ask)
                    .word(HEX.toHexDigits(ask.stream()))
                    .word(ask.through())
                    .build(tag, ASK_KEYS);
        }

        @Override
        public NativeLine repairAsked(PeerMessage.AskRoomRepair ask) {
            return begin(ask)
                    .word(HEX.toHexDigits(ask.stream()))
                    .word(ask.from())
                    .word(ask.to())
                    .build(tag, ASK_REPAIR);
        }

        @Override
        public NativeLine historyAsked(PeerMessage.AskRoomHistory ask) {
            return begin(ask)
                    .word(HEX.toHexDigits(ask.stream()))
                    .word(ask.from())
                    .word(ask.to())
                    .build(tag, ASK_HISTORY);
        }

        @Override
        public NativeLine headsAsked(PeerMessage.AskRoomHeads ask) {
            return begin(ask).build(tag, ASK_HEADS);
        }

        private static LineBuilder begin(PeerMessage.OfRoom message) {
            return new LineBuilder().word(message.sender()).word(message.room());
        }
    }

    private static LineBuilder keys(LineBuilder line, RoomKeys keys) {
        line.word(keys.salt().hex()).word(keys.entitledFrom());
        keys.chains().forEach(chain -> line.word(chain.reveal()));
        return line.param("control", keys.control().map(ControlKey::reveal));
    }

    /** Parses a message; returns null if its name is not one of these. */
    static Parsed<PeerMessage> parseMessage(NativeLine line) {
        Fields fields = new Fields(line);
        return switch (line.name()) {
            case BROADCAST -> {
                UserName sender = fields.word(UserName::of);
                List<RoomDatagram> datagrams = fields.groups(1, () -> fields.word(RoomDatagram::parse));
                RoomName room = fields.required("room", RoomName::of);
                requireCount(fields, datagrams, 1);
                yield finish(fields, () -> new PeerMessage.DirectBroadcast(sender, room, datagrams));
            }
            case GIVE_KEYS -> {
                UserName sender = fields.word(UserName::of);
                RoomName room = fields.word(RoomName::of);
                Supplier<RoomKeys> keys = keys(fields);
                yield finish(fields, () -> new PeerMessage.GiveRoomKeys(sender, room, keys.get()));
            }
            case ASK_KEYS -> {
                UserName sender = fields.word(UserName::of);
                RoomName room = fields.word(RoomName::of);
                Long stream = fields.word(NativeRoomLines::stream);
                Long through = fields.word(NativeRoomLines::number);
                yield finish(fields, () -> new PeerMessage.AskRoomKeys(sender, room, stream, through));
            }
            case ASK_REPAIR -> {
                UserName sender = fields.word(UserName::of);
                RoomName room = fields.word(RoomName::of);
                Long stream = fields.word(NativeRoomLines::stream);
                Long from = fields.word(NativeRoomLines::number);
                Long to = fields.word(NativeRoomLines::number);
                yield finish(fields, () -> new PeerMessage.AskRoomRepair(sender, room, stream, from, to));
            }
            case ASK_HISTORY -> {
                UserName sender = fields.word(UserName::of);
                RoomName room = fields.word(RoomName::of);
                Long stream = fields.word(NativeRoomLines::stream);
                Long from = fields.word(NativeRoomLines::number);
                Long to = fields.word(NativeRoomLines::number);
                yield finish(fields, () -> new PeerMessage.AskRoomHistory(sender, room, stream, from, to));
            }
            case ASK_HEADS -> {
                UserName sender = fields.word(UserName::of);
                RoomName room = fields.word(RoomName::of);
                yield finish(fields, () -> new PeerMessage.AskRoomHeads(sender, room));
            }
            default -> null;
        };
    }

    /** Reads the words now, and makes the keys once all are known to be valid. */
    private static Supplier<RoomKeys> keys(Fields fields) {
        StreamSalt salt = fields.word(StreamSalt::of);
        Long entitledFrom = fields.word(word -> number(word).filter(number -> number > 0));
        List<ChainKey> chains = fields.groups(1, () -> fields.word(ChainKey::parse));
        Optional<ControlKey> control = fields.param("control", ControlKey::parse);
        return () -> new RoomKeys(salt, entitledFrom, chains, control);
    }

    private static void requireCount(Fields fields, List<RoomDatagram> datagrams, int atLeast) {
        if (datagrams.size() < atLeast || datagrams.size() > RoomLines.MAX_DATAGRAMS) {
            fields.miss(Reason.MALFORMED);
        }
    }

    private static <T> Parsed<T> finish(Fields fields, Supplier<T> made) {
        return fields.finish(Command.UNKNOWN, made);
    }

    private static Optional<Long> stream(String word) {
        return STREAM.matcher(word).matches()
                ? Optional.of(HexFormat.fromHexDigitsToLong(word)).filter(stream -> stream != 0)
                : Optional.empty();
    }

    private static Optional<Long> number(String word) {
        return NUMBER.matcher(word).matches() ? Optional.of(Long.parseLong(word)) : Optional.empty();
    }

    /** Encodes the reply; returns null if it is not one of these. */
    static NativeLine print(String tag, PeerReply reply) {
        if (reply instanceof PeerReply.BroadcastTaken taken) {
            return answer(true).word(taken.sender()).build(tag, BROADCAST_ANSWER);
        }
        if (reply instanceof PeerReply.BroadcastRefused refused) {
            return answer(false).word(refused.sender()).build(tag, BROADCAST_ANSWER);
        }
        if (reply instanceof PeerReply.RoomKeysTaken given) {
            return answer(given.taken()).build(tag, GIVE_KEYS_ANSWER);
        }
        if (reply instanceof PeerReply.RoomKeysAnswer answer) {
            LineBuilder line = answer(answer.keys().isPresent());
            answer.keys().ifPresent(keys -> keys(line, keys));
            return line.build(tag, ASK_KEYS_ANSWER);
        }
        if (reply instanceof PeerReply.RoomRepair repair) {
            LineBuilder line = answer(true);
            repair.datagrams().forEach(datagram -> line.word(datagram.word()));
            return line.build(tag, ASK_REPAIR_ANSWER);
        }
        if (reply instanceof PeerReply.RoomHistory history) {
            LineBuilder line = answer(history.entries().isPresent());
            history.entries().ifPresent(entries -> entries.forEach(entry -> line.word(entry.word())));
            return line.build(tag, ASK_HISTORY_ANSWER);
        }
        if (reply instanceof PeerReply.RoomHeads heads) {
            LineBuilder line = answer(heads.heads().isPresent());
            heads.heads().ifPresent(list -> list.forEach(head -> line.word(head.word())));
            return line.build(tag, ASK_HEADS_ANSWER);
        }
        return reply instanceof PeerReply.RoomRepairRefused ? answer(false).build(tag, ASK_REPAIR_ANSWER) : null;
    }

    private static LineBuilder answer(boolean ok) {
        return ok
                ? new LineBuilder().word("<SUCCESS>").word("<200>")
                : new LineBuilder().word("<FAILURE>").word("<404>");
    }

    /** Parses a reply after its phrase and code; returns null if its name is not one of these. */
    static Parsed<PeerReply> parseReply(String name, int code, Fields fields) {
        boolean ok = code == OK;
        return switch (name) {
            case BROADCAST_ANSWER -> {
                UserName sender = fields.word(UserName::of);
                Function<UserName, PeerReply> made =
                        ok ? PeerReply.BroadcastTaken::new : PeerReply.BroadcastRefused::new;
                yield finish(fields, () -> made.apply(sender));
            }
            case GIVE_KEYS_ANSWER -> finish(fields, () -> new PeerReply.RoomKeysTaken(ok));
            case ASK_KEYS_ANSWER -> {
                Optional<Supplier<RoomKeys>> keys = ok ? Optional.of(keys(fields)) : Optional.empty();
                yield finish(fields, () -> new PeerReply.RoomKeysAnswer(keys.map(Supplier::get)));
            }
            case ASK_REPAIR_ANSWER -> {
                List<RoomDatagram> datagrams =
                        ok ? fields.groups(1, () -> fields.word(RoomDatagram::parse)) : List.of();
                requireCount(fields, datagrams, 0);
                yield finish(
                        fields, () -> ok ? new PeerReply.RoomRepair(datagrams) : new PeerReply.RoomRepairRefused());
            }
            case ASK_HISTORY_ANSWER -> {
                Optional<List<HistoryEntry>> entries =
                        ok ? Optional.of(fields.groups(1, () -> fields.word(HistoryEntry::parse))) : Optional.empty();
                yield finish(fields, () -> new PeerReply.RoomHistory(entries));
            }
            case ASK_HEADS_ANSWER -> {
                Optional<List<StreamHead>> heads =
                        ok ? Optional.of(fields.groups(1, () -> fields.word(StreamHead::parse))) : Optional.empty();
                yield finish(fields, () -> new PeerReply.RoomHeads(heads));
            }
            default -> null;
        };
    }
}
