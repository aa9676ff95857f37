package marquee.manager.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import marquee.config.process.SpareTalk;
import marquee.manager.ManagerEffect;
import marquee.manager.ManagerEvent;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one spare that a manager keeps, if any: prepared when it is asked for, taught, and taken
/// when it is called. A spare that ends by itself is not replaced before it is asked for again, so
/// one that cannot run costs no more than a start for each replica.
///
/// Prepared by any thread, taught and taken by that of the loop.
final class SpareKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SpareKeeper.class);

    private final AtomicReference<@Nullable Spare> spare = new AtomicReference<>();
    private final BiConsumer<String, String> said;
    private final Consumer<ManagerEvent> submit;
    private final Consumer<ReplicaId> ended;

    /// @param said told who says a line, and the line
    /// @param submit told that there is a spare, and what it wants to learn
    /// @param ended told that a replica has ended that was the spare once
    SpareKeeper(
            BiConsumer<String, String> said,
            Consumer<ManagerEvent> submit,
            Consumer<ReplicaId> ended) {
        this.said = said;
        this.submit = submit;
        this.ended = ended;
    }

    /// Starts `command` as the spare, unless there is one.
    void prepare(ImmutableList<String> command) {
        if (spare.get() != null) {
            return;
        }
        var next = new Spare(said, this::hear, this::ended);
        try {
            next.start(command); // It says nothing before its JVM has started.
        } catch (IOException e) {
            LOG.error("cannot start a spare: {}", e.getMessage());
            return;
        }
        if (!spare.compareAndSet(null, next)) {
            next.askToEnd(); // Another replica has become ready at the same moment.
        }
    }

    /// The spare, which is not kept here any more; null if there is none.
    @Nullable Spare take() {
        return spare.getAndSet(null);
    }

    /// Tells the spare, if it listens. A lesson that is too long for its pipe it never hears: it
    /// stays where it is, and is sent that once it is a replica.
    void tell(ManagerEffect.ToSpare told) {
        var known = spare.get();
        if (known == null) {
            return;
        }
        switch (told) {
            case ManagerEffect.Hold(var implementations) ->
                    known.tell(SpareTalk.line(implementations));
            case ManagerEffect.Teach(var lesson) -> teach(known, lesson);
            case ManagerEffect.Forget() -> known.tell(SpareTalk.FORGET);
        }
    }

    private static void teach(Spare known, ForSpare lesson) {
        var line = SpareTalk.line(lesson);
        if (line == null) {
            LOG.warn("the spare is not taught what is too long for a line");
        } else {
            known.teach(line);
        }
    }

    private void hear(Spare who, ManagerEvent event) {
        if (who.equals(spare.get())) {
            submit.accept(event);
        }
    }

    private void ended(Spare who, @Nullable ReplicaId replica) {
        if (replica != null) {
            ended.accept(replica);
        } else if (spare.compareAndSet(who, null)) {
            submit.accept(new ManagerEvent.SpareGone());
            LOG.warn("the spare has ended");
        }
    }
}
