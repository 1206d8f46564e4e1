/**
 * For the tests of those who plug something in: contracts that hold a task, a policy, a scheduler or a history store to what the engine
 * expects of it, and the clocks, builders and assertions that rules are tested with.
 */
@NullMarked
package dev.cleanup.testkit;

import org.jspecify.annotations.NullMarked;
