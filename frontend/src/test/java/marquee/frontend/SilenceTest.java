package marquee.frontend;

import static marquee.frontend.Group4.KEYED;
import static marquee.frontend.Group4.OWN;
import static marquee.frontend.Group4.noticed;
import static marquee.frontend.Group4.timer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.frontend.SilenceWatch.Overdue;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.RequestId;
import org.junit.jupiter.api.Test;

/// How a slot that owes replies is asked, suspected and cleared: rules P7, P10 and P32.
class SilenceTest {
    private static final FrontEndLimits LARGE =
            new FrontEndLimits(4, Duration.ofSeconds(10), 16_384, 1_000, 2);

    private final Group4 group = Group4.ready();
    private long ordered;

    @Test
    void asksThreeTimesWithMorePatienceEachTimeBeforeItSuspects() {
        group.answered(0, KEYED, 7);

        assertThat(group.overdue(500, 4)).containsExactly(ask(4, 7, KEYED), again(4, 500));
        assertThat(group.overdue(1_000, 4)).containsExactly(ask(4, 7, KEYED), again(4, 1_000));
        assertThat(group.overdue(2_000, 4)).containsExactly(ask(4, 7, KEYED), again(4, 2_000));
        assertThat(group.count(4, Verdict.SILENT)).isZero();
        assertThat(group.overdue(4_000, 4))
                .startsWith(noticed(Incident.Kind.SILENT, 4, 7), ask(4, 7, KEYED));
        assertThat(group.frontEnd.status().slots().get(3).suspected()).isTrue();
    }

    @Test
    void waitsForTheDeadlineOfTheOldestReplyThatIsOwed() {
        group.answered(300, KEYED, 7);

        assertThat(group.overdue(500, 4)).containsExactly(again(4, 300));
    }

    @Test
    void asksForNothingThatHasCome() {
        group.answered(0, KEYED, 7);

        assertThat(group.overdue(500, 1)).isEmpty();
        group.reply(501, 4, 7, "ok");
        assertThat(group.overdue(502, 4)).isEmpty();
    }

    @Test
    void repeatsASuspicionEightTimesAtMost() {
        silent(4);
        long now = 4_000;
        while (!group.overdue(now += 10_000, 4).stream()
                .filter(Effect.StartTimer.class::isInstance)
                .toList()
                .isEmpty()) {
            assertThat(now).as("the suspicion ends").isLessThan(200_000);
        }

        assertThat(group.count(4, Verdict.SILENT)).isEqualTo(1 + SilenceWatch.REPEATS_MAX);
        long ticket = Group4.ticket(group.call(200_000, 9, OWN));
        assertThat(group.bound(200_001, ticket, 8)).doesNotContain(again(4, 500));
    }

    @Test
    void aSuspectThatRepliesIsCleared() {
        silent(4);

        assertThat(group.reply(4_500, 4, 7, "ok"))
                .contains(noticed(Incident.Kind.ANSWERS_AGAIN, 4, 7));
        assertThat(group.frontEnd.status().slots().get(3).suspected()).isFalse();
        assertThat(group.count(4, Verdict.LATE)).isOne();
    }

    @Test
    void aSlotReportedSilentHoldsNothingBack() {
        silent(4);
        group.answered(5_000, OWN, 8);
        group.reply(5_000, 3, OWN, 8, "ok");
        group.reply(5_000, 3, KEYED, 7, "ok");

        // What the other three have replied to is owed by nobody any more.
        assertThat(group.overdue(6_000, 4)).isEmpty();
    }

    @Test
    void aSlotOfWhichNothingIsHeardIsSuspectedThoughNewerPlacesTakeThoseThatItOwes() {
        for (long now : new long[] {500, 1_000, 2_000, 4_000}) {
            assertThat(group.count(4, Verdict.SILENT)).isZero();
            fillTheRing(now - 500);
            group.overdue(now, 4);
        }

        assertThat(group.count(4, Verdict.SILENT)).isOne();
    }

    @Test
    void aSlotThatHasRepliedSinceItWasAskedIsNotSilentThoughItOwesMore() {
        for (long now : new long[] {500, 1_000, 2_000, 4_000, 8_000}) {
            fillTheRing(now - 500);
            assertThat(group.overdue(now, 4)).contains(again(4, timeoutMillis()));
            group.reply(now, 4, own(ordered), ordered, "ok");
        }

        assertThat(group.count(4, Verdict.SILENT)).isZero();
    }

