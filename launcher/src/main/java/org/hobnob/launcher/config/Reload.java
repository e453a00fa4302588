package org.hobnob.launcher.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of settings that were read anew while a registry runs.
 *
 * @param inForce the values that hold from now on
 * @param changed the keys whose new values hold now
 * @param needRestart the keys whose new values need another start
 */
public record Reload(WrittenValues inForce, List<String> changed, List<String> needRestart) {
    private static final Set<RegistryKey> LIVE = EnumSet.of(
            RegistryKey.LOG_LEVEL,
            RegistryKey.LOG_FORMAT,
            RegistryKey.LOG_FILE,
            RegistryKey.HASH_PAIR_BURST,
            RegistryKey.HASH_PAIR_REFILL,
            RegistryKey.HASH_ADDRESS_BURST,
            RegistryKey.HASH_ADDRESS_REFILL,
            RegistryKey.LOGIN_PAIR_BURST,
            RegistryKey.LOGIN_PAIR_REFILL,
            RegistryKey.LOGIN_STRANGERS_BURST,
            RegistryKey.LOGIN_STRANGERS_REFILL,
            RegistryKey.LOGIN_ADDRESS_BURST,
            RegistryKey.LOGIN_ADDRESS_REFILL,
            RegistryKey.REGISTRATION_BURST,
            RegistryKey.REGISTRATION_REFILL,
            RegistryKey.CONNECTIONS,
            RegistryKey.CONNECTIONS_ADDRESS,
            RegistryKey.CONNECTIONS_NEW_BURST,
            RegistryKey.CONNECTIONS_NEW_REFILL,
            RegistryKey.CONNECTIONS_NEW_ADDRESS_BURST,
            RegistryKey.CONNECTIONS_NEW_ADDRESS_REFILL,
            RegistryKey.CONNECTIONS_SILENT,
            RegistryKey.TIMEOUT_FIRST_BYTE,
            RegistryKey.TIMEOUT_CROWDED,
            RegistryKey.TIMEOUT_LOGIN,
            RegistryKey.TIMEOUT_ORIGINAL_LOGIN,
            RegistryKey.TIMEOUT_UNREAD,
            RegistryKey.TIMEOUT_IDLE,
            RegistryKey.REQUESTS_BURST,
            RegistryKey.REQUESTS_REFILL,
            RegistryKey.REQUESTS_LIST_BURST,
            RegistryKey.REQUESTS_LIST_REFILL,
            RegistryKey.REQUESTS_CHANGE_BURST,
            RegistryKey.REQUESTS_CHANGE_REFILL,
            RegistryKey.REQUESTS_USER_CHANGE_BURST,
            RegistryKey.REQUESTS_USER_CHANGE_REFILL,
            RegistryKey.REQUESTS_NONSENSE_BURST,
            RegistryKey.REQUESTS_NONSENSE_REFILL,
            RegistryKey.REQUESTS_ADDRESS_TIMES,
            RegistryKey.REQUESTS_PAUSE,
            RegistryKey.ROOM_MEMBERS,
            RegistryKey.ROOMS_PER_USER,
            RegistryKey.ROOMS_STANDING,
            RegistryKey.ROOMS_MOST,
            RegistryKey.ROOMS_PER_ADDRESS,
            RegistryKey.ROOMS_NEW_BURST,
            RegistryKey.ROOMS_NEW_REFILL,
            RegistryKey.ROOMS_NEW_ADDRESS_BURST,
            RegistryKey.ROOMS_NEW_ADDRESS_REFILL);

    public Reload {
        changed = List.copyOf(changed);
        needRestart = List.copyOf(needRestart);
    }

    /** Whether a running registry can take a new value of the key. */
    static boolean isLive(RegistryKey key) {
        return LIVE.contains(key);
    }

    /**
     * Compares settings.
     *
     * @param before the values that hold
     * @param after those that were read
     */
    public static Reload of(WrittenValues before, WrittenValues after) {
        Map<RegistryKey, String> inForce = new EnumMap<>(RegistryKey.class);
        List<RegistryKey> different = Arrays.stream(RegistryKey.values())
                .filter(key -> !after.get(key).equals(before.get(key)))
                .toList();
        for (RegistryKey key : RegistryKey.values()) {
            inForce.put(key, isLive(key) ? after.get(key) : before.get(key));
        }
        return new Reload(
                new WrittenValues(inForce),
                different.stream().filter(Reload::isLive).map(RegistryKey::key).toList(),
                different.stream()
                        .filter(key -> !isLive(key))
                        .map(RegistryKey::key)
                        .toList());
    }
}
