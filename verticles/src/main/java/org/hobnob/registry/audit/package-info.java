/**
 * What people with rights over the registry did: one line of JSON each, appended to a file that only the owner reads. It
 * knows no verbs; start at {@link org.hobnob.registry.audit.AuditTrail}.
 */
package org.hobnob.registry.audit;
