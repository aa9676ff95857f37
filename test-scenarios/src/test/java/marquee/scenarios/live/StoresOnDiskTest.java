package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster whose replicas keep their stores in a folder.
@Timeout(600)
class StoresOnDiskTest {
    private static final ClusterPlan.Size ON_DISK =
            ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.ON_DISK, true);

    @TempDir private Path folder;

    @Test
    void areNotBelievedAfterARestartButBuiltFromTheOrder() throws Exception {
        var plan = ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15)).withSize(ON_DISK);
        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls())) {
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 9);
            assertThat(users.ask("ATWC2222", Operation.BOOK, "ATWM160523", "Avatar", 2).code())
                    .isEqualTo("BOOKED");
            users.expectEqualDigestsOf(4);
        }
        Processes.expectNoneOf(folder); // Whoever still writes would mend what is torn.
        for (var store : stores()) {
            assertThat(store).isNotEmptyFile();
            Files.writeString(store, "torn");
        }

        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls())) {
            var answer = users.ask("ATWC2222", Operation.BOOK, "ATWM160523", "Avatar", 1);
            assertThat(answer.body().path("held").asInt()).as(answer.code()).isEqualTo(3);
            users.expectEqualDigestsOf(4);
        }
        Processes.expectNoneOf(folder);
        assertThat(stores())
                .allSatisfy(store -> assertThat(store).isNotEmptyFile())
                .noneMatch(store -> store.toFile().length() == "torn".length());
    }

    private List<Path> stores() throws IOException {
        var stores = new ArrayList<Path>();
        for (var name : List.of("booking.sqlite", "booking.mvstore")) {
            try (var found = Files.find(folder, 3, (path, _) -> path.endsWith(name))) {
                stores.addAll(found.toList());
            }
        }
        assertThat(stores).as("each of one incarnation").hasSize(2);
        return stores;
    }
}
