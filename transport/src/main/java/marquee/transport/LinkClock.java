package marquee.transport;

import marquee.protocol.Chance;

/// When one end of a link says hello, when it shows that it is still there, and when it takes the
/// peer for gone. While the link is down, hellos are repeated ever more rarely; while it is up,
/// silence is broken by keep-alives, and a peer that has missed two of them is asked by a hello,
/// which is answered at once: so a few lost datagrams do not look like a dead peer.
final class LinkClock {
    /// Hellos in answer to others keep this distance, in nanoseconds.
    private static final long HELLO_SPACING = 1_000_000;

    private final LinkLimits.Presence presence;
    private final Chance chance;
    private long heardAt;
    private long sentAt;
    private long askedAt;
    private long helloAt;
    private long helloWait;

    LinkClock(LinkLimits.Presence presence, Chance chance) {
        this.presence = presence;
        this.chance = chance;
        this.helloWait = presence.hello();
    }

    /// The link begins, and says hello at once.
    void start(long now) {
        helloAt = now;
    }

    /// The link has come up.
    void up(long now) {
        heardAt = now;
        sentAt = now;
        askedAt = now;
    }

    /// The link has gone down; it says hello at once.
    void down() {
        helloWait = presence.hello();
        helloAt = heardAt;
    }

    /// The peer was heard.
    void heard(long now) {
        heardAt = now;
    }

    /// Something was sent.
    void sent(long now) {
        sentAt = now;
    }

    /// The peer should hear a hello soon.
    void answerWithHello(long now) {
        helloAt = Math.min(helloAt, Math.max(now, sentAt + HELLO_SPACING));
    }

    /// Whether a link that is down says hello now; if so, the next time is set.
    boolean takeHello(long now) {
        if (helloAt > now) {
            return false;
        }
        helloAt = now + helloWait + chance.below((int) (helloWait / 4) + 1);
        helloWait = Math.min(presence.helloMax(), 2 * helloWait);
        return true;
    }

    /// Whether a link that is up asks its silent peer by a hello now; if so, the next time is set.
    boolean takeQuestion(long now) {
        if (questionAt() > now) {
            return false;
        }
        askedAt = now;
        return true;
    }

    /// Whether a link that is up has to show itself.
    boolean isKeepAliveDue(long now) {
        return now - sentAt >= presence.keepAlive();
    }

    /// Whether the peer has been silent for the patience.
    boolean isPatienceOver(long now) {
        return now - heardAt >= presence.patience();
    }

    /// When a link that is down has something to do.
    long deadlineDown() {
        return helloAt;
    }

    /// When a link that is up has something to do.
    long deadlineUp() {
        long shown = Math.min(heardAt + presence.patience(), sentAt + presence.keepAlive());
        return Math.min(shown, questionAt());
    }

    private long questionAt() {
        long silent = heardAt + 2 * presence.keepAlive();
        return Math.max(silent, askedAt + presence.keepAlive() / 4);
    }
}
