package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.text.NearestWord;
import org.hobnob.protocol.text.SafeText;

/** Shows and changes the settings of {@link PeerKey}. */
public final class SettingActions {
    private static final String DEFAULT = "-";

    private final ConsoleState console;

    SettingActions(ConsoleState console) {
        this.console = console;
    }

    private PeerValues values() {
        return console.settings();
    }

    /** @param words nothing, a setting, or a setting and its value; {@code -} is the default */
    Future<Void> set(List<String> words) {
        if (words.isEmpty()) {
            return list();
        }
        String name = words.get(0).toLowerCase(Locale.ROOT);
        Optional<PeerKey> key = PeerKey.of(name);
        if (key.isEmpty()) {
            return refused("there is no setting " + SafeText.of(name)
                    + NearestWord.of(name, PeerKey.keys())
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse("; /set lists them"));
        }
        return words.size() == 1
                ? tell(key.get())
                : set(key.get(), words.get(1).equals(DEFAULT) ? Optional.empty() : Optional.of(words.get(1)));
    }

    private Future<Void> list() {
        for (PeerKey key : PeerKey.values()) {
            String row = String.format("  %-14s %-14s %s", key.key(), said(key), key.meaning());
            console.plain(cut(row, console.screen().width()));
        }
        console.plain("/set NAME tells more of one, /set NAME VALUE changes it, /set NAME - takes the default again");
        return Future.succeededFuture();
    }

    /** Returns the row, cut between words where it is longer than the screen is wide. */
    private static String cut(String row, int width) {
        if (row.length() <= width) {
            return row;
        }
        int blank = row.lastIndexOf(' ', width - 2);
        return row.substring(0, blank) + " …";
    }

    /** Returns the value in force, as people say it. */
    private String said(PeerKey key) {
        return said(key, values().text(key));
    }

    private static String said(PeerKey key, String value) {
        return value.isEmpty() ? "(empty)" : SafeText.of(key.type().said(value));
    }

    private Future<Void> tell(PeerKey key) {
        console.plain("  " + key.key() + " is " + said(key)
                + values().fixedBy(key)
                        .map(origin -> ", as " + origin + " says")
                        .orElse(""));
        console.plain("  meaning   " + key.meaning());
        console.plain("  allowed   " + key.type().words());
        console.plain("  default   " + said(key, key.byDefault()));
        console.plain("  changes   hold " + when(key));
        return Future.succeededFuture();
    }

    private static String when(PeerKey key) {
        return key.holds() == PeerKey.Holds.AT_ONCE
                ? "at once"
                : "from the " + key.holds().words() + " on";
    }

    private Future<Void> set(PeerKey key, Optional<String> typed) {
        Optional<String> value = typed.map(key.type()::kept);
        if (value.filter(one -> !key.type().accepts(one)).isPresent()) {
            return refused(key.key() + " must be " + key.type().words() + ", not " + SafeText.of(typed.get()));
        }
        return write(key, value, () -> changed(key));
    }

    /**
     * Writes a value, which must be allowed, and then tells that it was written, or why it was not.
     *
     * @param value empty for the default
     */
    Future<Void> write(PeerKey key, Optional<String> value, Runnable written) {
        return console.requests()
                .<Void>offTheLoop(() -> {
                    values().set(key, value);
                    return null;
                })
                .onSuccess(done -> written.run())
                .otherwise(this::notWritten);
    }

    private void changed(PeerKey key) {
        boolean rings = key == PeerKey.BELL && values().isOn(key)
                || key == PeerKey.NOTIFICATIONS && !values().text(key).equals("off");
        if (rings) {
            console.screen().alert(new Alert("Hobnob", "this is how private lines and mentions are told"));
        }
        tellChange(key);
        if (rings && key == PeerKey.NOTIFICATIONS) {
            console.notice("A notification was sent just now. If you saw none, try another way: /set notifications");
        }
    }

    private void tellChange(PeerKey key) {
        Optional<String> fixed = values().fixedBy(key);
        if (fixed.isPresent()) {
            console.notice(key.key() + " is " + said(key) + " until the end of this program, as " + fixed.get()
                    + " says; what you said is kept for the next start");
        } else {
            console.success(key.key() + " is " + said(key)
                    + (key.holds() == PeerKey.Holds.AT_ONCE
                            ? ""
                            : " from the " + key.holds().words() + " on"));
        }
    }

    private Void notWritten(Throwable cause) {
        if (!(cause instanceof UncheckedIOException)) {
            throw new IllegalStateException(cause);
        }
        console.error("the settings could not be written, so nothing was changed: free space on the profile's disk, or"
                + " correct its owner");
        return null;
    }

    private Future<Void> refused(String line) {
        console.error(line);
        return Future.succeededFuture();
    }
}
