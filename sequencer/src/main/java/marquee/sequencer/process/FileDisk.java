package marquee.sequencer.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import marquee.sequencer.log.Disk;
import marquee.sequencer.log.DiskException;
import org.jspecify.annotations.Nullable;

/// The files of one folder. Keeps the file that is appended to and the one that was read last open.
/// Used by one thread.
final class FileDisk implements Disk, AutoCloseable {
    private static final String NEW = "new-";

    private final Path folder;
    private @Nullable OpenFile appended;
    private @Nullable OpenFile readLast;

    private record OpenFile(String name, FileChannel channel) {}

    FileDisk(Path folder) {
        this.folder = folder;
    }

    @Override
    public ImmutableList<String> files() {
        try (var paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw failed(folder.toString(), e);
        }
    }

    @Override
    public long size(String file) {
        try {
            return reading(file).size();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void read(String file, long offset, ByteBuffer into) {
        int start = into.position();
        try {
            var channel = reading(file);
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = channel.read(into, offset + into.position() - start);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        try {
            var channel = appending(file);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void truncate(String file, long size) {
        close();
        try (var channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void sync(String file) {
        try {
            appending(file).force(false);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void remove(String file) {
        close();
        try {
            Files.delete(folder.resolve(file));
            syncFolder();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void rename(String file, String name) {
        close();
        try {
            Files.move(folder.resolve(file), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        close();
        var made = folder.resolve(NEW + file);
        try {
            try (var channel =
                    FileChannel.open(
                            made,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(made, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /// Closes the files that are open; whatever is used next is opened again.
    @Override
    public void close() {
        try {
            if (appended != null) {
                appended.channel().close();
            }
            if (readLast != null) {
                readLast.channel().close();
            }
        } catch (IOException e) {
            throw failed(folder.toString(), e);
        } finally {
            appended = null;
            readLast = null;
        }
    }

    private FileChannel appending(String file) throws IOException {
        appended = open(appended, file, StandardOpenOption.APPEND);
        return appended.channel();
    }

    private FileChannel reading(String file) throws IOException {
        readLast = open(readLast, file, StandardOpenOption.READ);
        return readLast.channel();
    }

    private OpenFile open(@Nullable OpenFile before, String file, StandardOpenOption how)
            throws IOException {
        if (before != null && before.name().equals(file)) {
            return before;
        }
        if (before != null) {
            before.channel().close();
        }
        return new OpenFile(file, FileChannel.open(folder.resolve(file), how));
    }

    /// Names, too, must survive a power cut.
    private void syncFolder() throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static DiskException failed(String file, IOException e) {
        return new DiskException(file + ": " + e.getMessage(), e);
    }
}
