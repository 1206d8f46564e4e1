package dev.cleanup.docker.wire;

class UnixHangTest extends HangContract {
    @Override
    FakeEngine engine(FakeDocker docker) {
        return FakeEngine.unix(docker);
    }
}
