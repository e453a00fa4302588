package org.hobnob.fuzz;

import java.security.cert.CertificateException;
import java.util.stream.Stream;
import org.hobnob.admin.VerbLineFuzz;
import org.hobnob.discovery.DnsMessageFuzz;
import org.hobnob.peer.chat.ChatRecordFuzz;
import org.hobnob.peer.file.OfferRecordFuzz;
import org.hobnob.peer.history.LineCodecFuzz;
import org.hobnob.peer.identity.PeerCertificateFuzz;
import org.hobnob.peer.keeper.KeptRecordFuzz;
import org.hobnob.peer.mailbox.MailRecordFuzz;
import org.hobnob.peer.profile.ProfileFileFuzz.ContactsFileFuzz;
import org.hobnob.peer.profile.ProfileFileFuzz.IdentityFileFuzz;
import org.hobnob.peer.profile.ProfileFileFuzz.KnownRegistriesFuzz;
import org.hobnob.peer.profile.ProfileFileFuzz.LastRegistryFuzz;
import org.hobnob.peer.profile.ProfileFileFuzz.StayingUsersFuzz;
import org.hobnob.peer.room.RoomRecordFuzz;
import org.hobnob.peer.script.ProgramLineFuzz;
import org.hobnob.protocol.fuzz.Fuzzing;
import org.hobnob.registry.bridge.BridgeFuzz;
import org.hobnob.registry.secrets.SecretsTextFuzz;
import org.hobnob.registry.store.backup.BackupFuzz;
import org.hobnob.registry.store.embedded.ScramFuzz;
import org.hobnob.registry.store.embedded.StoreDoorFuzz;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The parsers of files, of peers' certificates, of announcements, and of what strangers send to the embedded store and the bridge. */
@Tag("slow")
class StoredAndShownFuzzTest {
    @TestFactory
    Stream<DynamicNode> parsersBearEveryInput() throws CertificateException {
        return Fuzzing.of(
                new PeerCertificateFuzz(),
                new DnsMessageFuzz(),
                new StoreDoorFuzz(),
                new ScramFuzz(),
                new SecretsTextFuzz(),
                new BackupFuzz(),
                new BridgeFuzz(),
                new IdentityFileFuzz(),
                new ContactsFileFuzz(),
                new KnownRegistriesFuzz(),
                new StayingUsersFuzz(),
                new LastRegistryFuzz(),
                new RoomRecordFuzz(),
                new ChatRecordFuzz(),
                new LineCodecFuzz(),
                new OfferRecordFuzz(),
                new MailRecordFuzz(),
                new KeptRecordFuzz(),
                new VerbLineFuzz(),
                new ProgramLineFuzz());
    }
}
