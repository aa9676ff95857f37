package marquee.sequencer.process;

import java.time.LocalDate;
import java.util.function.Consumer;
import marquee.config.process.Topic;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Stamp;
import marquee.sequencer.Sequencer;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.log.KeptSnapshot;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogVisitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the process's log what happens to the sequencer, in words. What every request came to is
/// in the logs of the replicas; here only events are told, so nothing is spent on a request.
final class Chronicle implements Consumer<Notice>, LogVisitor {
    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
    private static final long TELL_NANOS = 1_000_000_000;
    private static final int PERCENT = 100;

    private final Sequencer sequencer;
    private long toldAt = System.nanoTime();

    /// @param sequencer takes what the log holds
    Chronicle(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public void accept(Notice notice) {
        topic(notice).tell(() -> say(notice));
    }

    private static Topic topic(Notice notice) {
        return switch (notice.subject()) {
            case CONNECTED, DISCONNECTED, BUSINESS_DATE_MOVED, DATE_BEYOND_LAST, LAST_INCARNATION ->
                    Topic.of(notice.node());
            case SUBSCRIBED, DIGEST_DIFFERS, BEYOND_HEAD, UNREADABLE, LAGGING ->
                    Topic.of(notice.node()).at(notice.number());
            case DIGESTS_SPLIT, SNAPSHOT_KEPT, SNAPSHOT_LOST, NOT_REMOVED, HISTORY_FULL ->
                    Topic.atNumber(notice.number());
        };
    }

    private static void say(Notice notice) {
        var node = notice.node();
        long number = notice.number();
        switch (notice.subject()) {
            case CONNECTED -> LOG.info("{} is connected, boot {}", node, number);
            case DISCONNECTED -> LOG.warn("{} is not heard any more, boot {}", node, number);
            case SUBSCRIBED -> LOG.info("{} is sent everything after #{}", node, number);
            case DIGEST_DIFFERS -> LOG.warn("{} differs from the others at #{}", node, number);
            case DIGESTS_SPLIT ->
                    LOG.error("two groups of replicas differ at #{}: nobody is accused", number);
            case BEYOND_HEAD -> LOG.warn("{} claims #{}, which does not exist", node, number);
            case BUSINESS_DATE_MOVED ->
                    LOG.info(
                            "{} moved the business date to {}", node, LocalDate.ofEpochDay(number));
            case DATE_BEYOND_LAST ->
                    LOG.warn(
                            "the clock shows {}: the business date stays at {}, the last there is",
                            LocalDate.ofEpochDay(number),
                            Stamp.LAST_DATE);
            case SNAPSHOT_KEPT -> LOG.info("the state at #{} is kept", number);
            case SNAPSHOT_LOST -> LOG.warn("the state at #{} could not be written", number);
            case NOT_REMOVED -> LOG.warn("what is needless at #{} could not be removed", number);
            case UNREADABLE ->
                    LOG.error("the spare of {} learns nothing: #{} cannot be read", node, number);
            case LAGGING -> LOG.warn("{} is removed: it lags, at #{}", node, number);
            case LAST_INCARNATION ->
                    LOG.error("{} can be replaced no more: {} is the last life", node, number);
            case HISTORY_FULL ->
                    LOG.error("no request is taken: nothing from #{} on can be cut off", number);
        }
    }

    @Override
    public void entry(Entry entry) {
        sequencer.recover(entry);
    }

    @Override
    public void snapshot(KeptSnapshot snapshot) throws LogRefusedException {
        int slots = snapshot.at().membership().slots().size();
        int described = sequencer.membership().slots().size();
        if (slots != described) {
            throw new LogRefusedException(
                    "the log is of a group of %s replicas, the description has %s"
                            .formatted(slots, described));
        }
        sequencer.recover(snapshot);
        LOG.info("the log goes on from the state at #{}", snapshot.number());
    }

    @Override
    public void progress(long read, long bytes) {
        if (System.nanoTime() - toldAt >= TELL_NANOS) {
            toldAt = System.nanoTime();
            LOG.info("reading the log: {} % of {} MiB", PERCENT * read / bytes, bytes >> 20);
        }
    }

    void opened(long epoch, long head, long cut) {
        LOG.info("epoch {}, the log ends at #{}", epoch, head);
        if (cut > 0) {
            LOG.warn("cut {} bytes off the log, which a crash had left half written", cut);
        }
    }

    /// @param today the business date that holds
    /// @param asked the one that was asked for; null if none was
    void begins(LocalDate today, @Nullable LocalDate asked) {
        if (asked != null && asked.isBefore(today)) {
            LOG.warn("the business date stays {}, as in the log: {} is earlier", today, asked);
        }
    }
}
