package marquee.launcher.scenario.run;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is left of a scenario when it is over.
///
/// @param watched whether what happens on the stage is taken down, for a report
/// @param logs the folder in which the roles' logs of those that fail are kept; null for nowhere
record Keeping(boolean watched, @Nullable Path logs) {
    /// Where those of `turn` are kept; null for nowhere.
    @Nullable Path logs(Season.Turn turn) {
        return logs == null
                ? null
                : logs.resolve(turn.cast().name()).resolve(Long.toString(turn.seed()));
    }

    /// Copies the logs of the cluster whose files are in `folder`, if it has any, to `to`, in the
    /// place of those of an earlier time.
    static void copy(Path folder, Path to) throws IOException {
        var from = folder.resolve("logs");
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            MoreFiles.deleteDirectoryContents(to, RecursiveDeleteOption.ALLOW_INSECURE);
            for (var file : MoreFiles.listFiles(from)) {
                MoreFiles.asByteSource(file)
                        .copyTo(MoreFiles.asByteSink(to.resolve(file.getFileName())));
            }
        }
    }
}
