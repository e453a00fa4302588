package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.Test;

class SettingFlowTest {
    private final Map<PeerKey, String> written = new HashMap<>();

    private FlowFixture person(Map<PeerKey, PeerValues.Fixed> fixed) {
        return new FlowFixture(new PeerValues(
                fixed,
                Map.of(),
                Map.of(PeerKey.KEYWORDS, "printer"),
                (key, value) -> value.ifPresentOrElse(text -> written.put(key, text), () -> written.remove(key))));
    }

    @Test
    void listTellsEachSettingWithItsValue() {
        FlowFixture person = person(Map.of()).type("/set");
        for (PeerKey key : PeerKey.values()) {
            person.sees("  " + key.key() + " ").sees(key.meaning().substring(0, 20));
        }
        person.sees("  keywords       printer ").sees("  bell           on ");
    }

    @Test
    void oneSettingTellsItsDefaultAndWhatIsAllowed() {
        person(Map.of())
                .type("/set times")
                .seesInOrder(
                        "  times is minutes",
                        "  meaning   " + PeerKey.TIMES.meaning(),
                        "  allowed   minutes, seconds, date, none",
                        "  default   minutes",
                        "  changes   hold at once");
    }

    @Test
    void changeHoldsAndIsWritten() {
        FlowFixture person = person(Map.of()).type("/set BELL off").sees("-- bell is off");
        assertFalse(person.session.settings().isOn(PeerKey.BELL));
        assertEquals("false", written.get(PeerKey.BELL));
        person.type("/set keywords the printer, fire").sees("-- keywords is the printer, fire");
        person.type("/set plain yes").sees("-- plain is on from the next start on");
    }

    @Test
    void hyphenTakesTheDefaultAgain() {
        FlowFixture person = person(Map.of()).type("/set keywords fire", "/set keywords -");
        person.sees("-- keywords is printer");
        assertTrue(written.isEmpty());
    }

    @Test
    void unknownSettingsAndValuesAreRefused() {
        person(Map.of())
                .type("/set tiems seconds", "/set qqqqqq", "/set times noon")
                .sees("!! there is no setting tiems; did you mean times?")
                .sees("!! there is no setting qqqqqq; /set lists them")
                .sees("!! times must be minutes, seconds, date, none, not noon");
        assertTrue(written.isEmpty());
    }

    @Test
    void aFlagOfThisStartGoesBeforeAndIsTold() {
        FlowFixture person = person(Map.of(PeerKey.BELL, new PeerValues.Fixed("false", "--no-bell")))
                .type("/set bell", "/set bell on")
                .sees("  bell is off, as --no-bell says")
                .sees("-!- bell is off until the end of this program, as --no-bell says; what you said is kept for the"
                        + " next start");
        assertFalse(person.session.settings().isOn(PeerKey.BELL));
        assertEquals("true", written.get(PeerKey.BELL));
    }

    @Test
    void settingThatCannotBeWrittenIsNotChanged() {
        PeerValues values = new PeerValues(Map.of(), Map.of(), Map.of(), (key, value) -> {
            throw new UncheckedIOException(new IOException("disk full"));
        });
        FlowFixture person = new FlowFixture(values).type("/set bell off").sees("nothing was changed");
        assertEquals(Optional.empty(), values.fixedBy(PeerKey.BELL));
        assertTrue(person.session.settings().isOn(PeerKey.BELL));
    }
}
