package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ChaosTest} would miss is worth nothing: registries with a fault are caught. In the profile {@code chaos}. */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Tag("slow")
class PlantedFaultsTest {
    private static final int NODES = 3;
    private static final long QUIET_S = 20;

    @TempDir
    Path home;

    private final long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());

    /** What is done to the registries until the fault shows. */
    private interface Run {
        void make(Troubles troubles) throws Exception;
    }

    private void isCaught(String fault, PlantedFault planted, Run run, String word) throws Exception {
        Surroundings faulty = Surroundings.PLAIN.preferring(planted.compiled(home));
        try (Registries registries = new Registries(home, Site.loopback(), faulty, NODES, seed)) {
            Quarrel quarrel = Quarrel.begin(registries, List.of(), seed);
            run.make(new Troubles(registries, seed));
            quarrel.end();
            List<String> complaints = quarrel.history().complaints();
            System.out.println("planted: " + fault + ", seed " + seed + "; "
                    + quarrel.history().summary());
            System.out.println("planted: " + complaints.size() + " complaints; "
                    + complaints.stream().findFirst().orElse("none"));
            assertTrue(complaints.stream().anyMatch(one -> one.contains(word)), () -> "not caught: " + fault);
        }
    }

    @Test
    void whoeverLogsInWithoutHavingTheSession() throws Exception {
        PlantedFault fault = new PlantedFault()
                .with(
                        "presence/SessionClaims.java",
                        "fresh -> fresh ? claimed(claim.wanted, Optional.empty()) : takeFromHolder(claim, tries)",
                        "fresh -> claimed(claim.wanted, Optional.empty())");
        isCaught("logins that do not heed the store", fault, troubles -> troubles.none(QUIET_S), "logged in twice");
    }

    @Test
    void aRoomThatIsThereBeforeTheStoreHasIt() throws Exception {
        PlantedFault fault = new PlantedFault()
                .with(
                        "store/Rooms.java",
                        "return documents.insert(write(room));",
                        "documents.insert(write(room)); return Future.succeededFuture(true);");
        isCaught("rooms acknowledged unwritten", fault, troubles -> troubles.none(QUIET_S), "CREATE");
    }

    @Test
    void anAccountThatIsNotKept() throws Exception {
        PlantedFault fault = new PlantedFault()
                .with(
                        "store/Accounts.java",
                        "return documents.insert(",
                        "return user.folded().endsWith(\"7\") ? Future.succeededFuture(true) : documents.insert(");
        isCaught("every tenth account lost", fault, troubles -> troubles.none(QUIET_S), "FIND_ACCOUNT");
    }

    /** It trusts its memory: that it has the sessions that it had, and may act by them. */
    @Test
    void aPausedRegistryThatTakesItselfForAlive() throws Exception {
        PlantedFault fault = new PlantedFault()
                .with("rules/presence/OwnLease.java", "return given && nowNs - askedNs < holdNs;", "return given;")
                .with("cluster/OwnDocument.java", "if (known) {", "if (true) {")
                .with(
                        "cluster/ClusteredNodes.java",
                        "known -> known ? Future.<Void>succeededFuture() : enterAgain()",
                        "known -> Future.<Void>succeededFuture()")
                .with(
                        "cluster/ClusteredNodes.java",
                        ".map(found -> found.filter(present -> present.session().equals(session))\n"
                                + "                        .isPresent());",
                        ".map(found -> true);");
        isCaught(
                "a registry that does not heed its lease",
                fault,
                troubles -> {
                    for (int node = 0; node < NODES; node++) {
                        troubles.pause(node);
                    }
                },
                "logged in twice");
    }
}
