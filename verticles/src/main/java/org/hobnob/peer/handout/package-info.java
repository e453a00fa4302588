/**
 * Hand-outs (SPEC 17): carries what the pure engines want by multicast and over the lines between peers, off the event
 * loop where a disk or a seal is concerned. It knows nothing of offers but their ids; {@code peer.file} decides what is
 * handed out and fetches the rest. Start with {@link org.hobnob.peer.handout.HandOuts}.
 */
package org.hobnob.peer.handout;
