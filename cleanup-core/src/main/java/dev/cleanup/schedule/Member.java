package dev.cleanup.schedule;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A service on one node, as the nodes beside it should know it.
 *
 * @param service the service's name; nodes whose services have the same one are a cluster
 * @param node the node's name, for people
 * @param rules the rule in force for each task, in words; asked now and then, does not throw
 */
public record Member(String service, String node, Supplier<Map<String, String>> rules) {}
