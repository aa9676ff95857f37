package marquee.scenarios.lockstep;

import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.ReferenceModel;

/// The reference model as one of the machines in lock-step.
final class ModelImplementation implements Implementation {
    @Override
    public String name() {
        return "model";
    }

    @Override
    public StateMachine create() {
        return new ReferenceModel();
    }
}
