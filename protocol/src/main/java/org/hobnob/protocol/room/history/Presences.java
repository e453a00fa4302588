package org.hobnob.protocol.room.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who was a member at which versions of the roster, as far as this member saw it: what was said then is theirs to have
 * (SPEC 15). Of versions that this member did not see it knows nothing. Not thread-safe.
 */
public final class Presences {
    private static final int MOST_SPANS = 16;
    private static final int MOST_MEMBERS = 2_000;

    /** Versions from {@code from} to {@code to}, both included; of the first one, what was kept from an ordinal on. */
    private record Span(long from, long to, long ordinal) {
        private boolean has(long version, long place) {
            return from <= version && version <= to && (version > from || place >= ordinal);
        }
    }

    private final Map<String, List<Span>> spans = new TreeMap<>();
    private long last;
    private boolean isContinued;

    private static String name(UserName user, PublicKey key) {
        return user.folded() + " " + key.hex();
    }

    /**
     * The roster at this version; a version that does not follow the last one leaves unknown ones in between.
     *
     * @param members those of whom the person was told (SPEC 8.5); others follow with {@link #admitted}
     * @param ordinal of who is new: what was kept before it is not theirs
     */
    public void roster(long version, Map<UserName, PublicKey> members, long ordinal) {
        if (version < last) {
            isContinued = false;
        }
        boolean follows = isContinued && version <= last + 1;
        last = version;
        isContinued = true;
        Map<String, List<Span>> changed = new HashMap<>();
        members.forEach((user, key) -> {
            List<Span> known = new ArrayList<>(spans.getOrDefault(name(user, key), List.of()));
            Span latest = known.isEmpty() ? null : known.get(known.size() - 1);
            if (latest != null && follows && latest.to() >= version - 1) {
                known.set(known.size() - 1, new Span(latest.from(), version, latest.ordinal()));
            } else if (latest == null || latest.to() < version) {
                known.add(new Span(version, version, ordinal));
            }
            changed.put(name(user, key), known.subList(Math.max(0, known.size() - MOST_SPANS), known.size()));
        });
        spans.putAll(changed);
        while (spans.size() > MOST_MEMBERS) {
            spans.entrySet().stream()
                    .filter(entry -> !changed.containsKey(entry.getKey()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresentOrElse(spans::remove, spans::clear);
        }
    }

    /**
     * The person was told of a member: what is kept from now on is that member's too.
     *
     * @param ordinal the lowest that will be given to what is kept from now on
     */
    public void admitted(UserName user, PublicKey key, long ordinal) {
        if (!was(user, key, last)) {
            List<Span> known = new ArrayList<>(spans.getOrDefault(name(user, key), List.of()));
            known.add(new Span(last, last, ordinal));
            spans.put(name(user, key), known.subList(Math.max(0, known.size() - MOST_SPANS), known.size()));
        }
    }

    /** Whether the user was a member with this key at that version. */
    public boolean was(UserName user, PublicKey key, long version) {
        return was(user, key, version, Long.MAX_VALUE);
    }

    /** Whether the user was a member with this key at that version, when what has this ordinal was kept. */
    public boolean was(UserName user, PublicKey key, long version, long ordinal) {
        return spans.getOrDefault(name(user, key), List.of()).stream().anyMatch(span -> span.has(version, ordinal));
    }

    /** Returns all that is known as text, for {@link #read}. */
    public String write() {
        StringBuilder text = new StringBuilder();
        spans.forEach((name, known) -> {
            text.append(name);
            known.forEach(span -> text.append(' ')
                    .append(span.from())
                    .append('-')
                    .append(span.to())
                    .append('-')
                    .append(span.ordinal()));
            text.append('\n');
        });
        return text.toString();
    }

    /** Reads what {@link #write} wrote; lines that are none are passed over. */
    public static Presences read(String text) {
        Presences read = new Presences();
        text.lines().forEach(line -> {
            String[] words = line.split(" ");
            if (line.matches("\\S+ [0-9a-f]{64}( [0-9]{1,18}-[0-9]{1,18}-[0-9]{1,18})+")) {
                List<Span> known = new ArrayList<>();
                for (int i = 2; i < words.length; i++) {
                    String[] ends = words[i].split("-");
                    known.add(new Span(Long.parseLong(ends[0]), Long.parseLong(ends[1]), Long.parseLong(ends[2])));
                }
                read.spans.put(words[0] + " " + words[1], known);
            }
        });
        return read;
    }
}
