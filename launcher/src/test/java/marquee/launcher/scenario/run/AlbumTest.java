package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.launcher.report.Scene;
import marquee.launcher.report.SpaceTime;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Results.Result;
import org.junit.jupiter.api.Test;

class AlbumTest {
    private static final Scene SCENE =
            Scene.of(ImmutableList.of(), ImmutableList.of(), SpaceTime.EMPTY);

    private static final Result PASSED = result(ImmutableList.of());
    private static final Result FAILED = result(ImmutableList.of(new Failure(1, "not so")));

    @Test
    void keepsWhatHappenedUntilThereIsNoRoom() {
        var album = new Album(2 * SCENE.bytes(), 0);

        assertThat(album.kept(PASSED).scene()).isSameAs(SCENE);
        assertThat(album.kept(PASSED).scene()).isSameAs(SCENE);
        assertThat(album.kept(PASSED).scene()).isSameAs(Scene.LEFT_OUT);
        assertThat(album.kept(FAILED).scene()).isSameAs(Scene.LEFT_OUT);
    }

    @Test
    void keepsRoomForScenariosThatFail() {
        var album = new Album(2 * SCENE.bytes(), SCENE.bytes());

        assertThat(album.kept(PASSED).scene()).isSameAs(SCENE);
        assertThat(album.kept(PASSED).scene()).isSameAs(Scene.LEFT_OUT);
        assertThat(album.kept(FAILED).scene()).isSameAs(SCENE);
    }

    private static Result result(ImmutableList<Failure> failures) {
        return new Result("group", "name", "", 1, 1, failures, "", 1, SCENE, "");
    }
}
