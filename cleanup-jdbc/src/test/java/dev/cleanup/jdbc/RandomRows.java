package dev.cleanup.jdbc;

import dev.cleanup.retention.Resource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Sets of random rows in one table, and the same rows as resources. Times lie close together around moments where calendars are odd. */
final class RandomRows {
    static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Apia"),
            ZoneOffset.ofHours(-8));

    private static final List<Instant> MOMENTS = List.of(
            Instant.parse("2024-02-29T12:00:00Z"),
            Instant.parse("2023-03-31T00:00:00Z"),
            Instant.parse("2021-01-01T00:00:00Z"),
            Instant.parse("2024-03-31T01:00:00Z"),
            Instant.parse("2024-10-27T01:00:00Z"),
            Instant.parse("2010-11-07T02:31:00Z"),
            Instant.parse("2011-12-30T10:00:00Z"),
            Instant.parse("2023-12-31T23:00:00Z"));

    /** What the column of the time is: {@code at} with a zone, {@code moment} without, {@code day} a date. */
    enum Time {
        AT,
        MOMENT,
        DAY
    }

    private final Random random;
    private final TestDatabase db;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    RandomRows(Random random, TestDatabase db) {
        this.random = random;
        this.db = db;
    }

    void createTables() {
        String columns = "round_no INTEGER, set_no INTEGER, at " + db.timestamptz()
                + ", moment TIMESTAMP, \"day\" DATE, kind VARCHAR(9),"
                + " host VARCHAR(9), hold BOOLEAN, level NUMERIC(5,2)";
        db.execute(
                "CREATE TABLE numbered (id BIGINT PRIMARY KEY, " + columns + ")",
                "CREATE TABLE named (id VARCHAR(30) PRIMARY KEY, " + columns + ")",
                "CREATE TABLE paired (a VARCHAR(20), b INTEGER, " + columns + ", PRIMARY KEY (a, b))");
    }

    /** Inserts some sets; the resources are those that the task sees when it reads this column in this zone. */
    List<Resource> insert(String table, int round, int sets, Time time, ZoneId columnZone) throws SQLException {
        List<Resource> resources = new ArrayList<>();
        String keys = table.equals("paired") ? "?, ?" : "?";
        try (Connection connection = db.dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table + " VALUES (" + keys + ", " + round + ", ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int set = round * sets; set < (round + 1) * sets; set++) {
                List<Instant> instants = instants();
                List<List<Object>> of = keys(table, set, instants.size());
                for (int i = 0; i < of.size(); i++) {
                    resources.add(row(insert, set, of.get(i), instants.get(i), time, columnZone));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        return resources;
    }

    private Resource row(
            PreparedStatement insert, int set, List<Object> key, Instant instant, Time time, ZoneId columnZone)
            throws SQLException {
        for (int part = 0; part < key.size(); part++) {
            insert.setObject(part + 1, key.get(part));
        }
        insert.setInt(key.size() + 1, set);
        int first = key.size() + 2;
        boolean dated = random.nextInt(15) > 0;
        LocalDateTime local = LocalDateTime.ofInstant(instant, columnZone).plusMinutes(random.nextInt(3) * 30L);
        insert.setObject(first, dated ? instant.atOffset(ZoneOffset.UTC) : null);
        insert.setObject(first + 1, dated ? local : null);
        insert.setObject(first + 2, dated ? local.toLocalDate() : null);
        Map<String, String> tags = new HashMap<>(Map.of("set", String.valueOf(set)));
        insert.setString(first + 3, tag(tags, "kind", List.of("a", "b", "B", "ä", "a,b", "")));
        insert.setString(first + 4, tag(tags, "host", List.of("h1", "h2")));
        Boolean hold = List.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())
                .get(random.nextInt(3))
                .orElse(null);
        insert.setObject(first + 5, hold);
        if (Boolean.TRUE.equals(hold)) {
            tags.put("hold", "true");
        }
        String level = tag(tags, "level", List.of("1.00", "2.50"));
        insert.setBigDecimal(first + 6, level == null ? null : new BigDecimal(level));
        Optional<Instant> since = dated ? Optional.of(since(time, instant, local, columnZone)) : Optional.empty();
        return new Resource(id(key), id(key), since, "", tags);
    }

    private String tag(Map<String, String> tags, String name, List<String> values) {
        int choice = random.nextInt(values.size() + 1);
        if (choice == values.size()) {
            return null;
        }
        tags.put(name, values.get(choice));
        return values.get(choice);
    }

    private static Instant since(Time time, Instant instant, LocalDateTime local, ZoneId zone) {
        return switch (time) {
            case AT -> instant;
            case MOMENT -> instant(local, zone);
            case DAY ->
                instant(local.toLocalDate().plusDays(1).atStartOfDay(), zone).minus(1, ChronoUnit.MICROS);
        };
    }

    /** Skipped times are the moment of the change, repeated ones the later. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(offsets.get(offsets.size() - 1));
    }

    private List<Instant> instants() {
        Instant moment = random.nextInt(3) == 0 ? now : MOMENTS.get(random.nextInt(MOMENTS.size()));
        Duration width = List.of(Duration.ofHours(3), Duration.ofDays(3), Duration.ofDays(40), Duration.ofDays(900))
                .get(random.nextInt(4));
        int count = 1 + random.nextInt(30);
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean tie = !instants.isEmpty() && random.nextInt(4) == 0;
            instants.add(tie ? instants.get(random.nextInt(instants.size())) : around(moment, width));
        }
        return instants;
    }

    private Instant around(Instant moment, Duration width) {
        long micros = width.toMillis() * 1_000;
        long unit = List.of(1L, 1_000_000L, 3_600_000_000L).get(random.nextInt(3));
        long offset = (long) ((random.nextDouble() - 0.7) * micros) / unit * unit;
        return moment.plus(offset, ChronoUnit.MICROS);
    }

    private List<List<Object>> keys(String table, int set, int count) {
        Set<List<Object>> keys = new LinkedHashSet<>();
        while (keys.size() < count) {
            keys.add(
                    switch (table) {
                        case "numbered" -> List.of(set * 1_000L + random.nextInt(1_000));
                        case "named" -> List.of(odd() + set + "_" + random.nextInt(1_000));
                        default -> List.of(odd() + set, random.nextInt(1_000));
                    });
        }
        return List.copyOf(keys);
    }

    private String odd() {
        return List.of("a", "B", "é", "\\", ",", "\uD83D\uDE00", "\uFF21", "~").get(random.nextInt(8));
    }

    private static String id(List<Object> key) {
        if (key.size() == 1) {
            return key.get(0).toString().replace("\\", "\\\\");
        }
        return key.get(0).toString().replace("\\", "\\\\").replace(",", "\\,") + "," + key.get(1);
    }
}
