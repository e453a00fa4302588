package org.hobnob.peer.history;

import static org.hobnob.peer.history.Lines.ACCOUNT;
import static org.hobnob.peer.history.Lines.LAB;
import static org.hobnob.peer.history.Lines.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hobnob.peer.profile.ProfileRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStoreTest {
    private static final HistoryBounds USUAL = HistoryBounds.of(0, 64);
    private static final long NOW = 1_764_500_000_000L;

    @TempDir
    Path profile;

    private final List<String> told = new ArrayList<>();
    private HistoryStore store;

    @BeforeEach
    void open() {
        store = open(USUAL);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private HistoryStore open(HistoryBounds bounds) {
        return HistoryStore.open(profile, bounds, new SecureRandom(), told::add);
    }

    private void reopen() throws IOException {
        store.commit();
        store.close();
        open();
    }

    private static List<String> texts(List<Kept> kept) {
        return kept.stream().map(one -> one.line().text()).toList();
    }

    private List<String> found(String words) {
        return store.lookup().search(words, Optional.empty(), Long.MAX_VALUE, 20).stream()
                .map(hit -> hit.kept().line().text())
                .toList();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(profile.resolve("history"))) {
            return files.filter(one -> one.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Lines in several segments: each one is finished. */
    private void fill(int segments, int lines) throws IOException {
        for (int segment = 0; segment < segments; segment++) {
            for (int i = 0; i < lines; i++) {
                int number = segment * lines + i;
                store.add(Lines.of(i % 2 == 0 ? LAB : OMAR, NOW + number, "line" + number + " common", "id" + number));
            }
            store.commit();
            store.beginSegment();
            writeAnew();
        }
    }

    private void writeAnew() throws IOException {
        for (Optional<Rewriting> next = store.rewriting(); next.isPresent(); next = store.rewriting()) {
            Rewritings.finish(next.get());
            store.endRewriting();
        }
    }

    @Test
    void linesOfAConversationComeInTheirOrder() throws IOException {
        store.add(Lines.of(LAB, NOW, "one"));
        store.add(Lines.of(OMAR, NOW + 1, "aside"));
        store.add(Lines.of(LAB, NOW + 2, "two"));
        store.add(Lines.of(LAB, NOW + 3, "three"));
        assertEquals(List.of("two", "three"), texts(store.lookup().newest(LAB, Long.MAX_VALUE, 0, 2)));
        reopen();
        assertEquals(List.of("one", "two", "three"), texts(store.lookup().newest(LAB, Long.MAX_VALUE, 0, 20)));
        assertEquals(List.of("three"), texts(store.lookup().newest(LAB, Long.MAX_VALUE, NOW + 3, 20)));
    }

    @Test
    void conversationsOfOtherAccountsAreOthers() {
        store.add(Lines.of(new Talk(Talk.account("ffff", "dana"), "@omar"), NOW, "elsewhere"));
        assertEquals(List.of(), store.lookup().newest(OMAR, Long.MAX_VALUE, 0, 20));
        assertEquals(List.of("elsewhere"), found("elsewhere"));
    }

    @Test
    void wordsAreFoundWithoutCaseAndAccents() throws IOException {
        store.add(Lines.of(LAB, NOW, "Die Straße zum CAFÉ, http://example.org/x_y"));
        for (String words : List.of("strasse", "cafe", "café Die", "example.org", "caf*", "str* die")) {
            assertEquals(1, found(words).size(), words);
        }
        reopen();
        assertEquals(List.of(), found("caf"));
        assertEquals(List.of(), found("*"));
    }

    @Test
    void hitsComeNewestFirstWithTheLinesAroundThem() throws IOException {
        fill(3, 10);
        List<Hit> hits = store.lookup().search("common", Optional.of(OMAR), Long.MAX_VALUE, 3);
        assertEquals(
                List.of("line29 common", "line27 common", "line25 common"),
                hits.stream().map(hit -> hit.kept().line().text()).toList());
        assertEquals("line25 common", hits.get(1).before().orElseThrow().line().text());
        assertEquals("line29 common", hits.get(1).after().orElseThrow().line().text());
        assertTrue(hits.get(0).after().isEmpty());
        List<Hit> older = store.lookup()
                .search("common", Optional.of(OMAR), hits.get(2).kept().number(), 1);
        assertEquals("line23 common", older.get(0).kept().line().text());
    }

    @Test
    void lineThatComesTwiceIsKeptOnce() throws IOException {
        fill(2, 4);
        long first = store.add(Lines.of(LAB, NOW + 50, "again", "id50")).orElseThrow();
        assertEquals(first, store.add(Lines.of(LAB, NOW + 60, "again", "id50")).orElseThrow());
        reopen();
        assertEquals(first, store.add(Lines.of(LAB, NOW + 60, "again", "id50")).orElseThrow());
        store.add(Lines.of(LAB, NOW, "line0 common", "id0"));
        assertEquals(1, found("line0").size());
        store.add(Lines.of(OMAR, NOW, "line0 common", "id0"));
        assertEquals(2, found("line0").size());
    }

    @Test
    void outcomeReplacesWhatWasKnown() throws IOException {
        long number = store.add(Lines.of(OMAR, NOW, "wait")).orElseThrow();
        store.change(number, line -> line.became(Line.State.QUEUED, "0a"));
        fill(1, 2);
        reopen();
        Kept kept = store.lookup().find(OMAR, "0a", 0).orElseThrow();
        assertEquals(Line.State.QUEUED, kept.line().state());
        store.change(kept.number(), line -> line.became(Line.State.DELIVERED, ""));
        reopen();
        assertEquals(
                Line.State.DELIVERED,
                store.lookup().get(number).orElseThrow().line().state());
        assertEquals("0a", store.lookup().get(number).orElseThrow().line().id());
    }

    @Test
    void forgottenConversationLeavesNoWordAndGivesItsSpaceBack() throws IOException {
        store.add(Lines.of(LAB, NOW, "stays"));
        for (int i = 0; i < 2_000; i++) {
            store.add(Lines.of(OMAR, NOW + i, Long.toHexString(i * 0x9e3779b97f4a7c15L) + " secret" + i, "i" + i));
        }
        reopen();
        long before = store.bytes();
        long newest = store.newest();
        assertEquals(2_000, store.forget(Optional.of(OMAR)));
        assertTrue(store.bytes() < before / 2, store.bytes() + " of " + before);
        assertEquals(List.of(), found("secret7"));
        assertEquals(List.of("stays"), found("stays"));
        assertEquals(1, store.talks(ACCOUNT).size());
        reopen();
        assertTrue(store.add(Lines.of(LAB, NOW, "next")).orElseThrow() > newest);
    }

    @Test
    void everythingCanBeForgotten() throws IOException {
        fill(2, 3);
        store.add(Lines.of(LAB, NOW, "last"));
        assertEquals(7, store.forget(Optional.empty()));
        reopen();
        assertEquals(List.of(), found("common"));
        assertEquals(List.of(), store.talks(ACCOUNT));
        assertEquals(1, files(".mv").size());
    }

    @Test
    void linesOlderThanTheDaysAreDropped() throws IOException {
        fill(2, 4);
        long day = TimeUnit.DAYS.toMillis(1);
        store.add(Lines.of(LAB, NOW + 2 * day, "young"));
        store.add(Lines.of(LAB, NOW + 3 * day, "younger"));
        store.bound(HistoryBounds.of(1, 64));
        store.tidy(NOW + 3 * day - 1);
        assertEquals(
                List.of("young", "younger"),
                texts(store.lookup().newest(LAB, Long.MAX_VALUE, 0, 20)).stream()
                        .filter(text -> text.startsWith("young"))
                        .toList());
        store.tidy(NOW + 3 * day + day / 2);
        writeAnew();
        assertEquals(List.of("younger"), texts(store.lookup().newest(LAB, Long.MAX_VALUE, 0, 20)));
        assertEquals(List.of(), found("common"));
    }

    @Test
    void oldestSegmentsGoWhenAllTakeTooMuch() throws IOException {
        fill(4, 200);
        long all = store.bytes();
        store.bound(new HistoryBounds(0, all - 1));
        store.tidy(NOW);
        assertTrue(store.bytes() < all);
        assertEquals(List.of(), found("line0"));
        assertEquals(1, found("line799").size());
    }

    @Test
    void fullSegmentIsFinishedByItself() throws IOException {
        store.bound(new HistoryBounds(0, 200_000));
        for (int i = 0; i < 1_000; i++) {
            store.add(Lines.of(LAB, NOW + i, "word" + i + " and more of them to fill it", "i" + i));
            if (i % 100 == 0) {
                store.commit();
                store.tidy(NOW);
            }
        }
        assertTrue(files(".mv").size() > 1);
        assertEquals(1, found("word999").size());
    }

    @Test
    void damagedSegmentCostsTheDamagedPartOnly() throws IOException {
        fill(3, 300);
        store.close();
        Path second = files(".mv").get(1);
        byte[] bytes = Files.readAllBytes(second);
        for (int i = 8_192; i < bytes.length; i++) {
            bytes[i] = (byte) (bytes[i] ^ 0x55);
        }
        Files.write(second, bytes);
        open();
        assertEquals(1, found("line10").size());
        assertEquals(1, found("line899").size());
        found("line450");
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("damaged"), told.get(0));
        assertEquals(1, files(".damaged").size());
    }

    @Test
    void damagedPageCostsItselfAndTheOthersAreSaved() throws IOException {
        fill(1, 3_000);
        store.close();
        Path first = files(".mv").get(0);
        byte[] whole = Files.readAllBytes(first);
        int noticed = 0;
        for (int at = 20_000; at < whole.length - 20_000; at += whole.length / 8) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, at, at + 32, (byte) 0x5a);
            Files.write(first, damaged);
            told.clear();
            open();
            List<Kept> kept = new ArrayList<>();
            store.lookup().all(Optional.empty(), kept::add);
            assertTrue(kept.size() > 2_000, kept.size() + " at " + at + ": " + told);
            assertTrue(kept.size() == 3_000 || !told.isEmpty(), kept.size() + " at " + at);
            assertEquals(kept.size(), kept.stream().map(Kept::number).distinct().count());
            noticed += told.size();
            store.close();
        }
        assertTrue(noticed > 0);
        open();
    }

    @Test
    void historyOfAnotherKeyIsRefused() throws IOException {
        reopen();
        store.close();
        Files.delete(profile.resolve("history.key"));
        ProfileRefusedException refused = assertThrows(ProfileRefusedException.class, this::open);
        assertTrue(refused.getMessage().contains("another key"), refused.getMessage());
        assertFalse(Files.exists(profile.resolve("history.key")));
        assertEquals(List.of(), files(".damaged"));
    }

    @Test
    void textIsNotInTheFiles() throws IOException {
        store.add(Lines.of(LAB, NOW, "supercalifragilistic"));
        reopen();
        String bytes = new String(Files.readAllBytes(files(".mv").get(0)), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("supercali"));
    }

    @Test
    void conversationsTellWhereTheUserWas() throws IOException {
        store.add(Lines.of(LAB, NOW, "one"));
        store.seen(LAB, NOW + 1);
        store.add(Lines.of(LAB, NOW + 2, "two"));
        store.add(Lines.of(OMAR, NOW + 3, "hi"));
        store.closed(LAB);
        fill(1, 0);
        reopen();
        List<TalkState> talks = store.talks(ACCOUNT);
        assertEquals(
                List.of("@omar", "#lab"), talks.stream().map(TalkState::label).toList());
        TalkState lab = talks.get(1);
        assertEquals(List.of("two"), texts(store.lookup().oldest(LAB, lab.seen(), 20)));
        assertEquals(NOW + 1, lab.seenMs());
        assertFalse(lab.open());
        assertTrue(talks.get(0).open());
    }
}
