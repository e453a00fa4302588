/**
 * Files from peer to peer (SPEC 16): what is offered to whom and how far it is, names that are safe to store under, what
 * of a file was verified, and the frames of its bytes. Pure. Start with {@link org.hobnob.protocol.file.FileEngine}.
 */
package org.hobnob.protocol.file;
