package org.hobnob.launcher.bench.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hobnob.protocol.text.SafeText;

/** Writes elements that are always closed, with text and attribute values always escaped. */
final class Markup {
    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Markup open(String name, String... attributes) {
        tag(name, attributes).append('>');
        open.push(name);
        return this;
    }

    Markup close() {
        written.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Closes as many elements. */
    Markup close(int count) {
        for (int i = 0; i < count; i++) {
            close();
        }
        return this;
    }

    /** Writes an element without content: a void element of HTML, or one of SVG. */
    Markup empty(String name, String... attributes) {
        tag(name, attributes).append("/>\n");
        return this;
    }

    /** Writes an element that contains text alone. */
    Markup line(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Markup text(String text) {
        written.append(escaped(text));
        return this;
    }

    /** Writes a style sheet of the program's own, which is taken as it is. */
    Markup style(String css) {
        written.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    private StringBuilder tag(String name, String... attributes) {
        written.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        return written;
    }

    /** What a browser shows as the text itself, whatever it contains. */
    static String escaped(String text) {
        return SafeText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** @throws IllegalStateException if an element is open */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return written.toString();
    }
}
