package marquee.replicas.host.state;

import marquee.applications.StateMachine.RecordChanges;
import marquee.protocol.replication.Digest;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The digest of the replicated state, application and reply table alike, kept up to date by the
/// records that each entry changes and so as cheap with a million records as with ten
/// (docs/protocol.md, rule P31).
final class StateDigest implements RecordChanges, ReplyChanges {
    private final RecordHash hash = new RecordHash();
    private final BucketSums sums = new BucketSums();
    private final Scrub scrub = new Scrub(hash);

    /// The digest of the state as it stands.
    Digest digest() {
        return hash.combined(sums);
    }

    /// The digest of an operation.
    Digest operation(Bytes operation) {
        return hash.operation(operation);
    }

    /// The part that reads the stores again.
    Scrub scrub() {
        return scrub;
    }

    /// Takes over what a scrub that has read everything found, if that is something else: from then
    /// on the digest tells of the state that is there.
    ///
    /// @return whether it was something else
    boolean correct() {
        boolean same = sums.sameAs(scrub.sums());
        if (!same) {
            sums.set(scrub.sums());
        }
        scrub.restart();
        return !same;
    }

    @Override
    public void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
        int bucket = BucketSums.bucket(key);
        boolean scrubbed = scrub.hasPassed(key);
        if (before != null) {
            subtract(bucket, hash.application(key, before), scrubbed);
        }
        if (after != null) {
            add(bucket, hash.application(key, after), scrubbed);
        }
    }

    @Override
    public void kept(KeptReply reply) {
        var digest = hash.reply(reply);
        reply.setDigest(digest);
        add(BucketSums.bucket(reply), digest, scrub.hasPassed(reply));
    }

    @Override
    public void dropped(KeptReply reply) {
        subtract(BucketSums.bucket(reply), reply.digest(), scrub.hasPassed(reply));
        scrub.leave(reply);
    }

    private void add(int bucket, Digest digest, boolean scrubbed) {
        sums.add(bucket, digest);
        if (scrubbed) {
            scrub.sums().add(bucket, digest);
        }
    }

    private void subtract(int bucket, Digest digest, boolean scrubbed) {
        sums.subtract(bucket, digest);
        if (scrubbed) {
            scrub.sums().subtract(bucket, digest);
        }
    }
}
