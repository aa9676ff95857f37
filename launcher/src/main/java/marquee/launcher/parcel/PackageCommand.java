package marquee.launcher.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.OutputFile;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `package`.
@Command(
        name = "package",
        description = {
            "Makes one archive with everything, its own Java run-time too, for machines of the same"
                    + " kind that have neither Java nor Maven. Unpacked anywhere, it knows every"
                    + " command."
        })
public final class PackageCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    @Mixin private Screen screen = new Screen();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The archive; marquee-SYSTEM-PROCESSOR.tar.gz in this folder unless given.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, StartException, InterruptedException {
        var archive = out == null ? usual() : out;
        try (var _ = Interruption.ofThisThread();
                var progress = Progress.on(screen)) {
            make(archive, progress);
        }
        screen.show(
                "%s, %d MiB; elsewhere: tar xzf %s && marquee/marquee demo"
                        .formatted(archive, Files.size(archive) / MIB, archive.getFileName()));
        return ExitStatus.DONE;
    }

    /// What the archive is called unless it is said.
    public static Path usual() {
        return Path.of(
                "marquee-%s-%s.tar.gz"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
                        .toLowerCase(Locale.ROOT));
    }

    /// Makes the archive `file`, which is there only once it is whole.
    ///
    /// @throws StartException if this process was not started by `./marquee`, or by no JDK
    public static void make(Path file, Progress progress)
            throws IOException, StartException, InterruptedException {
        var archive = new OutputFile(file);
        archive.check();
        var home = System.getProperty("marquee.home");
        if (home == null) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "not started by ./marquee, which tells where everything is, expected to be");
        }
        make(Path.of(home), archive, progress);
    }

    private static void make(Path home, OutputFile archive, Progress progress)
            throws IOException, StartException, InterruptedException {
        var folder = TemporaryFolder.make("marquee-package");
        try {
            var parcel = new Parcel(home, folder.resolve("marquee"));
            progress.begin("linking a Java run-time");
            parcel.link();
            progress.begin("copying the program");
            parcel.fill();
            progress.begin("archiving its classes, for which a cluster runs for a moment");
            parcel.archiveClasses();
            progress.begin("packing all of it");
            archive.write(parcel::pack);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }
}
