package marquee.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.local.RefusedException;

/// What the program says when a command fails, in one line, and the status it ends with.
final class Failure {
    private Failure() {}

    /// Says on `err` why `e` was thrown, and returns the exit status.
    static int tell(PrintWriter err, Exception e) {
        return switch (e) {
            case ConfigException _ -> failed(err, e, ExitStatus.USAGE);
            case StartException start -> failed(err, e, start.status());
            case RefusedException refused -> failed(err, e, refused.exitStatus());
            case UnreachableException _ -> failed(err, e, ExitStatus.UNREACHABLE);
            case IOException _ -> failed(err, e, ExitStatus.REFUSED);
            case InterruptedException _ -> failed(err, e, ExitStatus.REFUSED);
            default -> {
                e.printStackTrace(err); // A fault of the program, not of the user.
                yield ExitStatus.REFUSED;
            }
        };
    }

    /// Says `message` on `err` as the program's own.
    static void complain(PrintWriter err, String message) {
        err.println("marquee: " + message);
        err.flush();
    }

    private static int failed(PrintWriter err, Exception e, int status) {
        complain(
                err,
                switch (e) {
                    case FileSystemException of -> file(of);
                    default -> e.getMessage() == null ? e.toString() : e.getMessage();
                });
        return status;
    }

    /// What is wrong with a file: the message of such an exception is often just its name.
    private static String file(FileSystemException e) {
        return e.getFile()
                + ": "
                + switch (e) {
                    case NoSuchFileException _ -> "no such file or folder";
                    case AccessDeniedException _ -> "permission denied";
                    case FileAlreadyExistsException _ -> "there is another file of that name";
                    case NotDirectoryException _ -> "is no folder";
                    case DirectoryNotEmptyException _ -> "the folder is not empty";
                    default -> e.getReason() == null ? "cannot be used" : e.getReason();
                };
    }
}
