package org.hobnob.peer.console.history;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Past.Found;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.text.SafeText;

/** Searches what was said, and goes to where it was said. */
public final class Finding {
    private static final int HITS = 20;
    private static final int AROUND = 10;

    private final ConsoleState console;
    private final History history;
    private final Clock clock;

    public Finding(ConsoleState console, Clock clock) {
        this.console = console;
        this.clock = clock;
        history = new History(console.requests());
    }

    /** Shows the newest lines with all the words. */
    public Future<Void> search(String words) {
        return search(words, Long.MAX_VALUE, 0);
    }

    /** Shows the hits behind those that were shown last. */
    public Future<Void> more() {
        if (console.past().words().isEmpty()) {
            console.error("say what to search: /search WORDS");
            return Future.succeededFuture();
        }
        return search(console.past().words(), console.past().oldest(), 1);
    }

    private Future<Void> search(String words, long below, int page) {
        JsonObject body =
                new JsonObject().put("words", words).put("before", below).put("most", HITS);
        return history.ask("search", body).map(answer -> {
            if (answer.containsKey("trouble")) {
                console.error(SafeText.of(answer.getString("trouble")));
            } else {
                show(words, Json.objects(answer, "hits", one -> one), page);
            }
            return null;
        });
    }

    private void show(String words, List<JsonObject> hits, int page) {
        if (hits.isEmpty()) {
            console.notice(
                    page == 0 ? "nothing found: all words must be in one line; print* finds printer" : "no more");
            return;
        }
        List<Found> found = new ArrayList<>();
        for (JsonObject hit : hits) {
            PastLines.where(hit).ifPresent(where -> {
                found.add(new Found(
                        hit.getLong("line"), where, PastLines.answerable(hit), hit.getBoolean("elsewhere", false)));
                show(found.size(), hit, where);
            });
        }
        console.past().found(words, found);
        console.notice("/jump NUMBER goes there, and /reply answers it"
                + (hits.size() < HITS ? "" : "; /search alone shows older ones"));
    }

    private void show(int number, JsonObject hit, Conversation where) {
        PastLines past = new PastLines(console, clock);
        console.plain(String.format("%3d  %s  %s", number, past.minute(PastLines.saidAt(hit)), where.label())
                + (hit.getBoolean("elsewhere", false) ? "  (at another registry, or as another user)" : ""));
        past.quote(hit.getJsonObject("previous"), "       ");
        past.quote(hit, "     > ");
        past.quote(hit.getJsonObject("next"), "       ");
    }

    /** Returns where a hit was said, if the user can go there: the caller goes there first. */
    public Optional<Found> hit(String number) {
        return number.matches("[1-9][0-9]?") ? console.past().hit(Integer.parseInt(number)) : Optional.empty();
    }

    /** Shows the lines around a hit, which {@code /reply} answers from then on. */
    public Future<Void> around(Found found) {
        JsonObject body = new JsonObject().put("conversation", found.where().label());
        return history.ask("lines", body.copy().put("before", found.line() + 1).put("most", AROUND + 1))
                .compose(upTo -> history.ask(
                                "lines", body.copy().put("after", found.line()).put("most", AROUND))
                        .map(behind -> {
                            PastLines past = new PastLines(console, clock);
                            History.lines(upTo).forEach(past::show);
                            console.notice("^ this is it");
                            History.lines(behind).forEach(past::show);
                            found.answerable()
                                    .ifPresent(message -> console.recent().add(found.where(), message));
                            return null;
                        }));
    }
}
