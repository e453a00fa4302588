package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hobnob.peer.HostileTexts;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.ScriptNewcomers;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.PlainScreen;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.LinkWording;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.Test;

/** Whatever text is in whatever field of an event, each line stays one line and does nothing to a terminal or a pipe. */
class HostileEventsTest {
    private static final Set<String> NUMBERS = Set.of(
            "upTo",
            "count",
            "left",
            "retryMs",
            "until",
            "saidAt",
            "version",
            "port",
            "capacity",
            "number",
            "done",
            "size",
            "rate",
            "leftMs");
    private static final Set<String> FLAGS = Set.of(
            "multicast",
            "again",
            "verified",
            "otherKey",
            "works",
            "full",
            "action",
            "unreadable",
            "standing",
            "locked",
            "own",
            "running",
            "stands",
            "hosted");
    /** What the bus has read into its type before the console gets it. */
    private static final Map<String, Object> READ_BEFORE =
            Map.of("topic", "", "post", "all", "hosts", new JsonArray().add("omar"), "history", "off");

    /** Words of events on which the console's wording depends. */
    private static final List<String> KINDS = List.of(
            "retrying",
            "resumed",
            "ended",
            "joined",
            "kicked",
            "changed",
            "sealed",
            "weaker-seals",
            "different-texts",
            "other-roster");

    private static final Set<String> LISTS = Set.of("users", "members", "missing", "confirmed");

    private final ByteArrayOutputStream piped = new ByteArrayOutputStream();
    private final StringBuilder drawn = new StringBuilder();
    private long shown;

    /** An event that has every field, with the text wherever text may be. */
    private static final class Fields extends AbstractMap<String, Object> {
        private final String text;
        private final Map<String, Object> own;

        Fields(String text, Map<String, Object> own) {
            this.text = text;
            this.own = own;
        }

        @Override
        public Object get(Object key) {
            if (own.containsKey(key)) {
                return own.get(key);
            }
            if (key.equals("replyTo")) {
                return new JsonObject(new Fields(text, own));
            }
            return NUMBERS.contains(key)
                    ? (Object) 1L
                    : FLAGS.contains(key) ? (Object) true : LISTS.contains(key) ? new JsonArray().add(text) : text;
        }

        @Override
        public boolean containsKey(Object key) {
            return true;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }

    private final class Both implements Screen {
        private final Screen pipe = new PlainScreen(new PrintStream(piped, true, StandardCharsets.UTF_8));
        private final Palette palette = new Palette(false, false);

        @Override
        public void show(Role role, String line) {
            pipe.show(role, line);
            drawn.append(palette.line(role, line)).append('\n');
            shown++;
        }

        @Override
        public void chat(org.hobnob.peer.console.conversation.ChatLine line) {
            pipe.chat(line);
            drawn.append(palette.chat("10:02", line)).append('\n');
            shown++;
        }
    }

    private void hearAll(String text, Map<String, Object> own) {
        FakePeer peer = new FakePeer();
        ConsoleState state = new ConsoleState(peer, new Both());
        Commands commands = new Commands(state, () -> {});
        new Presenter(state, LinkWording.whole(), new ScriptNewcomers(state, commands), Clock.systemUTC())
                .events()
                .forEach((action, event) -> {
                    // Whom the person ignores is read from the profile, and shows nothing.
                    if (!action.equals("ignored")) {
                        event.accept(new JsonObject(new Fields(text, own)));
                    }
                });
    }

    @Test
    void noFieldOfAnEventReachesTheScreenAsItIs() {
        for (String text : HostileTexts.all()) {
            hearAll(text, READ_BEFORE);
            for (String kind : KINDS) {
                Map<String, Object> own = new HashMap<>(READ_BEFORE);
                List.of("state", "event", "what", "kind").forEach(key -> own.put(key, kind));
                hearAll(text, own);
            }
        }
        String all = piped.toString(StandardCharsets.UTF_8);
        assertTrue(shown > 5_000, "only " + shown + " lines");
        assertEquals(shown, all.lines().count());
        assertEquals(shown, drawn.toString().lines().count());
        HostileTexts.assertHarmless(all);
        HostileTexts.assertHarmless(drawn.toString());
        HostileTexts.assertNotForged(all.lines().toList());
    }
}
