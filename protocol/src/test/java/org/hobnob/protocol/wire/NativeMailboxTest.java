package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Sealed;
import org.hobnob.protocol.Spec;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.MailboxReply;
import org.hobnob.protocol.mailbox.MailboxRequest;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.value.UserName;

/** SPEC 14.3: requests about mailboxes. */
class NativeMailboxTest {
    private final Set<Class<?>> seen = new HashSet<>();
    private final Map<String, String> names = new TreeMap<>();

    @Example
    void linesAreAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("mailbox-lines.txt", 4)) {
            switch (row.column(1)) {
                case "request" -> check(row, NativeMailbox::parseRequest, NativeMailbox::print);
                default -> check(row, NativeMailbox::parseReply, NativeMailbox::print);
            }
        }
        assertEquals(Sealed.types(MailboxRequest.class).collect(Collectors.toSet()), seenOf(MailboxRequest.class));
        assertEquals(Sealed.types(MailboxReply.class).collect(Collectors.toSet()), seenOf(MailboxReply.class));
        assertEquals(documented("meaning", "reply"), names);
    }

    private Set<Class<?>> seenOf(Class<?> type) {
        return seen.stream().filter(type::isAssignableFrom).collect(Collectors.toSet());
    }

    private static Map<String, String> documented(String... tables) {
        Map<String, String> rows = new TreeMap<>();
        for (String table : tables) {
            for (List<String> row : Spec.table("14.3", table)) {
                rows.put(Spec.code(row.get(0)), Spec.code(row.get(1)));
            }
        }
        return rows;
    }

    private <T> void check(
            Vectors.Row row, Function<NativeLine, Parsed<T>> parse, BiFunction<String, T, NativeLine> print) {
        NativeLine line = NativeLine.parse(row.column(2)).orElseThrow();
        Parsed<T> parsed = parse.apply(line);
        if (parsed instanceof Parsed.Invalid<T> invalid) {
            String bad = "bad " + invalid.command() + " " + invalid.reason().word();
            assertEquals(row.column(3), bad, row.name());
            return;
        }
        T value = ((Parsed.Valid<T>) parsed).value();
        seen.add(value.getClass());
        names.put(value.getClass().getSimpleName(), line.name());
        String printed = print.apply("1", value).print();
        String spelt = printed.equals(row.column(2)) ? "ok " : "read ";
        assertEquals(row.column(3), spelt + Meaning.of((Record) value), row.name());
    }

    @Property(tries = 1000)
    void noWordsMakeTheReadersThrow(@ForAll List<String> words) {
        for (String name : documented("meaning", "reply").values()) {
            NativeMailbox.parseRequest(new NativeLine("1", name, words, Map.of("token", "x", "after", "-")));
            NativeMailbox.parseReply(new NativeLine("1", name, words, Map.of()));
        }
    }

    @Example
    void longestLinesFit() {
        byte[] longest = new byte[Letter.MAX_BYTES];
        longest[0] = 1;
        Letter letter = Letter.parse(longest).orElseThrow();
        Optional<PutToken> token = PutToken.of("0a".repeat(16));
        MailboxRequest put = new MailboxRequest.PutLetter(new UserName("u".repeat(32)), letter, token);
        assertTrue(NativeMailbox.print("t".repeat(16), put).print().length() <= Limits.LINE_BYTES);
    }

    @Example
    void tokenDoesNotPrintItself() {
        PutToken token = PutToken.of("0a".repeat(16)).orElseThrow();
        assertFalse(token.toString().contains("0a0a"));
        assertEquals(32, token.hash().length());
    }
}
