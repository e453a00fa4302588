/**
 * Names, texts, ids, keys, addresses: types whose constructor or factory is the only check of their rule (SPEC 2).
 * Uses only {@code protocol.text}. Start with {@link org.hobnob.protocol.message.value.UserName}.
 */
package org.hobnob.protocol.message.value;
