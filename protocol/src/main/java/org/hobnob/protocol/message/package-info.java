/**
 * What peers and the registry say to each other, as values without a spelling: requests, replies, notices, and the reasons
 * of a refusal (SPEC 4). Uses the values below it. Start with {@link org.hobnob.protocol.message.Request}.
 */
package org.hobnob.protocol.message;
