package marquee.sequencer;

import java.util.function.Consumer;
import java.util.function.Supplier;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.sequencer.SequencerEffect.Append;
import marquee.sequencer.SequencerEffect.Misbehave;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.ReadChunk;
import marquee.sequencer.SequencerEffect.ReadClock;
import marquee.sequencer.SequencerEffect.ReadHistory;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.sequencer.SequencerEvent.ClockRead;
import marquee.sequencer.SequencerEvent.HistoryRead;
import marquee.sequencer.log.Disk;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.SequencerLog;
import marquee.transport.LocalEffects;

/// What a [Sequencer] asks of its process, on top of a log and a clock: the same for a real process
/// and a simulated one. Entries gather and are written, and flushed if so promised, once for all
/// that leaves together, right before it leaves (rule P19). A disk that fails throws, so that
/// nothing leaves at all. Used by the thread that runs the node.
public final class WriteAhead implements LocalEffects {
    private final SequencerLog log;
    private final SnapshotKeeper keeper;
    private final Supplier<ClockRead> clock;
    private final Consumer<SequencerEvent> submit;
    private final Consumer<Notice> notices;

    /// Where work is done that nothing waits for.
    ///
    /// @param disk the log's files, for that work alone
    /// @param run does one piece of work after another, in the order in which they come
    public record Aside(Disk disk, Consumer<Runnable> run) {}

    /// Where everything lies that outlives the process.
    public record Storage(SequencerLog log, Aside aside) {}

    /// @param clock what the clock on the wall shows
    /// @param submit hands an event to the sequencer once its present step is over; it may lose
    ///   one, which is asked for again
    /// @param notices what an operator is told
    public WriteAhead(
            Storage storage,
            Supplier<ClockRead> clock,
            Consumer<SequencerEvent> submit,
            Consumer<Notice> notices) {
        this.log = storage.log();
        this.keeper = new SnapshotKeeper(log, storage.aside(), submit);
        this.clock = clock;
        this.submit = submit;
        this.notices = notices;
    }

    @Override
    public void perform(Effect.Local effect) {
        switch ((SequencerEffect) effect) {
            case Append(var entry) -> log.append(entry);
            case ReadHistory(var reader, long from, int most) -> {
                log.write(from + most - 1); // Which no fault of reading is.
                readFor(
                        reader,
                        from,
                        () -> submit.accept(new HistoryRead(reader, from, log.read(from, most))));
            }
            case ReadChunk read ->
                    readFor(read.reader(), read.from().number(), () -> keeper.perform(read));
            case ReadClock() -> submit.accept(clock.get());
            case SequencerEffect.OfHistory asked -> keeper.perform(asked);
            case Notice notice -> notices.accept(notice);
            case Misbehave misbehave ->
                    throw new IllegalArgumentException("not mine: " + misbehave);
        }
    }

    /// What cannot be read back ends the sequencer, as with any other fault of its disk, if a slot
    /// cannot go on without it. A spare can.
    private void readFor(NodeId reader, long number, Runnable reading) {
        if (reader.kind() != NodeId.Kind.MANAGER) {
            reading.run();
            return;
        }
        try {
            reading.run();
        } catch (DiskException unreadable) {
            notices.accept(new Notice(Subject.UNREADABLE, reader, number));
        }
    }

    @Override
    public void beforeSend() {
        log.commit();
    }
}
