package marquee.launcher.scenario.lab;

import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;

/// What the parts of a lab are called, and the lines for `ip -batch` that put them together. Hosts
/// are numbered from 1.
final class Cabling {
    /// The bridge to which all hosts are joined; the launcher's side of the lab.
    static final String BRIDGE = "marquee-br";

    /// What a host's network interface is called there.
    static final String INTERFACE = "eth0";

    private static final String HOST = "marquee-";
    private static final String CABLE = "marquee-v";
    private static final Pattern OURS = Pattern.compile("marquee-(v?[0-9]{1,3}|br)");

    /// Of the addresses that are kept for tests of networks (RFC 2544), so nobody else's.
    private static final String NETWORK = "198.18.77.";

    private static final int LAUNCHER = 254;

    private Cabling() {}

    /// The network namespace that is a host.
    static String host(int number) {
        return HOST + number;
    }

    /// The launcher's end of the cable to a host.
    static String cable(int number) {
        return CABLE + number;
    }

    /// Where a host is reached.
    static String address(int number) {
        return NETWORK + number;
    }

    /// Whether a namespace or a network interface of this machine is part of a lab.
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /// What makes the bridge, and `hosts` hosts that are joined to it.
    static String lab(int hosts) {
        var lines = new StringBuilder();
        lines.append("link add %s type bridge\n".formatted(BRIDGE));
        lines.append("address add %s/24 dev %s\n".formatted(address(LAUNCHER), BRIDGE));
        lines.append("link set %s up\n".formatted(BRIDGE));
        for (int host = 1; host <= hosts; host++) {
            lines.append("netns add %s\n".formatted(host(host)));
            lines.append(
                    "link add %s type veth peer name %s netns %s\n"
                            .formatted(cable(host), INTERFACE, host(host)));
            lines.append("link set %s master %s up\n".formatted(cable(host), BRIDGE));
        }
        return lines.toString();
    }

    /// What is done on a host, so that it is reached.
    static String onHost(int number) {
        return "link set lo up\naddress add %s/24 dev %s\nlink set %s up\n"
                .formatted(address(number), INTERFACE, INTERFACE);
    }

    /// What runs `command` on a host.
    static ImmutableList<String> within(int number, ImmutableList<String> command) {
        return ImmutableList.<String>builder()
                .add("ip", "netns", "exec", host(number))
                .addAll(command)
                .build();
    }
}