    @Test
    void aSlotThatIsAskedInTimeOwesItsReplyThoughItGivesLaterOnes() {
        var large = Group4.ready(Group.BOTH, LARGE);
        large.answered(0, own(1), 1);
        large.overdue(500, 4);
        for (int number = 2; number <= 9 + Outcome.REMEMBERED; number++) {
            large.answered(600, own(number), number);
        }

        for (long now : new long[] {1_500, 3_500}) {
            large.reply(now, 4, own(now), now, "ok");
            assertThat(large.overdue(now, 4)).contains(ask(4, 1, own(1)));
        }
        assertThat(large.overdue(7_500, 4)).startsWith(noticed(Incident.Kind.SILENT, 4, 1));
    }

    @Test
    void aSlotThatRepliesOwesNothingThatItMayHaveForgotten() {
        var large = Group4.ready(Group.BOTH, LARGE);
        for (int number = 1; number <= 1 + Outcome.REMEMBERED; number++) {
            large.answered(0, own(number), number);
        }
        assertThat(large.overdue(500, 4)).contains(ask(4, 1, own(1)));

        large.reply(600, 4, own(9), 9, "ok");

        assertThat(large.overdue(1_500, 4)).contains(ask(4, 2, own(2)));
    }

    @Test
    void theTimeoutIsTwiceTheSlowestOfTheLast128DecidingReplies() {
        for (int i = 1; i <= SuspicionTimeout.WINDOW; i++) {
            decide(i, i == 1 ? 400 : 60);
        }
        assertThat(timeoutMillis()).isEqualTo(800);

        decide(SuspicionTimeout.WINDOW + 1, 60);
        assertThat(timeoutMillis()).as("the slowest is forgotten").isEqualTo(120);
    }

    @Test
    void theTimeoutHasAFloorACeilingAndAFirstValue() {
        var timeout = new SuspicionTimeout();
        assertThat(timeout.nanos()).isEqualTo(Group4.nanos(500));

        timeout.record(Group4.nanos(60_000));
        assertThat(timeout.nanos()).isEqualTo(Group4.nanos(2_000));
        for (int i = 0; i < SuspicionTimeout.WINDOW; i++) {
            timeout.record(1_000);
        }
        assertThat(timeout.nanos()).isEqualTo(Group4.nanos(100));
    }

    @Test
    void aRequestThatWasAskedForAgainTeachesNothingAboutTime() {
        long ticket = Group4.ticket(group.call(0, 9, KEYED));
        group.bound(0, ticket, 7);
        group.reply(1, 1, 7, "ok");
        group.overdue(500, 3);
        group.reply(900, 2, 7, "ok");

        assertThat(timeoutMillis()).isEqualTo(500);
    }

    @Test
    void theReplyOfASuspectTeachesNothingAboutTimeP32() {
        silent(4);
        long ticket = Group4.ticket(group.call(5_000, 9, OWN));
        group.bound(5_000, ticket, 8);
        group.reply(5_001, 1, OWN, 8, "ok");
        assertThat(group.reply(5_900, 4, OWN, 8, "ok"))
                .anyMatch(FrontEndEffect.Answered.class::isInstance);

        assertThat(timeoutMillis()).isEqualTo(500);
    }

    /// Every place is taken by a newer one, to which R1 and R2 reply.
    private void fillTheRing(long millis) {
        for (int i = 0; i < Group4.LIMITS.verdictsMax(); i++) {
            ordered++;
            group.answered(millis, own(ordered), ordered);
        }
    }

    private static RequestId own(long number) {
        return RequestId.own("#1.25", number);
    }

    private void decide(int number, long delayMillis) {
        long start = number * 1_000L;
        var id = RequestId.named("ATWC2222", "n" + number);
        long ticket = Group4.ticket(group.call(start, number, id));
        group.bound(start, ticket, number);
        group.reply(start + 1, 1, id, number, "ok");
        group.reply(start + delayMillis, 2, id, number, "ok");
    }

    private long timeoutMillis() {
        return group.frontEnd.status().suspicionTimeoutNanos() / 1_000_000;
    }

    private void silent(int slot) {
        group.answered(0, KEYED, 7);
        for (long now : new long[] {500, 1_000, 2_000, 4_000}) {
            group.overdue(now, slot);
        }
    }

    private static Effect ask(int slot, long number, RequestId id) {
        return new Effect.Send(NodeId.replica(slot), new ReplyAgain(number, id));
    }

    private static Effect again(int slot, long millis) {
        return timer(new Overdue(slot), millis);
    }
}
