package dev.cleanup.docker.internal.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process finds of itself, by files as machines and containers have them. */
class SurroundingsTest {
    private static final String ID = "3f4a9c1e5b7d2086f1c3e5a7b9d0f2e4c6a8b0d2f4e6a8c0b2d4f6e8a0c2e4b6";
    private static final String OTHER = "b".repeat(64);

    @TempDir
    private Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Surroundings read(String... variables) {
        return Surroundings.read(
                root,
                variables.length == 0 ? Map.of() : Map.of(variables[0], variables.length > 1 ? variables[1] : ""));
    }

    @Test
    void a_machine_without_a_sign_is_no_container() throws IOException {
        file("proc/self/cgroup", "0::/user.slice/user-1000.slice/session-2.scope\n");
        file("proc/self/mountinfo", "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n");
        file("proc/sys/kernel/hostname", "server-1\n");

        assertThat(read()).isEqualTo(new Surroundings(List.of(), false, Set.of(), "server-1"));
        assertThat(read().inContainer()).isFalse();
    }

    @Test
    void a_machine_without_these_files_is_no_container() {
        assertThat(read().inContainer()).isFalse();
    }

    @Test
    void dockerenv_alone_proves_nothing() throws IOException {
        file(".dockerenv", "");

        assertThat(read().signs()).containsExactly("/.dockerenv");
        assertThat(read().inContainer()).isFalse();
    }

    @Test
    void a_variable_called_container_alone_proves_nothing() {
        assertThat(read("container", "oci").inContainer()).isFalse();
    }

    @Test
    void two_weak_signs_are_a_container() throws IOException {
        file(".dockerenv", "");

        Surroundings both = read("container", "docker");

        assertThat(both.inContainer()).isTrue();
        assertThat(both.strong()).isFalse();
        assertThat(both.signs()).containsExactly("/.dockerenv", "the variable container");
    }

    @Test
    void docker_by_its_mounts_and_its_id() throws IOException {
        file("proc/self/mountinfo", """
                683 661 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/ABC
                701 683 8:1 /var/lib/docker/containers/%1$s/resolv.conf /etc/resolv.conf rw,relatime - ext4 /dev/sda1 rw
                702 683 8:1 /var/lib/docker/containers/%1$s/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw
                703 683 8:1 /var/lib/docker/containers/%1$s/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw
                """.formatted(ID));
        file("proc/self/cgroup", "0::/\n");

        assertThat(read().inContainer()).isTrue();
        assertThat(read().ids()).containsExactly(ID);
        assertThat(read().signs()).containsExactly("mounts of a container");
    }

    @Test
    void docker_with_another_data_root() throws IOException {
        file(
                "proc/self/mountinfo",
                "702 683 8:1 /srv/d/containers/" + ID + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n");

        assertThat(read().ids()).containsExactly(ID);
    }

    @Test
    void podman_by_its_mounts() throws IOException {
        file(
                "proc/self/mountinfo",
                "1055 1050 0:25 /containers/storage/overlay-containers/" + ID
                        + "/userdata/hostname /etc/hostname rw,nosuid,nodev - tmpfs tmpfs rw,mode=755\n");

        assertThat(read().ids()).containsExactly(ID);
        assertThat(read().inContainer()).isTrue();
    }

    @Test
    void podman_by_its_file() throws IOException {
        file("run/.containerenv", "engine=\"podman-4.9.3\"\n");

        assertThat(read().inContainer()).isTrue();
        assertThat(read().signs()).containsExactly("/run/.containerenv");
    }

    @Test
    void mounts_of_other_containers_on_the_host_say_nothing() throws IOException {
        file(
                "proc/self/mountinfo",
                "900 28 0:49 / /var/lib/docker/containers/" + ID + "/mounts/shm rw - tmpfs shm rw,size=65536k\n"
                        + "901 28 0:50 / /var/lib/docker/overlay2/" + OTHER + "/merged rw - overlay overlay rw\n");

        assertThat(read().inContainer()).isFalse();
        assertThat(read().ids()).isEmpty();
    }

    @Test
    void docker_by_control_groups_of_the_first_version() throws IOException {
        file(
                "proc/self/cgroup",
                "12:pids:/docker/" + ID + "\n11:memory:/docker/" + ID + "\n1:name=systemd:/docker/" + ID + "\n");

        assertThat(read().inContainer()).isTrue();
        assertThat(read().ids()).containsExactly(ID);
    }

    @Test
    void docker_by_control_groups_of_the_second_version_on_systemd() throws IOException {
        file("proc/self/cgroup", "0::/system.slice/docker-" + ID + ".scope\n");

        assertThat(read().ids()).containsExactly(ID);
        assertThat(read().signs()).containsExactly("control groups of a container");
    }

    @Test
    void podman_by_control_groups() throws IOException {
        file("proc/self/cgroup", "0::/machine.slice/libpod-" + ID + ".scope/container\n");

        assertThat(read().ids()).containsExactly(ID);
    }

    @Test
    void a_pod_on_containerd() throws IOException {
        file(
                "proc/self/cgroup",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod2c48913c.slice/cri-containerd-" + ID
                        + ".scope\n");

        assertThat(read("KUBERNETES_SERVICE_HOST", "10.96.0.1").ids()).containsExactly(ID);
        assertThat(read("KUBERNETES_SERVICE_HOST", "10.96.0.1").signs())
                .containsExactly("the variable KUBERNETES_SERVICE_HOST", "control groups of a container");
    }

    @Test
    void a_pod_with_control_groups_of_the_first_version() throws IOException {
        file("proc/self/cgroup", "5:cpu:/kubepods/besteffort/pod7c2f1d60-1f9d/" + ID + "\n");

        assertThat(read().ids()).containsExactly(ID);
    }

    @Test
    void a_namespace_of_its_own_hides_everything_and_other_signs_count() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file(".dockerenv", "");
        file("run/.containerenv", "");

        assertThat(read().inContainer()).isTrue();
    }

    @Test
    void the_docker_service_itself_is_no_container() throws IOException {
        file("proc/self/cgroup", "0::/system.slice/docker.service\n");

        assertThat(read().inContainer()).isFalse();
    }
}
