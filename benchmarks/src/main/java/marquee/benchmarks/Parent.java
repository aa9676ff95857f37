package marquee.benchmarks;

import java.io.IOException;

/// The process that started this one.
final class Parent {
    private Parent() {}

    /// Ends this JVM when its standard input ends, so that no child outlives whoever holds the
    /// other end, however that came to its own end.
    static void endWithStandardInput() {
        Thread.ofPlatform()
                .daemon()
                .name("parent")
                .start(() -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Whatever is said, only the end of it matters.
                        }
                    } catch (IOException e) {
                        System.err.println("standard input: " + e.getMessage());
                    }
                    Runtime.getRuntime().halt(0);
                });
    }
}
