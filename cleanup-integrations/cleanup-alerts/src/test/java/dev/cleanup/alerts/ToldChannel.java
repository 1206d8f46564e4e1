package dev.cleanup.alerts;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class ToldChannel implements AlertChannel {
    final List<Alert> told = new CopyOnWriteArrayList<>();

    @Override
    public void send(Alert alert) {
        told.add(alert);
    }

    /** Type, problem and task of each alert so far. */
    List<String> words() {
        return told.stream()
                .map(alert -> alert.type() + " " + alert.problem()
                        + alert.task().map(task -> " " + task).orElse(""))
                .toList();
    }

    void awaitLast(String words) {
        await().until(() -> {
            List<String> soFar = words();
            return !soFar.isEmpty() && soFar.get(soFar.size() - 1).equals(words);
        });
    }

    @Override
    public String toString() {
        return "test";
    }
}
