/** A room as one member has it: the engine, on top of the sealing layer. */
package org.hobnob.protocol.room.sealed;
