package org.hobnob.launcher.web;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.protocol.text.SafeText;

/**
 * A piece of a page. This is the one place where text becomes markup: whatever is not an {@code Html} itself is escaped, for
 * content and for attributes in double quotes alike.
 *
 * @param markup well-formed
 */
record Html(String markup) {
    static final Html NOTHING = new Html("");

    private static final String HOLE = "{}";

    /**
     * Fills the holes of a template.
     *
     * @param template markup of the program's own, with {@code {}} for each value
     * @param values put in as they are where they are {@code Html}, else escaped
     * @throws IllegalArgumentException if there are not as many holes as values
     */
    static Html of(String template, Object... values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("fewer holes than values: " + template);
            }
            filled.append(template, from, hole).append(value instanceof Html html ? html.markup : escaped(value));
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("more holes than values: " + template);
        }
        return new Html(filled.append(template, from, template.length()).toString());
    }

    /** One piece for each element, one after the other. */
    static <T> Html each(Collection<T> elements, Function<T, Html> piece) {
        return new Html(elements.stream().map(piece).map(Html::markup).collect(Collectors.joining()));
    }

    /** The piece, if that is so, else nothing. */
    Html when(boolean condition) {
        return condition ? this : NOTHING;
    }

    private static String escaped(Object value) {
        return SafeText.of(value.toString())
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
