package org.hobnob.registry.admin;

import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.FreeText;

/** Refusals that say more to an administrator than their reason. */
final class Explained {
    private static final String CUT = "…";

    private Explained() {}

    /** @param words what is wrong and what to do; cut where they are longer than refusals carry */
    static RefusalException refusal(Reason reason, String words) {
        String shown = words;
        for (int end = words.length(); !FreeText.isValid(shown); end--) {
            shown = words.substring(0, Math.max(0, end - 1)) + CUT;
        }
        return new RefusalException(reason, 0, new Particulars(shown, OptionalLong.empty()));
    }
}
