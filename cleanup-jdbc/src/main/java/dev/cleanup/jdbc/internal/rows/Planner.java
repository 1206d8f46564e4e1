package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.Pages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Chooses how a run goes through its table, by what the table looks like: along an index of the rows' times where few rows are old enough, otherwise
 * by pages where it has them, and in the order of its key where it has not. Counted policies and those that run in memory have ways of their own.
 */
record Planner(Rows rows, Connection connection) {

    /**
     * Up to one row in so many goes along an index. An estimate: each of them is looked up twice, and with about a hundred rows on a page that costs
     * as much as reading all rows where one in ten may go.
     */
    private static final int FEW = 20;

    /** A way through a table. */
    enum Walk {
        INDEX,
        PAGES,
        KEYS
    }

    /**
     * What was counted.
     *
     * @param eligible rows that may go
     * @param all rows
     */
    record Counted(long eligible, long all) {}

    /**
     * The way that was chosen.
     *
     * @param start where it begins in the pages of the table
     * @param index the index that it goes along
     * @param counted what it was chosen by
     */
    record Plan(Walk walk, PagePosition start, Optional<String> index, Counted counted) {}

    /** The plan; empty where the policy decides. */
    Optional<Plan> plan(Counted counted) throws SQLException {
        if (rows.judging() != Judging.EACH) {
            return Optional.empty();
        }
        if (!rows.byPages()) {
            return Optional.of(new Plan(Walk.KEYS, PagePosition.first(), Optional.empty(), counted));
        }
        // What makes a row an orphan is not its age.
        boolean few =
                counted.eligible() <= counted.all() / FEW && rows.reference().isEmpty();
        Optional<String> index =
                few ? rows.dialect().index(connection, rows.table(), rows.time().column()) : Optional.empty();
        long pages = new Pages(rows.dialect(), rows.table(), rows.key()).count(connection);
        // As if all pages had been looked at before: their rows are spread as evenly as anybody knows.
        PagePosition start = new PagePosition(0, 0, pages, Math.max(1, pages), counted.eligible());
        return Optional.of(new Plan(index.isPresent() ? Walk.INDEX : Walk.PAGES, start, index, counted));
    }

    /** The plan in words. */
    String words(Plan plan) {
        String way =
                switch (plan.walk()) {
                    case INDEX ->
                        "along the index " + plan.index().orElseThrow() + " of "
                                + rows.time().column().name();
                    case PAGES -> "by pages of the table";
                    case KEYS -> "in the order of the key";
                };
        Counted counted = plan.counted();
        return counted.eligible() + " of " + counted.all() + " rows may go: the removal goes " + way;
    }
}
