package dev.cleanup.docker.wire;

class TcpHangTest extends HangContract {
    @Override
    FakeEngine engine(FakeDocker docker) throws Exception {
        return FakeEngine.tcp(docker);
    }
}
