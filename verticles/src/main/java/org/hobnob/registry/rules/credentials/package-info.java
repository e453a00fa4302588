/** Who may log in: hashing, throttling, resume tokens. Pure: time and randomness are passed in. */
package org.hobnob.registry.rules.credentials;
