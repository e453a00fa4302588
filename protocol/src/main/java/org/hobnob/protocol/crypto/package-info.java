/** Cryptography that the protocol needs and the JDK does not do well enough; implemented outside this module. */
package org.hobnob.protocol.crypto;
