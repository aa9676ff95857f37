package marquee.replicas.host;

/// What only a replica's own process can cause: nothing, so there is no such event.
public enum ReplicaEvent {}
