package marquee.launcher.scenario.lab;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.Tool;
import org.jspecify.annotations.Nullable;

/// Hosts in this machine: each a network namespace, joined to a bridge, with a packet filter of its
/// own. There is one lab on a machine at a time. It goes when it is closed or the program ends,
/// with every process in it; what a killed run has left goes before the next one. Thread-safe.
public final class Lab implements AutoCloseable {
    /// The most hosts.
    public static final int HOSTS_MAX = 20;

    /// A loopback address of our own, so that nobody else has the port.
    private static final InetSocketAddress CLAIM = new InetSocketAddress("127.198.18.77", 7_777);

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final ImmutableList<String> BATCH = ImmutableList.of("ip", "-batch", "-");

    /// How long killed processes and deleted interfaces may take to be gone, in milliseconds.
    private static final long GONE_MILLIS_MAX = 10_000;

    private static final long POLL_MILLIS = 10;

    private final int hosts;
    private final DatagramSocket claim;
    private final Thread hook = Thread.ofPlatform().unstarted(this::end);
    private boolean down;

    private Lab(int hosts, DatagramSocket claim) {
        this.hosts = hosts;
        this.claim = claim;
    }

    /// Puts together a lab of `hosts` hosts.
    ///
    /// @param told what is worth a line
    /// @throws IOException if there is one already, or the machine refuses; then nothing is left
    public static Lab up(int hosts, Consumer<String> told)
            throws IOException, InterruptedException {
        var lab = new Lab(hosts, claim());
        Runtime.getRuntime().addShutdownHook(lab.hook);
        try {
            lab.build(told);
            return lab;
        } catch (IOException | InterruptedException | RuntimeException e) {
            try {
                lab.close();
            } catch (IOException | RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /// How many hosts there are.
    public int hosts() {
        return hosts;
    }

    /// Has the packet filters of all hosts do what `rules` say, and nothing else.
    synchronized void filter(Rules rules) throws IOException, InterruptedException {
        Tool.runAll(onEachHost(ImmutableList.of("nft", "-f", "-")), rules.text());
    }

    /// What the packet filters have done until now.
    public synchronized Tally tally() throws IOException, InterruptedException {
        var command = ImmutableList.of("nft", "-f", "-");
        return Tool.runAll(onEachHost(command), Rules.counters()).stream()
                .map(Tally::read)
                .reduce(Tally.NONE, Tally::plus);
    }

    /// Ends all that runs in the lab, and takes it down, also on an interrupted thread. What fails
    /// is tried again when the program ends.
    ///
    /// @throws IOException if something is left
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            takeDown();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending; the hook will find nothing to do.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Binds what only one process can, and which the kernel takes from the dead.
    private static DatagramSocket claim() throws IOException {
        try {
            return new DatagramSocket(CLAIM);
        } catch (BindException e) {
            throw new IOException(
                    "another run has a lab on this machine, expected none; wait for its end", e);
        }
    }

    private synchronized void build(Consumer<String> told)
            throws IOException, InterruptedException {
        var left = left();
        if (!left.isEmpty()) {
            told.accept("takes down what a killed run has left: " + String.join(" ", left));
            clear();
        }
        Tool.run(BATCH, Cabling.lab(hosts));
        for (int host = 1; host <= hosts; host++) {
            var there = ImmutableList.of("ip", "-n", Cabling.host(host), "-batch", "-");
            Tool.run(there, Cabling.onHost(host));
        }
        Tool.runAll(onEachHost(ImmutableList.of("nft", "-f", "-")), Rules.filter());
    }

    private ImmutableList<ImmutableList<String>> onEachHost(ImmutableList<String> command) {
        if (down) {
            throw new IllegalStateException("the lab is gone");
        }
        return IntStream.rangeClosed(1, hosts)
                .mapToObj(host -> Cabling.within(host, command))
                .collect(ImmutableList.toImmutableList());
    }

    /// What still runs here is given the time to end in order.
    private void end() {
        try {
            Interruption.awaitOrder();
            takeDown();
        } catch (IOException e) {
            System.err.println("marquee: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void takeDown() throws IOException, InterruptedException {
        if (!down) {
            clear();
            claim.close();
            down = true;
        }
    }

    /// Takes down whatever there is of a lab, whoever made it. A part that resists keeps none of
    /// the others.
    private static void clear() throws IOException, InterruptedException {
        IOException failure = null;
        for (var name : left()) {
            try {
                clear(name);
            } catch (IOException e) {
                failure = both(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        awaitGone();
    }

    private static void clear(String name) throws IOException, InterruptedException {
        if (Files.exists(NAMESPACES.resolve(name))) {
            endProcesses(name);
            Tool.run(ImmutableList.of("ip", "netns", "delete", name), "");
        } else if (Files.exists(INTERFACES.resolve(name))) {
            Tool.run(ImmutableList.of("ip", "link", "delete", name), "");
        }
    }

    private static IOException both(@Nullable IOException first, IOException second) {
        if (first == null) {
            return second;
        }
        first.addSuppressed(second);
        return first;
    }

    private static void awaitGone() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GONE_MILLIS_MAX);
        while (!left().isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IOException("of the lab there is left: " + String.join(" ", left()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void endProcesses(String namespace) throws IOException, InterruptedException {
        var said = Tool.run(ImmutableList.of("ip", "netns", "pids", namespace), "");
        for (var pid : said.lines().toList()) {
            var process = ProcessHandle.of(Long.parseLong(pid.strip()));
            if (process.isPresent()) {
                end(process.get());
            }
        }
    }

    private static void end(ProcessHandle process) throws IOException, InterruptedException {
        process.destroyForcibly();
        try {
            process.onExit().get(GONE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "process %d: killed, and not gone within %d s"
                            .formatted(process.pid(), GONE_MILLIS_MAX / 1_000),
                    e);
        }
    }

    /// The namespaces and network interfaces of labs that there are.
    private static ImmutableList<String> left() throws IOException {
        var left = ImmutableList.<String>builder();
        for (var folder : ImmutableList.of(INTERFACES, NAMESPACES)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> names = Files.list(folder)) {
                    names.map(path -> String.valueOf(path.getFileName()))
                            .filter(Cabling::isOurs)
                            .sorted()
                            .forEach(left::add);
                }
            }
        }
        return left.build();
    }
}
