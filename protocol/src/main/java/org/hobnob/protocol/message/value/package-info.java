/**
 * Names, texts, ids, keys, addresses: each a type whose constructor or factory is the only check of its rule (SPEC 2).
 * Uses {@code protocol.text} alone. Start with {@link org.hobnob.protocol.message.value.UserName}.
 */
package org.hobnob.protocol.message.value;
