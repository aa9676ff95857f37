package marquee.transport.udp;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// The receivers for whom the kernel has refused to cut a run: it is asked again, since a route may
/// change, but ever more seldom. Used by one thread.
final class Refusals {
    /// After the first refusal so many runs go one by one; twice as many after each further one.
    static final int RUNS_MIN = 64;

    /// The most runs that go one by one before the kernel is asked again.
    static final int RUNS_MAX = 65_536;

    /// The most receivers that are remembered; beyond them all are asked for anew.
    static final int RECEIVERS_MAX = 256;

    private final Map<InetSocketAddress, Pause> pauses = new HashMap<>();

    private static final class Pause {
        int runs = RUNS_MIN / 2;
        int left;
    }

    /// Whether the kernel is to be asked to cut the next run to `receiver`.
    boolean mayAsk(InetSocketAddress receiver) {
        var pause = pauses.get(receiver);
        return pause == null || --pause.left < 0;
    }

    /// The kernel has refused a run to `receiver`.
    void refused(InetSocketAddress receiver) {
        if (pauses.size() >= RECEIVERS_MAX && !pauses.containsKey(receiver)) {
            pauses.clear();
        }
        var pause = pauses.computeIfAbsent(receiver, _ -> new Pause());
        pause.runs = Math.min(RUNS_MAX, 2 * pause.runs);
        pause.left = pause.runs;
    }

    /// The kernel has taken a run to `receiver`.
    void taken(InetSocketAddress receiver) {
        pauses.remove(receiver);
    }
}
