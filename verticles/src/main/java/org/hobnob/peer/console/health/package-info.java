/**
 * What {@code /doctor} finds: {@link org.hobnob.peer.console.health.Diagnosis} says what measured facts mean and what to type
 * next. Pure.
 */
package org.hobnob.peer.console.health;
