package marquee.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import marquee.protocol.replication.Stamp;
import org.jspecify.annotations.Nullable;

/// Where the roles of a cluster are deployed, and how ssh gets there. Which role runs where is the
/// cluster's description's affair: each runs on the host that it names. Immutable.
///
/// @param description the file that describes the cluster
/// @param folder where everything is kept on each host; from the user's own folder on where it is
///   relative. Letters, digits and `._-/` alone
/// @param lab whether front ends and sequencer are started with `--lab`
/// @param date the business date that the sequencer begins with; null for the calendar's
/// @param sshConfig the configuration of ssh; null for the user's own
/// @param hosts each with a name of its own
public record HostsConfig(
        Path description,
        String folder,
        boolean lab,
        @Nullable LocalDate date,
        @Nullable Path sshConfig,
        ImmutableList<Host> hosts) {
    private static final String FOLDER = "marquee";

    /// A host.
    ///
    /// @param name what the cluster's description calls it
    /// @param ssh what ssh calls it: letters, digits and `._-` alone, the first none of these signs
    /// @param user whose account is used; empty for what ssh makes of it
    /// @param port of ssh; 0 for what ssh makes of it
    public record Host(String name, String ssh, String user, int port) {}

    /// Reads and checks `file`.
    ///
    /// @throws ConfigException with a message of the form `FILE:LINE: what is wrong, what was
    ///   expected`
    public static HostsConfig load(Path file) throws ConfigException {
        var source = Source.read(file, "the hosts of a cluster");
        if (source.root().isMissingNode()) {
            throw source.wrong("", "the file is empty", "a JSON object");
        }
        Schema.hosts().check(source);
        var root = source.root();
        return new HostsConfig(
                beside(file, root.path("description")),
                root.path("folder").asText(FOLDER),
                root.path("lab").asBoolean(),
                date(source, root.path("date")),
                sshConfig(source, root.path("sshConfig")),
                hosts(source));
    }

    private static ImmutableList<Host> hosts(Source source) throws ConfigException {
        var hosts = ImmutableList.<Host>builder();
        var names = new HashSet<String>();
        int place = 0;
        for (var json : source.root().path("hosts")) {
            var pointer = "/hosts/" + place++;
            var name = json.path("host").asText();
            if (!names.add(name)) {
                throw source.wrong(
                        pointer + "/host", "%s comes twice".formatted(name), "each host once");
            }
            var ssh = json.path("ssh").asText(name);
            if (!ssh.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}")) {
                throw source.wrong(
                        pointer + "/host",
                        "ssh cannot be told %s as it is".formatted(json.path("host")),
                        "\"ssh\" with letters, digits, '.', '_', '-' beside it");
            }
            hosts.add(new Host(name, ssh, json.path("user").asText(), json.path("port").asInt()));
        }
        return hosts.build();
    }

    /// A date that the sequencer takes.
    private static @Nullable LocalDate date(Source source, JsonNode json) throws ConfigException {
        if (json.isMissingNode()) {
            return null;
        }
        try {
            var date = LocalDate.parse(json.asText());
            if (Stamp.isBusinessDate(date)) {
                return date;
            }
        } catch (DateTimeException e) {
            throw source.wrong("/date", "%s is no date".formatted(json), "one such as 2023-05-15");
        }
        throw source.wrong("/date", "%s is out of range".formatted(json), "one from 1970 to 2099");
    }

    /// Rsync takes the words for ssh as one text, in which blanks and quotes mean something.
    private static @Nullable Path sshConfig(Source source, JsonNode json) throws ConfigException {
        if (json.isMissingNode()) {
            return null;
        }
        var path = beside(source.file(), json);
        if (!path.toString().matches("[A-Za-z0-9._/-]+")) {
            throw source.wrong(
                    "/sshConfig",
                    "the path is " + path,
                    "letters, digits, '.', '_', '-' and '/' alone");
        }
        return path;
    }

    private static Path beside(Path file, JsonNode json) {
        return file.toAbsolutePath().resolveSibling(json.asText()).normalize();
    }
}
