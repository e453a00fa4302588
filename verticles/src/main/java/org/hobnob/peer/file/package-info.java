/**
 * Files from peer to peer (SPEC 16): runs the pure engine, keeps what it knows in the profile, and carries the bytes over
 * connections of their own, off the event loop where a disk or a hash is concerned. Start with
 * {@link org.hobnob.peer.file.FileVerticle}.
 */
package org.hobnob.peer.file;
