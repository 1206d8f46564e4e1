package dev.cleanup.jdbc.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.jdbc.internal.rows.Round.Batch;
import dev.cleanup.jdbc.internal.rows.Round.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundTest {
    private final Found found = new Found(20_000);

    private Round round() {
        return round(found);
    }

    private static Round round(Found found) {
        return new Round(found, found.places(Found.GOES | Found.WITNESS), Optional.empty());
    }

    @Test
    void groups_that_nothing_goes_of_take_no_room() {
        for (int group = 0; group < 5_000; group++) {
            found.add(2L * group, Found.BEGINS | Found.WITNESS);
            found.add(2L * group + 1, group == 7 ? Found.WITNESS_FOR_ALL : 0);
        }
        found.add(10_000, Found.BEGINS | Found.WITNESS);
        found.add(10_001, Found.GOES);

        assertThat(found.size()).isEqualTo(3);
        Batch batch = new ByGroup(found).next(0, 10, found.size());
        assertThat(batch.candidates().toArray()).containsExactly(10_001);
        assertThat(batch.witnesses().toArray()).containsExactlyInAnyOrder(10_000, 15);
    }

    @Test
    void a_batch_ends_where_it_is_told_to() {
        for (int place = 0; place < 10; place++) {
            found.add(place, place == 0 ? Found.BEGINS | Found.WITNESS : Found.GOES);
        }
        Round round = round();

        assertThat(round.next(round.start(false), 100, 3).candidates().toArray())
                .containsExactly(1, 2, 3);
        assertThat(new ByGroup(found).next(0, 100, 4).candidates().toArray()).containsExactly(1, 2, 3);
    }

    @Test
    void with_few_witnesses_rows_go_in_the_order_of_their_places_and_all_witnesses_are_looked_at() {
        found.add(9, Found.BEGINS | Found.WITNESS);
        found.add(5, Found.GOES);
        found.add(8, Found.BEGINS | Found.WITNESS);
        found.add(3, Found.GOES);
        Round round = round();
        Batch batch = round.next(round.start(false), 1, round.end(false));

        assertThat(batch.candidates().toArray()).containsExactly(3);
        assertThat(batch.witnesses().toArray()).containsExactly(9, 8);
        assertThat(batch.together()).containsExactly(3, 9, 8);
    }

    @Test
    void witnesses_that_go_themselves_come_last() {
        found.add(1, Found.BEGINS | Found.WITNESS | Found.GOES);
        found.add(2, Found.GOES);
        Round round = round();
        Position first = round.start(false);
        Batch batch = round.next(first, 10, round.end(false));
        Position second = round.position(round.behind(first, batch)).orElseThrow();
        Batch last = round.next(second, 10, round.end(true));

        assertThat(batch.candidates().toArray()).containsExactly(2);
        assertThat(second.witnesses()).isTrue();
        assertThat(last.candidates().toArray()).containsExactly(1);
        assertThat(round.behind(second, last)).isEmpty();
    }

    @Test
    void another_look_is_taken_after_a_round_that_was_touched_and_removed_something() {
        found.add(1, Found.GOES | Found.BEGINS);
        Round round = round();
        Batch batch = round.next(round.start(false), 10, round.end(false));
        round.removed(1);

        assertThat(round.behind(round.start(false), batch)).isEmpty();
        round.touched();
        Optional<String> next = round.behind(round.start(false), batch);
        assertThat(next).isPresent();
        assertThat(round.position(next)).isEmpty();
    }

    @Test
    void a_round_that_removed_nothing_is_the_last() {
        Found few = new Found(1);
        few.add(1, Found.GOES | Found.BEGINS);
        few.add(2, Found.GOES);
        Round round = round(few);

        assertThat(few.complete()).isFalse();
        assertThat(round.behind(round.start(false), round.next(round.start(false), 10, round.end(false))))
                .isEmpty();
    }

    @Test
    void a_full_round_leaves_out_rows_that_may_go_and_never_a_witness() {
        Found few = new Found(2);
        few.add(1, Found.BEGINS | Found.WITNESS);
        few.add(2, Found.GOES);
        few.add(3, Found.GOES);
        few.add(4, Found.WITNESS | Found.GOES);
        few.add(5, Found.BEGINS | Found.WITNESS);
        few.add(6, Found.WITNESS_FOR_ALL);
        Batch batch = new ByGroup(few).next(0, 10, few.size());

        assertThat(few.complete()).isFalse();
        assertThat(batch.candidates().toArray()).containsExactly(2);
        assertThat(batch.witnesses().toArray()).containsExactlyInAnyOrder(1, 4, 5, 6);
    }
}
