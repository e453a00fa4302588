package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class BanListTest {
    private static final UserName DANA = new UserName("Dana");
    private static final String HOME = "10.0.0.5";

    private static Ban ban(String subject, long untilMs) {
        return new Ban(subject, "", OptionalLong.of(untilMs));
    }

    @Test
    void banOfANameCountsInAnyCase() {
        BanList list = BanList.NONE.with(ban(Ban.user(DANA), 10), 0);
        assertTrue(list.of(new UserName("dANA"), HOME, 9).isPresent());
        assertEquals(Optional.empty(), list.of(new UserName("danae"), HOME, 9));
    }

    @Test
    void banOfAnAddressCountsForEveryUserThere() {
        BanList list = BanList.NONE.with(ban(Ban.address(HOME), 10), 0);
        assertTrue(list.of(DANA, HOME, 9).isPresent());
        assertEquals(Optional.empty(), list.of(DANA, "10.0.0.50", 9));
    }

    @Test
    void banIsOverAtItsEnd() {
        BanList list = BanList.NONE.with(ban(Ban.user(DANA), 10), 0);
        assertTrue(list.of(DANA, HOME, 9).isPresent());
        assertEquals(Optional.empty(), list.of(DANA, HOME, 10));
    }

    @Test
    void lastBanOfASubjectCounts() {
        BanList list = BanList.NONE.with(ban(Ban.user(DANA), 10), 0).with(ban(Ban.user(DANA), 20), 0);
        assertEquals(List.of(ban(Ban.user(DANA), 20)), list.bans());
    }

    @Test
    void changeDropsBansThatAreOver() {
        BanList list = BanList.NONE.with(ban(Ban.user(DANA), 10), 0).with(ban(Ban.address(HOME), 20), 10);
        assertEquals(List.of(ban(Ban.address(HOME), 20)), list.bans());
        assertEquals(List.of(), list.without(Ban.user(DANA), 20).bans());
    }

    @Test
    void bansOfLaterVersionsAreKeptAndBanNobody() {
        Ban unknown = ban("country at", 10);
        BanList list = new BanList(4, List.of(unknown)).with(ban(Ban.user(DANA), 20), 0);
        assertEquals(List.of(unknown, ban(Ban.user(DANA), 20)), list.bans());
        assertEquals(5, list.version());
        assertEquals(Optional.empty(), list.of(new UserName("omar"), HOME, 0));
    }

    @Test
    void banOfARangeCountsForEachAddressInIt() {
        BanList list = BanList.NONE
                .with(ban(Ban.subjectOf("10.0.0.0/24"), 10), 0)
                .with(ban(Ban.subjectOf("fe80::/10"), 10), 0);
        assertTrue(list.of(DANA, HOME, 9).isPresent());
        assertTrue(list.ofAddress("fe80:0:0:0:0:0:0:9%eth0", 9).isPresent());
        assertEquals(Optional.empty(), list.ofAddress("10.0.1.5", 9));
        assertEquals(Optional.empty(), list.ofAddress(HOME, 10), "it is over");
    }

    @Test
    void mappedAddressIsTheSameAddress() {
        BanList list = BanList.NONE.with(ban(Ban.subjectOf("::ffff:10.0.0.5"), 10), 0);
        assertEquals("address 10.0.0.5", list.bans().get(0).subject());
        assertTrue(list.ofAddress("::ffff:10.0.0.5", 9).isPresent());
    }

    @Test
    void subjectIsANameAnAddressOrARange() {
        assertEquals("user dana", Ban.subjectOf("Dana"));
        assertEquals("address 10.0.0.5", Ban.subjectOf(HOME));
        assertEquals("network 10.0.0.0/8", Ban.subjectOf("10.0.0.0/8"));
        assertThrows(IllegalArgumentException.class, () -> Ban.subjectOf("no such thing"));
    }

    @Test
    void refusalSaysWhyAndUntilWhen() {
        Ban ban = new Ban(Ban.user(DANA), "be kind", OptionalLong.of(5_000));
        RefusalException refusal = ban.refusal(1_000);
        assertEquals(4_000, refusal.waitMs());
        assertEquals(new Particulars("be kind", OptionalLong.of(5_000)), refusal.particulars());
    }

    @Test
    void timeIsANumberAndAUnit() {
        assertEquals(1_800_000, BanTime.parseMs("30m"));
        assertEquals(604_800_000, BanTime.parseMs("1w"));
        for (String wrong : List.of("", "30", "m", "-1m", "0s", "3651d", "999999999w", "1.5h", "30 m", "30M")) {
            String words = assertThrows(IllegalArgumentException.class, () -> BanTime.parseMs(wrong))
                    .getMessage();
            assertTrue(words.contains("such as 30m"), words);
        }
    }

    @Test
    void bansAreBounded() {
        BanList list = BanList.NONE;
        for (int i = 0; i < BanList.MAX_BANS; i++) {
            list = list.with(ban(Ban.address("a" + i), 10), 0);
        }
        BanList full = list;
        Ban more = ban(Ban.user(DANA), 10);
        RefusalException refusal = assertThrows(RefusalException.class, () -> full.with(more, 0));
        assertEquals(Reason.TOO_MANY_BANS, refusal.reason());
        assertEquals(
                BanList.MAX_BANS,
                full.with(ban(Ban.address("a7"), 10), 0).bans().size(),
                "in place of the same");
    }
}
