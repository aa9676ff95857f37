package marquee.launcher.scenario.live;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.client.UsageException;
import marquee.launcher.scenario.History;
import marquee.launcher.scenario.Recorder;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.Step.Call;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.Visitor;

/// The customers of a live scenario, each call on a virtual thread of its own, and a record of what
/// they saw. Used by one thread.
final class Customers implements AutoCloseable {
    /// How long a visitor thinks at most before the next call.
    private static final int THINK_MILLIS_MAX = 40;

    /// The most characters that are told of an answer which is nothing definite.
    private static final int HEARD_MAX = 300;

    private final long seed;
    private final FrontEndClient any;
    private final ImmutableList<FrontEndClient> one;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Recorder recorder = new Recorder();
    private final List<Future<Void>> crowd = new ArrayList<>();
    private volatile boolean open;
    private boolean offered;
    private int keys;
    private int crowds;

    /// @param urls of the front ends
    /// @param seed what visitors choose by
    Customers(ImmutableList<URI> urls, long seed) {
        this.seed = seed;
        any = new FrontEndClient(urls, Stage.PATIENCE);
        one =
                urls.stream()
                        .map(url -> new FrontEndClient(ImmutableList.of(url), Stage.PATIENCE))
                        .collect(ImmutableList.toImmutableList());
    }

    /// Makes `calls` at once and waits for all.
    ///
    /// @return what each saw, as [Stage#call]
    ImmutableList<String> call(ImmutableList<Call> calls) throws InterruptedException {
        var running = new ArrayList<Future<String>>();
        for (var call : calls) {
            var key = call.key() == null ? newKey() : call.key();
            running.add(threads.submit(() -> make(call, key)));
        }
        var seen = ImmutableList.<String>builder();
        for (var each : running) {
            seen.add(await(each));
        }
        return seen.build();
    }

    /// Who calls the front end `index`, from 1, and no other.
    FrontEndClient of(int index) {
        return one.get(index - 1);
    }

    /// Everything that anybody saw.
    ImmutableList<History.Event> events() {
        return recorder.events();
    }

    /// The calls that have ended.
    ImmutableList<Made> made() {
        return recorder.made();
    }

    /// Takes note of something else that happened.
    void note(History.Event event) {
        recorder.note(event);
    }

    /// Lets a crowd come; for the first one the shows are offered.
    void open(int customers, LocalDate today) throws InterruptedException {
        rest();
        if (!offered) {
            offered = true;
            call(Visitor.offers(today));
        }
        open = true;
        crowds++;
        for (int i = 0; i < customers; i++) {
            var random = new SplittableRandom(seed + 1_000L * crowds + i);
            var visitor = new Visitor(i, today, random.split());
            var prefix = "crowd-%d-%d-".formatted(crowds, i);
            Callable<Void> visit =
                    () -> {
                        for (int n = 1; open; n++) {
                            make(visitor.next(), prefix + n);
                            Thread.sleep(random.nextInt(THINK_MILLIS_MAX));
                        }
                        return null;
                    };
            crowd.add(threads.submit(visit));
        }
    }

    /// Waits until the last of the crowd has got his answer.
    void rest() throws InterruptedException {
        open = false;
        for (var each : crowd) {
            await(each);
        }
        crowd.clear();
    }

    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
        any.close();
        one.forEach(FrontEndClient::close);
        threads.close();
    }

    private String newKey() {
        return "scenario-" + ++keys;
    }

    private String make(Call call, String key) throws UsageException, InterruptedException {
        var client = call.frontEnd() == 0 ? any : one.get(call.frontEnd() - 1);
        var request = call.operation().call(call.user(), call.customer(), call.arguments(), key);
        long begun = System.nanoTime();
        String seen;
        String reason;
        try {
            var answer = client.send(request);
            seen = Seen.of(answer);
            reason = Ascii.truncate(answer.status() + " " + answer.body(), HEARD_MAX, "…");
        } catch (UnreachableException e) {
            seen = Seen.UNKNOWN;
            reason = String.valueOf(e.getMessage());
        }
        // A last attempt that was not taken says nothing of those before it.
        boolean definite = !seen.equals(Seen.UNKNOWN) && !seen.equals(Seen.NOT_TAKEN);
        recorder.note(
                new Made(call, key, begun, definite ? System.nanoTime() : Long.MAX_VALUE, seen));
        return seen.equals(Seen.UNKNOWN) ? "%s (%s)".formatted(seen, reason) : seen;
    }

    private static <T> T await(Future<T> each) throws InterruptedException {
        try {
            return each.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
