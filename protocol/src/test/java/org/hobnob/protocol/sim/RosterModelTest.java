package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class RosterModelTest {
    private static final UserName ANNA = new UserName("anna");
    private static final UserName BEN = new UserName("ben");
    private static final UserName CLEO = new UserName("cleo");

    private final World world = new World(7);
    private final Keys keys = Keys.fast(world);
    private final RosterModel roster = new RosterModel(world, new RoomName("tea"));
    private final Map<UserName, List<RosterNotice>> heard = new HashMap<>();
    private final Map<UserName, Node> nodes = new HashMap<>();

    private PublicKey enter(UserName user) {
        PublicKey key = keys.newSigner().publicKey();
        Node node = world.node(
                user.shown(),
                made -> roster.watch(
                        made,
                        user,
                        notice -> heard.computeIfAbsent(user, unused -> new ArrayList<>())
                                .add(notice)));
        nodes.put(user, node);
        node.start();
        roster.join(user, key);
        return key;
    }

    private List<String> heard(UserName user) {
        return heard.getOrDefault(user, List.of()).stream()
                .map(n -> n.what() + " " + n.user() + " " + n.roster().version())
                .toList();
    }

    @Test
    void eachChangeRaisesTheVersion() {
        PublicKey first = enter(ANNA);
        enter(BEN);
        PublicKey second = keys.newSigner().publicKey();
        roster.rekey(ANNA, second);
        roster.kick(BEN);
        roster.kick(BEN);
        roster.leave(CLEO);
        roster.rekey(ANNA, second);
        assertEquals(4, roster.now().version());
        assertEquals(Set.of(), roster.at(0).members().keySet());
        assertEquals(Optional.of(first), roster.at(2).key(ANNA));
        assertTrue(roster.at(3).has(BEN));
        assertEquals(Map.of(ANNA, second), roster.at(4).members());
        assertFalse(roster.now().has(BEN));
    }

    @Test
    void membersHearOfChangesInOrder() {
        roster.delays(10, 500);
        enter(ANNA);
        enter(BEN);
        roster.kick(BEN);
        enter(CLEO);
        world.advance(9);
        assertEquals(Map.of(), heard);
        world.advance(500);
        assertEquals(List.of("JOINED anna 1", "JOINED ben 2", "KICKED ben 3", "JOINED cleo 4"), heard(ANNA));
        assertEquals(List.of("JOINED ben 2", "KICKED ben 3"), heard(BEN));
        assertEquals(List.of("JOINED cleo 4"), heard(CLEO));
    }

    @Test
    void membersHearOfAChangeAtDifferentTimes() {
        roster.delays(0, 1_000);
        enter(ANNA);
        enter(BEN);
        world.advance(1_000);
        roster.leave(CLEO);
        enter(CLEO);
        assertTrue(world.runUntil(() -> heard(ANNA).size() + heard(BEN).size() == 4, 1_000));
        assertFalse(heard(ANNA).size() == 3 && heard(BEN).size() == 2);
    }

    @Test
    void absenceDoesNotChangeTheVersion() {
        enter(ANNA);
        enter(BEN);
        roster.absent(BEN);
        roster.absent(BEN);
        assertEquals(Set.of(BEN), roster.now().absent());
        assertEquals(2, roster.now().version());
        roster.back(BEN);
        roster.back(BEN);
        assertEquals(Set.of(), roster.now().absent());
        world.advance(100);
        assertEquals(List.of("JOINED anna 1", "JOINED ben 2", "ABSENT ben 2", "BACK ben 2"), heard(ANNA));
    }

    @Test
    void disconnectedMemberHearsNothing() {
        roster.delays(5, 5);
        enter(ANNA);
        enter(BEN);
        roster.unwatch(ANNA);
        nodes.get(BEN).restart();
        enter(CLEO);
        world.advance(100);
        assertEquals(List.of(), heard(ANNA), "what was on the way is lost too");
        assertEquals(List.of("JOINED cleo 3"), heard(BEN), "what was for the program before is lost");
        List<RosterView> asked = new ArrayList<>();
        roster.ask(nodes.get(ANNA), asked::add);
        world.advance(6);
        roster.leave(CLEO);
        assertEquals(List.of(), asked);
        world.advance(5);
        assertEquals(List.of(3L), asked.stream().map(RosterView::version).toList(), "as it was when asked");
    }
}
