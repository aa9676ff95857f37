package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log of one user.
class UserLogTest {
    private final UnreachableException nobody = new UnreachableException("nobody");

    @TempDir private Path folder;

    @Test
    void keepsOnlyTheNewestFiles() throws Exception {
        var log = new UserLog(folder, "ATWC2222", 200);

        for (int i = 0; i < 100; i++) {
            log.unanswered(call(), ImmutableList.of("list", "number" + i), nobody);
        }

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ATWC2222.lock",
                            "ATWC2222.log",
                            "ATWC2222.log.1",
                            "ATWC2222.log.2",
                            "ATWC2222.log.3");
        }
        assertThat(Files.readString(folder.resolve("ATWC2222.log"))).contains("number99");
    }

    @Test
    void keepsOneLineACommandWhateverTheUserIsCalled() throws Exception {
        var log = new UserLog(folder, "../../etc/passwd");

        log.unanswered(call(), ImmutableList.of("list", "a\nb"), nobody);

        assertThat(Files.readString(folder.resolve("______ETC_PASSWD.log")))
                .endsWith(" ATWC2222 list a?b -> FAILED nobody\n");
    }

    @Test
    void keepsOneLogOfAUserHoweverHeIsSpelled() throws Exception {
        new UserLog(folder, "atwc2222").unanswered(call(), ImmutableList.of("list", "1"), nobody);
        new UserLog(folder, "ATWC2222").unanswered(call(), ImmutableList.of("list", "2"), nobody);

        assertThat(Files.readString(folder.resolve("ATWC2222.log"))).contains("list 1", "list 2");
    }

    private static Call call() throws UsageException {
        return Operation.LIST.call("ATWC2222", "ATWC2222", ImmutableList.of("Avatar"), "");
    }
}
