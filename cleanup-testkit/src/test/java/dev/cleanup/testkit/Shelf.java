package dev.cleanup.testkit;

import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Items with a date, some of which cannot be removed; where the tasks of these tests work. */
final class Shelf {
    final TreeMap<String, Instant> items = new TreeMap<>();
    final Set<String> stuck = new TreeSet<>();
}
