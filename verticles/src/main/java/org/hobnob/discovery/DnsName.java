package org.hobnob.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A domain name (RFC 1035, 3.1). Names that differ only in the case of ASCII letters are equal.
 *
 * @param labels from the leftmost to the one before the root; each 1 to 63 bytes of UTF-8, together at most 254 with
 *     their lengths
 */
record DnsName(List<String> labels) {
    static final int MAX_LABEL_BYTES = 63;
    static final int MAX_BYTES = 255;

    DnsName {
        labels = List.copyOf(labels);
    }

    /** Returns the name with these labels, parted by dots. */
    static DnsName of(String dotted) {
        return new DnsName(Arrays.asList(dotted.split("\\.")));
    }

    /** Returns the name with one label more in front. */
    DnsName under(String label) {
        return new DnsName(java.util.stream.Stream.concat(java.util.stream.Stream.of(label), labels.stream())
                .toList());
    }

    /** Returns whether this is a name directly below the other. */
    boolean isChildOf(DnsName parent) {
        return labels.size() == parent.labels.size() + 1
                && new DnsName(labels.subList(1, labels.size())).equals(parent);
    }

    private List<String> folded() {
        return labels.stream().map(DnsName::folded).toList();
    }

    private static String folded(String label) {
        StringBuilder lower = new StringBuilder(label.length());
        label.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return lower.toString();
    }

    static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName that && folded().equals(that.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }
}
