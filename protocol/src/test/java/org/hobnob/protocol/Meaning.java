package org.hobnob.protocol;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.ShortHash;

/**
 * A message in the notation of the test vectors: its type and {@code field=value} for each field. Free text stands in
 * quotes ({@link Vectors#quote}), an absent value is {@code -}, lists are {@code [a, b]}, values of several fields
 * {@code {field=value …}}, streams and a header's room 16 hex digits. Secrets are shown, so this is for tests only.
 */
public final class Meaning {
    private Meaning() {}

    public static String of(Record message) {
        String fields = fields(message);
        return message.getClass().getSimpleName() + (fields.isEmpty() ? "" : " " + fields);
    }

    private static String fields(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + value(component.getName(), get(record, component)))
                .collect(Collectors.joining(" "));
    }

    private static String value(String field, Object value) {
        if (value instanceof RoomId room) {
            return HexFormat.of().toHexDigits(room.bits());
        }
        return field.equals("stream") ? HexFormat.of().toHexDigits((Long) value) : value(value);
    }

    private static String value(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Meaning::value).orElse("-");
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? String.valueOf(number.getAsLong()) : "-";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Meaning::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String text) {
            return Vectors.quote(text);
        }
        if (value instanceof ChatText text) {
            return Vectors.quote(text.text());
        }
        if (value instanceof Title title) {
            return Vectors.quote(title.text());
        }
        if (value instanceof InviteToken token) {
            return token.text();
        }
        if (value instanceof ReportText report) {
            return report.base64();
        }
        if (value instanceof KeepAliveKey key) {
            return key.revealHex();
        }
        if (value instanceof HandOutKey key) {
            return key.reveal();
        }
        if (value instanceof ControlKey key) {
            return key.reveal();
        }
        if (value instanceof ChainKey key) {
            return key.reveal();
        }
        if (value instanceof RoomDatagram datagram) {
            return HexFormat.of().formatHex(datagram.bytes());
        }
        if (value instanceof UserStatus status) {
            return status.toString();
        }
        if (value instanceof HistoryEntry entry) {
            return "{speaker=" + entry.speaker() + " key=" + entry.key() + " salt=" + entry.salt() + " messageKey="
                    + HexFormat.of().formatHex(entry.messageKey()) + " datagram=" + value(entry.datagram()) + "}";
        }
        if (value instanceof Request || value instanceof Reply) {
            return "{" + fields((Record) value) + "}";
        }
        if (value instanceof Letter letter) {
            return "{prekey=" + letter.prekey() + " bytes=" + letter.bytes().length + "}";
        }
        if (value instanceof PutToken token) {
            return token.reveal();
        }
        if (value instanceof ShortHash hash) {
            return hash.toString();
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }
        if (value instanceof Record record) {
            RecordComponent[] components = record.getClass().getRecordComponents();
            return components.length == 1 ? get(record, components[0]).toString() : "{" + fields(record) + "}";
        }
        return value.toString();
    }

    private static Object get(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
