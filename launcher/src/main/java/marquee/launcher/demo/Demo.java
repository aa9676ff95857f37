package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.launcher.console.Narrator;
import marquee.launcher.customers.Crowd;
import marquee.launcher.customers.Ledger;
import marquee.launcher.customers.Programme;
import marquee.launcher.local.StatusTables;
import marquee.launcher.trouble.Rescue;
import marquee.launcher.trouble.Rescue.Outcome;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;
import org.jspecify.annotations.Nullable;

/// Books on a running cluster as its clients do, over HTTP, checks all that it says, and meanwhile
/// has one replica lie and another one die.
public final class Demo implements AutoCloseable {
    private static final int PREMIERE_TICKETS = 2;
    private static final String INDENT = "          ";

    private static final ImmutableList<Part> PARTS =
            ImmutableList.of(
                    new Part("a lie", "R3 lies", new Trouble("R3", Kind.LIE)),
                    new Part("a kill", "R1 is killed", new Trouble("R1", Kind.KILL)),
                    new Part(
                            "both at once",
                            "R2 lies and R4 is killed, at the same time",
                            new Trouble("R2", Kind.LIE),
                            new Trouble("R4", Kind.KILL)));

    private final Settings settings;
    private final Narrator narrator;
    private final FrontEndClient client;
    private final @Nullable DemoReport report;
    private final Ledger ledger;
    private final Crowd crowd;
    private final Rescue rescue;

    /// How much is done.
    ///
    /// @param customers how many book at once
    /// @param seconds how long they book undisturbed, before and after the faults
    /// @param date the business date of the cluster
    /// @param seed what the customers' choices are made from
    public record Settings(int customers, int seconds, LocalDate date, long seed) {}

    /// What goes wrong at one time.
    private record Part(String name, String title, ImmutableList<Trouble> troubles) {
        Part(String name, String title, Trouble... troubles) {
            this(name, title, ImmutableList.copyOf(troubles));
        }
    }

    /// A demonstration on the cluster whose front ends are at `urls`.
    ///
    /// @param report what is told of it; null for nothing
    public Demo(
            Settings settings,
            ImmutableList<URI> urls,
            Narrator narrator,
            @Nullable DemoReport report) {
        this.settings = settings;
        this.narrator = narrator;
        this.report = report;
        ledger = new Ledger("examples", report == null ? _ -> {} : report::called);
        client = new FrontEndClient(urls, FrontEndClient.DEADLINE);
        crowd = new Crowd(settings.customers(), settings.date(), settings.seed(), ledger, client);
        rescue = new Rescue(client, settings.seed(), narrator);
    }

    /// Runs it.
    ///
    /// @return whether every request was answered rightly, each replica that failed was replaced
    ///   for its own reason, nobody else was convicted, and all digests are equal
    public boolean run() throws UnreachableException, IOException, InterruptedException {
        narrator.title("The worked examples, one request after the other");
        new WorkedExamples(settings.date()).run(crowd::caller, narrator);
        premiere();
        boolean rescued = troubles();
        boolean isRight = crowd.audit();
        narrator.verdict(
                isRight,
                "seats left and tickets held add up for each of the shows, and each customer's"
                        + " bookings are known");
        boolean areEqual = compareStates();
        narrator.title("What the customers saw");
        ledger.lines().forEach(line -> narrator.plain((INDENT + line).stripTrailing()));
        narrator.verdict(
                ledger.isClean(),
                "%d requests, %d failed and %d wrong answers"
                        .formatted(ledger.requests(), ledger.failed(), ledger.wrong()));
        return ledger.isClean() && isRight && rescued && areEqual && rescue.isSound();
    }

    /// Runs it without faults, and quickly: for what it leaves behind in the processes.
    ///
    /// @return whether every request was answered rightly and all digests are equal
    public boolean rehearse() throws UnreachableException, InterruptedException {
        new WorkedExamples(settings.date()).run(crowd::caller, narrator);
        premiere();
        crowd.offerShows();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                crowd.open(threads);
                TimeUnit.SECONDS.sleep(settings.seconds());
                crowd.rest();
            } finally {
                crowd.leave();
            }
        }
        crowd.audit();
        return compareStates() && ledger.isClean();
    }

    @Override
    public void close() {
        client.close();
    }

    private void premiere() throws InterruptedException {
        var premiere = Programme.premiere(settings.date());
        int winners = (settings.customers() + 1) / 2;
        crowd.offer(premiere, winners * PREMIERE_TICKETS);
        narrator.title(
                "%d customers at once want %d tickets each of %s %s, which has %d seats"
                        .formatted(
                                settings.customers(),
                                PREMIERE_TICKETS,
                                premiere.movie(),
                                premiere.id(),
                                winners * PREMIERE_TICKETS));
        crowd.together(customer -> {
            customer.book(premiere, PREMIERE_TICKETS);
            return true;
        });
        long won =
                crowd.customers().stream()
                        .filter(each -> each.held().containsKey(premiere))
                        .count();
        if (won != winners && crowd.isSure()) {
            ledger.addWrong();
        }
        narrator.verdict(won == winners, "%d of them won, %d expected".formatted(won, winners));
    }

    /// Everything that goes wrong, while the customers book.
    private boolean troubles() throws UnreachableException, IOException, InterruptedException {
        crowd.offerShows();
        narrator.title(
                "%d customers book, cancel and exchange at once, from now on"
                        .formatted(settings.customers()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                ledger.begin("all is well");
                crowd.open(threads);
                TimeUnit.SECONDS.sleep(settings.seconds());
                boolean rescued = strike();
                crowd.rest();
                return rescued;
            } finally {
                crowd.leave(); // They would go on for ever, and be waited for.
            }
        }
    }

    /// One fault after the other, and all is well again; or until a replica is not replaced.
    private boolean strike() throws UnreachableException, IOException, InterruptedException {
        boolean asExpected = true;
        for (var part : PARTS) {
            var outcome = happen(part);
            if (!outcome.replaced()) {
                return false;
            }
            asExpected &= outcome.asExpected();
        }
        narrator.title("All is well again");
        ledger.begin("well again");
        TimeUnit.SECONDS.sleep(settings.seconds());
        return asExpected;
    }

    private Outcome happen(Part part)
            throws UnreachableException, IOException, InterruptedException {
        narrator.title(part.title());
        ledger.begin(part.name());
        if (report != null) {
            part.troubles().forEach(report::struck);
        }
        return rescue.from(part.troubles());
    }

    private boolean compareStates() throws UnreachableException, InterruptedException {
        narrator.title("The state of the replicas");
        var states = rescue.compareStates();
        new StatusTables(states.status())
                .tables()
                .forEach(line -> narrator.plain((INDENT + line).stripTrailing()));
        narrator.verdict(states.areEqual(), states.verdict());
        return states.areEqual();
    }
}
