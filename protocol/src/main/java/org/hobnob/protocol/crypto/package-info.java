/** What the protocol needs of cryptography that the JDK does not do well enough; implemented outside this module. */
package org.hobnob.protocol.crypto;
