package marquee.launcher.trouble;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.launcher.console.Narrator;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.ClusterStatus.Digests;
import marquee.launcher.local.RefusedException;
import marquee.launcher.local.Replacement;
import marquee.launcher.trouble.Trouble.Kind;
import marquee.protocol.replication.FaultOrder;
import org.jspecify.annotations.Nullable;

/// Makes replicas fail, and tells how the group gets over it. Used by one thread.
public final class Rescue {
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(40), 20);

    private final ClusterClient cluster;
    private final long seed;
    private final Narrator narrator;
    private final Patience patience;
    private final Convictions convictions = new Convictions();
    private boolean sound = true;

    /// How it waits for the group.
    ///
    /// @param longest until it gives up
    /// @param pauseMillis until it asks the group again how it is
    public record Patience(Duration longest, long pauseMillis) {
        /// The usual one with another pause.
        public static Patience pausing(long pauseMillis) {
            return new Patience(PATIENCE.longest, pauseMillis);
        }
    }

    /// @param seed what faults are made from
    public Rescue(FrontEndClient client, long seed, Narrator narrator) {
        this(client, seed, narrator, PATIENCE);
    }

    /// @param seed what faults are made from
    public Rescue(FrontEndClient client, long seed, Narrator narrator, Patience patience) {
        cluster = new ClusterClient(client);
        this.seed = seed;
        this.narrator = narrator;
        this.patience = patience;
    }

    /// What came of troubles.
    ///
    /// @param replaced whether everybody votes again, in a later life
    /// @param asExpected whether each was replaced for its own reason
    public record Outcome(boolean replaced, boolean asExpected) {}

    /// Lets all of `troubles` happen at once and waits until everybody votes again. Nothing happens
    /// to a group that does not settle: it could be more than it can bear.
    public Outcome from(ImmutableList<Trouble> troubles)
            throws UnreachableException, IOException, InterruptedException {
        var before = awaitSettled();
        if (!before.isSettled()) {
            narrator.wrong(
                    "%s: nothing was done, as not all slots vote and are known after %d s"
                            .formatted(slots(troubles), patience.longest.toSeconds()));
            return new Outcome(false, false);
        }
        for (var trouble : troubles) {
            strike(trouble, before);
        }
        return await(troubles, before);
    }

    /// Waits until everybody votes again after `troubles` that happened to a group as `before`.
    public Outcome await(ImmutableList<Trouble> troubles, ClusterStatus before)
            throws UnreachableException, InterruptedException {
        var told = new HashMap<String, Replacement>();
        long end = System.nanoTime() + patience.longest.toNanos();
        while (System.nanoTime() < end) {
            var now = status();
            for (var trouble : troubles) {
                now.replacements().stream()
                        .filter(each -> isSince(before, each, trouble))
                        .forEach(each -> tell(each, told.put(each.life(), each)));
            }
            if (now.isWhole() && troubles.stream().allMatch(each -> isOver(each, before, now))) {
                boolean asExpected = true;
                for (var trouble : troubles) {
                    asExpected &= isAsExpected(trouble, before, now);
                }
                return new Outcome(true, asExpected);
            }
            TimeUnit.MILLISECONDS.sleep(patience.pauseMillis);
        }
        narrator.wrong(
                "%s: not replaced within %d s"
                        .formatted(slots(troubles), patience.longest.toSeconds()));
        return new Outcome(false, false);
    }

    private static boolean isSince(ClusterStatus before, Replacement replacement, Trouble trouble) {
        return replacement.slot().equals(trouble.slot())
                && replacement.incarnation() > before.incarnation(trouble.slot());
    }

    private static boolean isOver(Trouble trouble, ClusterStatus before, ClusterStatus now) {
        return now.incarnation(trouble.slot()) > before.incarnation(trouble.slot());
    }

    /// The cluster, once all of its slots vote and have said which process they are, or as it is
    /// when that takes too long.
    public ClusterStatus awaitSettled() throws UnreachableException, InterruptedException {
        return await(ClusterStatus::isSettled);
    }

    /// How the states of all replicas compare.
    ///
    /// @param status the cluster as it was looked at last
    /// @param since the place that a comparison must not be older than
    public record States(ClusterStatus status, long since) {
        /// Whether all slots vote and have one state, at place `since` or later.
        public boolean areEqual() {
            return status.isWhole() && status.digests() == Digests.EQUAL && !isOld();
        }

        /// The same in a sentence.
        public String verdict() {
            return status.verdict()
                    + (isOld() ? ", which is before number " + since : "")
                    + (status.isWhole() ? "" : "; not all slots vote");
        }

        private boolean isOld() {
            return status.digests() != Digests.UNKNOWN && status.digestsAt() < since;
        }

        private boolean areCompared() {
            return areEqual() || status.digests() == Digests.DIFFERENT;
        }
    }

    /// Compares the states after all that is ordered by now, once every slot has told of its own,
    /// or as far as they have when that takes too long.
    public States compareStates() throws UnreachableException, InterruptedException {
        long since = status().next() - 1;
        return new States(await(now -> new States(now, since).areCompared()), since);
    }

    /// Lets `trouble` happen to a group that is as `before` says.
    ///
    /// @throws UnreachableException also if a process is to be hit that the slot has not told of
    public void strike(Trouble trouble, ClusterStatus before)
            throws UnreachableException, IOException, InterruptedException {
        var slot = trouble.slot();
        long pid = before.pid(slot);
        boolean hitsProcess = trouble.kind() == Kind.KILL || trouble.kind() == Kind.STOP;
        if (hitsProcess && pid <= 0) { // To `kill` that is its own process group.
            throw new UnreachableException(slot + " has not said which process it is");
        }
        narrator.say(
                "%s, process %d, runs %s: %s"
                        .formatted(slot, pid, before.implementation(slot), trouble.kind().words()));
        if (trouble.kind().isLie()) {
            convictions.madeToLie(slot, before);
        }
        switch (trouble.kind()) {
            case KILL -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            case STOP ->
                    new ProcessBuilder("kill", "-STOP", Long.toString(pid))
                            .inheritIO()
                            .start()
                            .waitFor();
            case LIE, ROT, HANG, SILENT -> fault(slot, trouble.kind().faults());
        }
    }

    /// Tells `role`, such as the replica in a slot, what to do wrong from now on.
    public void fault(String role, String faults)
            throws UnreachableException, InterruptedException {
        try {
            cluster.fault(role, new FaultOrder(faults, seed));
        } catch (RefusedException e) {
            throw new UnreachableException("%s %s: %s".formatted(role, faults, e.getMessage()));
        }
    }

    private void tell(Replacement now, @Nullable Replacement earlier) {
        if (earlier == null) {
            narrator.say(
                    "%s voted: %s %s, so %s takes its place"
                            .formatted(
                                    String.join(" ", now.votes()),
                                    now.slot(),
                                    now.because(),
                                    now.implementation()));
        }
        if (now.active().isPresent() && (earlier == null || earlier.active().isEmpty())) {
            narrator.right(
                    "%s votes again, in its life %d: ordered after %s s, active after %s s"
                            .formatted(
                                    now.slot(),
                                    now.incarnation(),
                                    now.after(now.ordered()),
                                    now.active().map(now::after).orElse("?")));
        }
    }

    /// Whether the slot was replaced for the right reason; how often it took until it voted again
    /// is nobody's fault but the machine's.
    private boolean isAsExpected(Trouble trouble, ClusterStatus before, ClusterStatus now) {
        var first =
                now.replacements().stream()
                        .filter(each -> isSince(before, each, trouble))
                        .findFirst();
        boolean expected =
                first.isPresent() && first.get().reason().equals(trouble.kind().reason());
        if (!expected) {
            narrator.wrong(
                    "%s was replaced because it %s: expected otherwise"
                            .formatted(
                                    trouble.slot(), first.map(Replacement::because).orElse("?")));
        }
        return expected;
    }

    private static String slots(ImmutableList<Trouble> troubles) {
        return troubles.stream().map(Trouble::slot).collect(Collectors.joining(", "));
    }

    /// Whether all that was convicted, as far as it was looked at, had been made to lie, and was
    /// followed by another implementation.
    public boolean isSound() {
        return sound;
    }

    /// The cluster as it is.
    ///
    /// @throws UnreachableException also if a front end answers that it cannot say
    public ClusterStatus status() throws UnreachableException, InterruptedException {
        return await(_ -> true);
    }

    /// The cluster as it is `wanted`, or as it is when that takes too long. Every look at it is one
    /// at its convictions.
    private ClusterStatus await(Predicate<ClusterStatus> wanted)
            throws UnreachableException, InterruptedException {
        try {
            return cluster.await(
                    now -> {
                        judgeConvictions(now);
                        return wanted.test(now);
                    },
                    patience.longest,
                    Duration.ofMillis(patience.pauseMillis));
        } catch (RefusedException e) {
            throw new UnreachableException(
                    "the front end does not say how the cluster is: " + e.getMessage());
        }
    }

    private void judgeConvictions(ClusterStatus now) {
        for (var wrong : convictions.wrong(now)) {
            sound = false;
            narrator.wrong(wrong);
        }
    }
}
