package marquee.frontend.process.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Preconditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.frontend.process.watch.EventFeed.Told;
import marquee.frontend.process.watch.EventFeed.Watcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What watchers get of a feed, and what becomes of those who are slow or too many.
class EventFeedTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final EventFeed feed = new EventFeed("life7");

    @Test
    void whoComesLaterIsToldWhatIsKept() {
        feed.tell("vote", data(1));
        feed.show("request", data(2));
        feed.tell("replaced", data(3));

        try (var watcher = watch(null)) {
            assertThat(watcher.missed())
                    .containsExactly(
                            new Told(1, "vote", "{\"n\":1}"), new Told(2, "replaced", "{\"n\":3}"));
            assertThat(watcher.hasGap()).isFalse();
        }
    }

    @Test
    void whoWasCutOffGoesOnWhereHeWas() {
        tell(5);

        try (var watcher = watch("life7-3")) {
            assertThat(numbers(watcher.missed())).containsExactly(4L, 5L);
            assertThat(watcher.hasGap()).isFalse();
        }
        try (var watcher = watch("life7-5")) {
            assertThat(watcher.missed()).isEmpty();
            assertThat(watcher.hasGap()).isFalse();
        }
    }

    @Test
    void aGapIsToldWhereEventsAreKeptNoLongerOrAreOfAnotherLife() {
        tell(EventFeed.KEPT_MAX + 10);

        try (var watcher = watch("life7-10")) {
            assertThat(watcher.hasGap()).isFalse();
            assertThat(watcher.missed()).hasSize(EventFeed.KEPT_MAX);
        }
        try (var watcher = watch("life7-9")) {
            assertThat(watcher.hasGap()).isTrue();
            assertThat(watcher.missed()).hasSize(EventFeed.KEPT_MAX);
        }
        try (var watcher = watch("life6-1030")) {
            assertThat(watcher.hasGap()).isTrue();
        }
        try (var watcher = watch("life7-2000")) {
            assertThat(watcher.hasGap()).as("never told").isTrue();
        }
    }

    @Test
    void eventsReachEveryWatcherInTheirOrder() throws InterruptedException {
        try (var one = watch(null);
                var other = watch(null)) {
            feed.tell("vote", data(1));
            feed.show("request", data(2));

            for (var watcher : List.of(one, other)) {
                assertThat(watcher.next(AT_ONCE)).isEqualTo(new Told(1, "vote", "{\"n\":1}"));
                assertThat(watcher.next(AT_ONCE)).isEqualTo(new Told(0, "request", "{\"n\":2}"));
                assertThat(watcher.next(AT_ONCE)).isNull();
            }
        }
    }

    @Test
    void aSlowWatcherIsToldNoMoreAndOthersAre() throws InterruptedException {
        try (var slow = watch(null);
                var quick = watch(null)) {
            for (int i = 0; i <= EventFeed.QUEUE_MAX; i++) {
                feed.tell("vote", data(i));
                assertThat(quick.next(AT_ONCE)).isNotNull();
            }
            assertThat(slow.isOver()).isTrue();
            assertThat(quick.isOver()).isFalse();
            feed.tell("vote", data(0));
            assertThat(quick.next(AT_ONCE)).isNotNull();
        }
    }

    @Test
    void onlySoManyWatchAtOnce() {
        var watchers = new ArrayList<Watcher>();
        for (int i = 0; i < EventFeed.WATCHERS_MAX; i++) {
            watchers.add(watch(null));
        }
        assertThat(feed.watch(null)).isNull();

        watchers.removeLast().close();
        watchers.add(watch(null));
        watchers.forEach(Watcher::close);
        assertThat(feed.isWatched()).isFalse();
    }

    @Test
    void aSlowWatcherKeepsHisSeatUntilHeLeaves() {
        try (var slow = watch(null)) {
            tell(EventFeed.QUEUE_MAX + 1);
            assertThat(slow.isOver()).isTrue();
            assertThat(feed.isWatched()).isFalse();
            for (int i = 1; i < EventFeed.WATCHERS_MAX; i++) {
                watch(null);
            }
            assertThat(feed.watch(null)).isNull();
        }
        assertThat(feed.watch(null)).isNotNull();
    }

    @Test
    void whatIsOnlyShownIsNotKept() {
        feed.show("request", data(1));
        assertThat(feed.isWatched()).isFalse();
        try (var watcher = watch(null)) {
            assertThat(feed.isWatched()).isTrue();
            assertThat(watcher.missed()).isEmpty();
        }
        assertThat(feed.isWatched()).isFalse();
    }

    @Test
    void itsEndIsTheEndOfWatching() {
        try (var watcher = watch(null)) {
            assertThat(feed.isClosed()).isFalse();
            feed.close();
            assertThat(feed.isClosed()).isTrue();
            assertThat(watcher.isOver()).isTrue();
            assertThat(feed.watch(null)).isNull();
        }
    }

    @Test
    void aNameThatIsNoneIsAProgrammersError() {
        assertThrows(IllegalArgumentException.class, () -> feed.watch("nonsense"));
    }

    private Watcher watch(@Nullable String after) {
        return Preconditions.checkNotNull(feed.watch(after));
    }

    private void tell(int times) {
        for (int i = 1; i <= times; i++) {
            feed.tell("vote", data(i));
        }
    }

    private static List<Long> numbers(List<Told> events) {
        return events.stream().map(Told::number).toList();
    }

    private static ObjectNode data(int n) {
        return JsonNodeFactory.instance.objectNode().put("n", n);
    }
}
