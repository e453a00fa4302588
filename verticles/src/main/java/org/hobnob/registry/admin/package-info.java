/**
 * Administration (BUS.md 4.7): serves the verbs of {@link org.hobnob.admin.VerbTable}. What a verb does is done by the service
 * whose affair it is; this one checks who asks, asks that service, and tells the audit. Start with {@link
 * org.hobnob.registry.admin.AdminVerticle}.
 */
package org.hobnob.registry.admin;
