package marquee.launcher.soak;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import marquee.client.Table;
import marquee.protocol.NodeId;

/// Watches what the processes of a cluster take of the machine. Used by one thread.
final class Watch {
    /// What a process that has warmed up may take more in the rest of the run: so little that it
    /// shows if it goes on and on.
    static final Vitals GROWTH_MAX = new Vitals(16 << 10, 4 << 10, 16, 32);

    /// The same of a slot, which others fill by and by, and whose state grows with the bookings.
    static final Vitals SLOT_GROWTH_MAX = new Vitals(64 << 10, 32 << 10, 16, 32);

    /// How many files more there may be in the rest of the run.
    static final long FILES_GROWTH_MAX = 64;

    private static final long KIBI = 1_024;

    private final Path folder;
    private final Map<String, Vitals> first = new LinkedHashMap<>();
    private final Map<String, Vitals> last = new LinkedHashMap<>();
    private ImmutableSet<String> names = ImmutableSet.of();
    private long filesAtFirst = -1;
    private long files;
    private long bytes;

    /// Watches the files in `folder`, too.
    Watch(Path folder) {
        this.folder = folder;
    }

    /// Looks at `processes`, by their names; 0 for one whose number is not known.
    void look(ImmutableMap<String, Long> processes) throws IOException {
        last.clear();
        names = processes.keySet();
        for (var process : processes.entrySet()) {
            if (process.getValue() > 0) {
                var vitals = Vitals.of(process.getValue());
                vitals.ifPresent(now -> last.put(process.getKey(), now));
            }
        }
        files = 0;
        bytes = 0;
        Files.walkFileTree(folder, new Count());
    }

    /// Files come and go while they are counted.
    private final class Count extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }

    /// Looks at `processes` once they have collected their garbage.
    void lookClosely(ImmutableMap<String, Long> processes)
            throws IOException, InterruptedException {
        var heaps = new LinkedHashMap<String, Long>();
        for (var process : processes.entrySet()) {
            if (process.getValue() > 0) { // To `jcmd` 0 is all there are.
                Heap.collected(process.getValue())
                        .ifPresent(heap -> heaps.put(process.getKey(), heap));
            }
        }
        look(processes);
        heaps.forEach((name, heap) -> last.computeIfPresent(name, (_, now) -> now.withHeap(heap)));
    }

    /// From now on growth counts: everybody has warmed up.
    void begin(ImmutableMap<String, Long> processes) throws IOException, InterruptedException {
        lookClosely(processes);
        first.putAll(last);
        filesAtFirst = files;
    }

    /// What the process `name` takes of memory.
    long mebibytes(String name) {
        var vitals = last.get(name);
        return vitals == null ? 0 : vitals.kibibytes() / KIBI;
    }

    private static String mebibytes(long kibibytes) {
        return kibibytes == 0 ? "?" : String.format(Locale.ROOT, "%.1f", kibibytes / (double) KIBI);
    }

    /// Whether there is something that growth can be told from.
    boolean hasBegun() {
        return !first.isEmpty();
    }

    /// Who has grown beyond its bounds since.
    ImmutableList<String> grown() {
        var grown = ImmutableList.<String>builder();
        first.forEach((name, before) -> {
            var now = last.getOrDefault(name, before);
            if (now.exceeds(before, growthMax(name))) {
                grown.add(name);
            }
        });
        if (filesAtFirst >= 0 && files - filesAtFirst > FILES_GROWTH_MAX) {
            grown.add("files");
        }
        return grown.build();
    }

    /// Whom of those that were looked at last there is nothing to compare of, or nothing of their
    /// objects.
    ImmutableList<String> unseen() {
        var unseen = ImmutableList.<String>builder();
        for (var name : names) {
            var before = first.get(name);
            var now = last.get(name);
            if (before == null || now == null) {
                unseen.add(name);
            } else if (before.heap() == 0 || now.heap() == 0) {
                unseen.add("objects of " + name);
            }
        }
        return unseen.build();
    }

    /// What the process `name`, of a node or a slot, may take more.
    static Vitals growthMax(String name) {
        var node = NodeId.parse(name);
        return node != null && node.kind() == NodeId.Kind.REPLICA ? SLOT_GROWTH_MAX : GROWTH_MAX;
    }

    /// The processes as a table: as they were when everybody had warmed up, and as they are.
    ImmutableList<String> lines() {
        var table =
                new Table(
                        "PROCESS",
                        "MIB",
                        "MIB NOW",
                        "HEAP MIB",
                        "HEAP NOW",
                        "THREADS",
                        "NOW",
                        "DESCRIPTORS",
                        "NOW ");
        last.forEach((name, now) -> {
            var before = first.getOrDefault(name, now);
            table.row(
                    name,
                    before.kibibytes() / KIBI,
                    now.kibibytes() / KIBI,
                    mebibytes(before.heap()),
                    mebibytes(now.heap()),
                    before.threads(),
                    now.threads(),
                    before.descriptors(),
                    now.descriptors());
        });
        return ImmutableList.<String>builder()
                .addAll(table.lines())
                .add("%d files, %d MiB".formatted(files, bytes / (KIBI * KIBI)))
                .build();
    }
}
